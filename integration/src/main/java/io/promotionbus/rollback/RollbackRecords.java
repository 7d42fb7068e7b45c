package io.promotionbus.rollback;

import io.promotionbus.promotion.LaneRef;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Rollbacks and what the watch remembers, as rows. Every method joins the caller's transaction. */
public interface RollbackRecords {

    /** {@link WatchState#NEW} for a stage never written. */
    WatchState state(LaneRef lane);

    void keep(LaneRef lane, WatchState state);

    void forget(LaneRef lane);

    void add(Rollback rollback);

    /** The one that followed upon this Promotion, unless an operator has resumed the stage since. */
    Optional<Rollback> after(UUID baseAttempt);

    /** The newest of the stage, unless an operator has resumed it since. */
    Optional<Rollback> newest(LaneRef lane);

    /** Freight the stage was ever rolled back from, and when last. */
    Map<String, Instant> spoiled(LaneRef lane);

    /** Lanes of which a rollback started at or after the instant. */
    List<LaneRef> startedSince(Instant since);

    /** An operator resumes: what happened so far does not count as in a row any more. */
    void settle(LaneRef lane);
}
