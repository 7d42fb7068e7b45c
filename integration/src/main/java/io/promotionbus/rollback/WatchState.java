package io.promotionbus.rollback;

import io.promotionbus.kargo.StageHealth.Status;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What the health watch remembers about a stage; all business time.
 *
 * @param unwellSince since when it has been Unhealthy or Progressing without a break; absent while it is not
 * @param resumedAt when an operator last resumed it
 */
public record WatchState(
        @Nullable Instant unwellSince,
        @Nullable Alarm alarm,
        @Nullable Stop stop,
        @Nullable Instant resumedAt) {

    public static final WatchState NEW = new WatchState(null, null, null, null);

    /** Health that nobody can judge by; told once for each time it comes. */
    public record Alarm(Status status, Instant since, String text) {}

    /** Rolling back has stopped until an operator resumes. {@code text} says more than the cause, in its own words. */
    public record Stop(UUID id, StopCause cause, Instant since, String text) {}

    WatchState unwellSince(@Nullable Instant since) {
        return new WatchState(since, alarm, stop, resumedAt);
    }

    WatchState alarm(@Nullable Alarm now) {
        return new WatchState(unwellSince, now, stop, resumedAt);
    }

    WatchState stopped(Stop now) {
        return new WatchState(unwellSince, alarm, now, resumedAt);
    }

    WatchState resumed(Instant at) {
        return new WatchState(unwellSince, alarm, null, at);
    }
}
