package io.promotionbus.approval;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Where a request stands. All times are business time, UTC.
 *
 * <pre>
 * Open ──► Approved ──► (used by a Promotion)
 *   │         ├──► Superseded, Withdrawn
 *   │         └──► Expired (could not run within validFor)
 *   ├──► Rejected ┐
 *   ├──► Expired  ┴─► may be reopened, which is a new request
 *   ├──► Superseded
 *   └──► Withdrawn
 * </pre>
 */
public sealed interface RequestState {

    record Open() implements RequestState {}

    /**
     * Enough people agreed.
     *
     * @param by user names of those whose approval counts
     * @param usedBy attempt of the Promotion it became, absent while it waits
     */
    record Approved(
            Instant at,
            Instant validUntil,
            List<String> by,
            @Nullable UUID usedBy) implements RequestState {}

    record Rejected(Instant at, String by, String comment) implements RequestState {}

    record Superseded(Instant at, UUID by) implements RequestState {}

    /** {@code approved}: it was approved and could not run in time; otherwise nobody decided. */
    record Expired(Instant at, boolean approved) implements RequestState {}

    /** {@code because} is a reason's slug. */
    record Withdrawn(Instant at, String because) implements RequestState {}

    /** As in the JSON contract. */
    default String slug() {
        return switch (this) {
            case Open open -> "open";
            case Approved approved -> "approved";
            case Rejected rejected -> "rejected";
            case Superseded superseded -> "superseded";
            case Expired expired -> "expired";
            case Withdrawn withdrawn -> "withdrawn";
        };
    }

    /** Nothing will happen to it any more, or only what a Promotion does. */
    default boolean settled() {
        return !(this instanceof Open) && !(this instanceof Approved approved && approved.usedBy() == null);
    }
}
