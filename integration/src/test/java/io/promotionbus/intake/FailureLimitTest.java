package io.promotionbus.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class FailureLimitTest {

    private final MovingClock clock = new MovingClock();
    private final FailureLimit limit = new FailureLimit(clock);

    @Test
    void refusesFromTheSixtyFirstFailureOfAMinuteOn() {
        for (int i = 0; i < 60; i++) {
            assertThat(limit.exceeded("10.0.0.1")).isFalse();
        }
        assertThat(limit.exceeded("10.0.0.1")).isTrue();
        assertThat(limit.exceeded("10.0.0.2")).isFalse();
    }

    @Test
    void startsAgainWithTheNextMinute() {
        for (int i = 0; i < 61; i++) {
            limit.exceeded("10.0.0.1");
        }
        assertThat(limit.secondsLeft()).isEqualTo(50);
        clock.now = clock.now.plus(Duration.ofSeconds(50));
        assertThat(limit.exceeded("10.0.0.1")).isFalse();
    }

    @Test
    void boundsWhatItRemembers() {
        for (int i = 0; i < 10_100; i++) {
            limit.exceeded("10.1." + i);
        }
        assertThat(limit.exceeded("10.2.0.1")).isTrue();
    }

    private static final class MovingClock extends Clock {
        private Instant now = Instant.parse("2026-11-23T18:00:10Z");

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
    }
}
