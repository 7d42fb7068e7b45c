package io.promotionbus.intake;

import java.time.Duration;

/**
 * The longest that anything in the inbox is told to wait, in wall time.
 *
 * @param lease of a worker
 * @param retry between two attempts
 * @param recheck until a digest is looked at once more
 */
public record LongestWaits(Duration lease, Duration retry, Duration recheck) {

    public static LongestWaits of(Duration lease, Backoff backoff, Duration recheckDelay) {
        // A recheck under way is claimed by the same column that says when it is due.
        Duration recheck = max(lease, max(recheckDelay, SettleDelivery.RECHECK_AGAIN));
        return new LongestWaits(lease, backoff.atMost(), recheck);
    }

    private static Duration max(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? other : one;
    }
}
