package io.promotionbus.intake;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The stored deliveries, for people. */
public interface DeliveryRecords {

    /**
     * In the order of receipt, without headers and bodies.
     *
     * @param after the last id of the previous page
     */
    List<DeliveryRecord> list(DeliveryFilter filter, boolean ascending, @Nullable UUID after, int limit);

    Optional<DeliveryRecord> byId(UUID id);

    /** The row, locked for the rest of the caller's transaction. */
    Optional<Inbox.Known> lock(UUID id);

    /** Makes it due now, with all its attempts. */
    void revive(UUID id, Instant now);

    /** Dead and waiting deliveries that match and still have their body, locked, skipping those that others hold. */
    List<Inbox.Known> lockFailed(DeliveryFilter filter, @Nullable UUID after, int limit);

    /** Forgets bodies of finished deliveries received before that business time; says how many, at most {@code limit}. */
    int forgetBodies(Instant receivedBefore, int limit);
}
