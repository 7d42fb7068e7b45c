package io.promotionbus.promotion;

import io.promotionbus.platform.BusinessClock;
import io.promotionbus.platform.Signals;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Wakes the lanes exactly at their next time edge, so that a debounce of seconds is not a poll late. Polling stays the
 * truth: edges far away are left to it.
 */
public final class LaneAlarm implements AutoCloseable {

    private static final Duration NEAR = Duration.ofMinutes(2);

    private final BusinessClock clock;
    private final Signals signals;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("lane-alarm").factory());

    public LaneAlarm(BusinessClock clock, Signals signals) {
        this.clock = clock;
        this.signals = signals;
    }

    /** {@code edge} is business time. */
    void at(Instant edge) {
        Duration delay = Duration.between(clock.now(), edge);
        if (delay.compareTo(NEAR) > 0) {
            return;
        }
        // One millisecond more: the edge itself must have been reached when the lane is looked at.
        long millis = Math.max(0, delay.toMillis()) + 1;
        Future<?> unused = timer.schedule(() -> signals.raise(PromotionSignals.LANES), millis, TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
