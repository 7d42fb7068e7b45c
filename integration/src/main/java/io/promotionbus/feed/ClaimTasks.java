package io.promotionbus.feed;

import java.time.Clock;
import java.time.Duration;
import java.util.List;

/** Takes the next tasks for this worker, and back what workers held that are gone. */
public final class ClaimTasks {

    private static final int BATCH = 4;

    private final FeedTasks tasks;
    private final Clock clock;
    private final Duration lease;

    public ClaimTasks(FeedTasks tasks, Clock clock, Duration lease) {
        this.tasks = tasks;
        this.clock = clock;
        this.lease = lease;
    }

    public List<FeedTask> handle() {
        return tasks.claim(BATCH, clock.instant(), lease);
    }

    public void reap() {
        tasks.reap(clock.instant());
    }
}
