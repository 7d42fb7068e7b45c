package io.promotionbus.notification;

import java.time.Duration;
import java.util.Map;
import java.util.Objects;

/**
 * The longest that a row of the outbox is told to wait, in wall time.
 *
 * @param schedules by the scheme of the recipient's address; everything else goes by the pace
 * @param asked by the scheme of the recipient's address, how long the other side is listened to when it asks to be left
 *     alone
 */
public record LongestWaits(Pace pace, Map<String, RetrySchedule> schedules, Map<String, Duration> asked) {

    public LongestWaits {
        schedules = Map.copyOf(schedules);
        asked = Map.copyOf(asked);
    }

    /** After so many attempts, at an address of a scheme that has a schedule. */
    public Duration retry(String scheme, int attempts) {
        Duration pause = schedule(scheme).after(attempts, 1).orElse(Duration.ZERO);
        return max(pause, asked.getOrDefault(scheme, Duration.ZERO));
    }

    /** After any number of attempts, at any other address. */
    public Duration retry() {
        return pace.pause(Integer.MAX_VALUE, 1);
    }

    /** For a summary, which waits for its time and then like a letter, at an address of a scheme that has a schedule. */
    public Duration summary(String scheme) {
        Duration longest = pace.longestHold();
        for (int attempts = 1; attempts <= schedule(scheme).pauses().size(); attempts++) {
            longest = max(longest, retry(scheme, attempts));
        }
        return longest;
    }

    /** For a summary, at any other address. */
    public Duration summary() {
        return max(pace.longestHold(), retry());
    }

    private RetrySchedule schedule(String scheme) {
        return Objects.requireNonNull(schedules.get(scheme), scheme);
    }

    private static Duration max(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? other : one;
    }
}
