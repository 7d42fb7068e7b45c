package io.promotionbus.feed;

import io.promotionbus.kargo.Freight;
import io.promotionbus.kargo.Image;
import io.promotionbus.kargo.ObservationListener;
import io.promotionbus.kargo.Warehouse;
import io.promotionbus.platform.Signals;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/** Wakes what waits for Kargo: an answered refresh, or Freight that appeared, whoever made it. */
public final class WatchKargo implements ObservationListener {

    private final FeedTasks tasks;
    private final Refreshes refreshes;
    private final Signals signals;
    private final Clock clock;

    public WatchKargo(FeedTasks tasks, Refreshes refreshes, Signals signals, Clock clock) {
        this.tasks = tasks;
        this.refreshes = refreshes;
        this.signals = signals;
        this.clock = clock;
    }

    @Override
    public void warehouseChanged(@Nullable Warehouse before, Warehouse now) {
        String token = now.lastHandledRefresh();
        if (token != null && refreshes.handled(now.project(), now.name(), token, clock.instant())) {
            wake(now.project(), now.name(), null);
        }
    }

    @Override
    public void freightChanged(@Nullable Freight before, Freight now) {
        if (before == null) {
            now.images().stream()
                    .map(Image::tag)
                    .distinct()
                    .forEach(tag -> wake(now.project(), now.origin().name(), tag));
        }
    }

    private void wake(String project, String warehouse, @Nullable String tag) {
        tasks.wake(project, warehouse, tag, clock.instant());
        signals.raise(FeedSignals.TASKS);
    }
}
