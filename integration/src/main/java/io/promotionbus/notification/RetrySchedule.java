package io.promotionbus.notification;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The pauses between attempts of one channel; after the last one the message is dead. Wall time.
 *
 * @see <a href="https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md">Standard
 *     Webhooks, deliverability and reliability</a>
 */
public record RetrySchedule(List<Duration> pauses) {

    /** Ten attempts within three days, as Standard Webhooks recommends. */
    public static final RetrySchedule STANDARD_WEBHOOKS = new RetrySchedule(List.of(
            Duration.ofSeconds(5),
            Duration.ofMinutes(5),
            Duration.ofMinutes(30),
            Duration.ofHours(2),
            Duration.ofHours(5),
            Duration.ofHours(10),
            Duration.ofHours(14),
            Duration.ofHours(20),
            Duration.ofHours(24)));

    /** News in a chat room are stale after a day. */
    public static final RetrySchedule CHAT = new RetrySchedule(List.of(
            Duration.ofSeconds(5),
            Duration.ofSeconds(30),
            Duration.ofMinutes(5),
            Duration.ofMinutes(30),
            Duration.ofHours(2),
            Duration.ofHours(6),
            Duration.ofHours(15)));

    /** Where a change is stays interesting for a while; the next change of it is told anew anyway. */
    public static final RetrySchedule PULL_REQUEST = new RetrySchedule(List.of(
            Duration.ofSeconds(5),
            Duration.ofSeconds(30),
            Duration.ofMinutes(2),
            Duration.ofMinutes(10),
            Duration.ofMinutes(30),
            Duration.ofHours(2),
            Duration.ofHours(6),
            Duration.ofHours(15)));

    public RetrySchedule {
        pauses = List.copyOf(pauses);
    }

    /**
     * The pause after this many attempts, with up to a tenth more so that receivers are not hit in step; empty when it was
     * the last.
     *
     * @param jitter from 0 to 1
     */
    public Optional<Duration> after(int attempts, double jitter) {
        if (attempts > pauses.size()) {
            return Optional.empty();
        }
        Duration pause = pauses.get(Math.max(attempts, 1) - 1);
        return Optional.of(pause.plusMillis((long) (pause.toMillis() * 0.1 * jitter)));
    }
}
