package io.promotionbus.promotion;

import static org.assertj.core.api.Assertions.assertThat;

import io.promotionbus.promotion.Newness.Comparison;
import io.promotionbus.promotion.Newness.Verdict;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class RememberedNewnessTest {

    private Instant now = Instant.parse("2026-03-02T10:00:00Z");
    private String basis = "image-time";
    private final AtomicInteger asked = new AtomicInteger();
    private final RememberedNewness newness = new RememberedNewness(
            (project, freight, other) -> {
                asked.incrementAndGet();
                return new Comparison(Verdict.NEWER, basis, "");
            },
            clock());

    private Clock clock() {
        return new Clock() {
            @Override
            public ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                return this;
            }

            @Override
            public Instant instant() {
                return now;
            }
        };
    }

    private int askedAfter(Duration pause) {
        now = now.plus(pause);
        newness.compare("shop", "f1", "f2");
        return asked.get();
    }

    @Test
    void asksAgainSoonForWhatOnlyTimesSay() {
        assertThat(askedAfter(Duration.ZERO)).isEqualTo(1);
        assertThat(askedAfter(Duration.ofSeconds(1))).isEqualTo(1);
        assertThat(askedAfter(Duration.ofSeconds(1))).isEqualTo(2);
    }

    @Test
    void asksSeldomForWhatIsOld() {
        askedAfter(Duration.ZERO);
        askedAfter(Duration.ofHours(1));
        assertThat(askedAfter(Duration.ofMinutes(9))).isEqualTo(2);
        assertThat(askedAfter(Duration.ofMinutes(1))).isEqualTo(3);
    }

    @Test
    void keepsWhatCommitsSay() {
        basis = "ancestry";
        askedAfter(Duration.ZERO);
        assertThat(askedAfter(Duration.ofDays(30))).isEqualTo(1);
    }

    @Test
    void tellsPairsApart() {
        newness.compare("shop", "f1", "f2");
        newness.compare("shop", "f2", "f1");
        newness.compare("other", "f1", "f2");
        assertThat(asked).hasValue(3);
    }

    @Test
    void answersAsItWasTold() {
        Comparison told = new Comparison(Verdict.NEWER, "image-time", "");
        assertThat(newness.compare("shop", "f1", "f2")).isEqualTo(told);
        assertThat(newness.compare("shop", "f1", "f2")).isEqualTo(told);
        assertThat(asked).hasValue(1);
    }

    @Test
    void sharesWhatIsRememberedAmongManyFreight() {
        newness.among("shop", List.of()).compare("shop", "f1", "f2");
        newness.among("shop", List.of()).compare("shop", "f1", "f2");
        newness.compare("shop", "f1", "f2");
        assertThat(asked).hasValue(1);
    }

    @Test
    void forgetsEverythingRatherThanGrowingForEver() {
        int most = 100_000;
        for (int i = 0; i < most; i++) {
            newness.compare("shop", "f" + i, "f");
        }
        newness.compare("shop", "f0", "f");
        assertThat(asked).as("all of them are remembered").hasValue(most);
        newness.compare("shop", "one more", "f");
        newness.compare("shop", "f0", "f");
        assertThat(asked).hasValue(most + 2);
    }
}
