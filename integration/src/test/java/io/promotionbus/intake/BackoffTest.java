package io.promotionbus.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.promotionbus.platform.Ids;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BackoffTest {

    private static final Backoff BACKOFF = new Backoff(Duration.ofSeconds(1), Duration.ofMinutes(1));

    /** attempts, jitter, milliseconds */
    @ParameterizedTest
    @CsvSource({
        "0, 0.5, 1000",
        "1, 0.5, 1000",
        "2, 0.5, 2000",
        "6, 0.5, 32000",
        "7, 0.5, 60000",
        "1000000, 0.5, 60000",
        "1, 0, 800",
        "1, 1, 1200",
        "7, 1, 72000"
    })
    void doublesUpToTheLongestGiveOrTakeAFifth(int attempts, double jitter, long expected) {
        assertThat(BACKOFF.after(attempts, fixed(jitter))).isEqualTo(Duration.ofMillis(expected));
    }

    @Test
    void neverPausesForLongerThanItSays() {
        assertThat(BACKOFF.after(7, fixed(1))).isEqualTo(BACKOFF.atMost());
    }

    private static Ids fixed(double jitter) {
        return new Ids() {
            @Override
            public UUID next() {
                return new UUID(0, 0);
            }

            @Override
            public String token(int bytes) {
                return "";
            }

            @Override
            public double jitter() {
                return jitter;
            }
        };
    }
}
