package io.promotionbus.notification;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How the outbox behaves when others are away or when there is too much to say. Wall time.
 *
 * @param lease longer than the slowest send
 * @param longestPause upper bound of the pause between attempts
 * @param giveUpAfter age at which a message that never got through is dead
 * @param burst letters of one template and stage that one person gets one by one within {@code window}; the rest is
 *     summarised
 */
public record Pace(Duration lease, Duration longestPause, Duration giveUpAfter, int burst, Duration window) {

    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration HOUR = Duration.ofHours(1);

    /** How many letters of one recipient, template and stage have gone within a time that ends now. */
    @FunctionalInterface
    public interface Sent {
        int within(Duration past);
    }

    /**
     * How long a letter waits for a common summary; empty when it goes at once. Bounds a long outage twice: a burst is
     * summarised per {@code window}, and after twice as many letters within a day the rest of it is summarised hourly.
     */
    public Optional<Duration> hold(Sent sent) {
        if (sent.within(DAY) >= 2 * burst) {
            return Optional.of(longestHold());
        }
        return sent.within(window) >= burst ? Optional.of(window) : Optional.empty();
    }

    public Duration longestHold() {
        return window.compareTo(HOUR) > 0 ? window : HOUR;
    }

    /** Doubling pauses with up to a quarter of jitter, so that replicas do not march in step. */
    public Duration pause(int attempts, double jitter) {
        int doublings = Math.min(Math.max(attempts - 1, 0), 20);
        Duration pause = FIRST_PAUSE.multipliedBy(1L << doublings);
        Duration bounded = pause.compareTo(longestPause) > 0 ? longestPause : pause;
        return bounded.plusMillis((long) (bounded.toMillis() * 0.25 * jitter));
    }

    public boolean tooOld(Instant createdAt, Instant now) {
        return createdAt.plus(giveUpAfter).isBefore(now);
    }
}
