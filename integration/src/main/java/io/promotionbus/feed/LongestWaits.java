package io.promotionbus.feed;

import java.time.Duration;
import java.util.Collections;
import java.util.List;

/**
 * The longest that anything of the feed is told to wait, in wall time.
 *
 * @param lease of a worker
 * @param task until a task is looked at again
 * @param refresh until a Warehouse is refreshed after Freight was created directly
 * @param gap until the Git host is asked again
 */
public record LongestWaits(Duration lease, Duration task, Duration refresh, Duration gap) {

    public static LongestWaits of(Duration lease, Duration siblings, Duration refreshPause) {
        return new LongestWaits(
                lease,
                Collections.max(List.of(siblings, RefreshTask.GRACE, RefreshTask.POLL, SettleTask.BACKOFF.atMost())),
                Collections.max(List.of(refreshPause, RefreshWarehouses.AGAIN)),
                FillGaps.AGAIN);
    }
}
