package io.promotionbus.policy;

import io.promotionbus.platform.Requester;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Where freezes are kept. Writing methods join the caller's transaction. */
public interface FreezeRecords extends Freezes {

    void insert(Freeze freeze, Requester setBy);

    /** Locks the row until the transaction ends. */
    Optional<Freeze> lock(UUID id);

    void lift(UUID id, String liftedBy, Instant liftedAt);

    /**
     * Newest first.
     *
     * @param inForceAt only those in force then; absent for all
     * @param before only those set before this one, in order; absent for the first page
     */
    List<Freeze> list(@Nullable Instant inForceAt, @Nullable UUID before, int limit);
}
