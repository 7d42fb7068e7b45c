package io.promotionbus.policy;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An operator's stop: nothing new enters what it covers. Times are business time, UTC.
 *
 * @param project absent for everything the bus manages
 * @param stage absent for every stage of the project
 * @param until when it ends by itself, absent for "until lifted"
 * @param setBy user name, for display
 */
public record Freeze(
        UUID id,
        @Nullable String project,
        @Nullable String stage,
        String reason,
        @Nullable Instant until,
        String setBy,
        Instant setAt,
        @Nullable String liftedBy,
        @Nullable Instant liftedAt) {

    public boolean covers(String project, String stage) {
        return (this.project == null || this.project.equals(project))
                && (this.stage == null || this.stage.equals(stage));
    }

    public boolean inForce(Instant at) {
        return !at.isBefore(setAt) && liftedAt == null && (until == null || at.isBefore(until));
    }

    Freeze lifted(String by, Instant at) {
        return new Freeze(id, project, stage, reason, until, setBy, setAt, by, at);
    }
}
