package io.promotionbus.promotion;

import io.promotionbus.audit.Actor;
import io.promotionbus.kargo.KargoPromotion;
import io.promotionbus.promotion.Attempt.Outcome;
import io.promotionbus.promotion.Promotions.Kind;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The attempts as rows. Every method joins the caller's transaction. */
public interface Attempts {

    /**
     * The unfinished ones, the newest ended one per Freight named (external ones apart), and the one that ended last with
     * a Promotion in Kargo; newest first, each once.
     */
    List<Attempt> ofLane(LaneRef lane, String stageUid, Collection<String> freights);

    Optional<Stored> byId(UUID id);

    Optional<Stored> byKargoName(String project, String kargoName);

    /** An order that waits for its lane. */
    void queue(NewAttempt attempt);

    /** Begins a new attempt: from now on its lane is occupied. The claim is the caller's. */
    Claimed begin(NewAttempt attempt, Lease lease);

    /** Begins an order that waited. */
    Claimed begin(UUID queued, String base, Lease lease);

    /** Claims one whose time to be created (again) has come. */
    Optional<Claimed> claim(Lease lease);

    /** True while the claim is the newest and its lease has not run out: the fence before the POST. */
    boolean holds(Claimed claimed, Instant wall);

    /** Kargo has it; false when that was known before. Whoever learns it first may say so, claim or not. */
    boolean created(UUID id, KargoPromotion promotion);

    /** Kargo did not answer; false when the claim was lost. */
    boolean postpone(Claimed claimed, Instant nextTry, String problem);

    /** Ends one that Kargo never had; false when the claim was lost. */
    boolean refused(Claimed claimed, Outcome outcome, Instant at, String message);

    /** Ends an unfinished one; false when it had ended before. */
    boolean end(UUID id, Outcome outcome, Instant at, @Nullable String message, @Nullable KargoPromotion promotion);

    /** Keeps phase and start of a Promotion that goes on. */
    void progressed(UUID id, KargoPromotion promotion);

    /** Keeps a Promotion that others made; nothing happens when it is known. */
    boolean adopt(NewAttempt attempt, KargoPromotion promotion);

    /**
     * A new row.
     *
     * @param actors user names, for display
     * @param base what {@link Base#text} says now
     * @param createdAt business time
     */
    record NewAttempt(
            UUID id,
            LaneRef lane,
            String stageUid,
            String freight,
            Kind kind,
            int number,
            @Nullable UUID retryOf,
            @Nullable UUID request,
            Actor actor,
            List<String> actors,
            @Nullable String reason,
            String base,
            @Nullable UUID delivery,
            String correlation,
            Instant createdAt) {}

    /** A row with what the core does not decide on. */
    record Stored(
            LaneRef lane,
            String stageUid,
            Attempt attempt,
            @Nullable String kargoName,
            Actor actor,
            @Nullable String reason,
            @Nullable UUID delivery,
            String correlation) {}

    /** Whose claim, until when; wall time. */
    record Lease(String owner, Instant now, Instant until) {}

    /**
     * An attempt to be created in Kargo by whoever holds the claim.
     *
     * @param tries this one included
     */
    record Claimed(
            UUID id, LaneRef lane, String freight, Kind kind, int tries, long fence, String owner, String correlation)
            implements io.promotionbus.platform.Correlated {}
}
