package io.promotionbus.rollback;

import io.promotionbus.promotion.LaneRef;
import java.time.Instant;
import java.util.UUID;

/**
 * A rollback that was decided.
 *
 * @param id also the group of the digests it quarantined
 * @param baseAttempt the Promotion after which the stage fell ill
 * @param attempt the order that brings the target back
 * @param inARow rollbacks that followed directly upon each other, this one included
 * @param startedAt business time
 */
public record Rollback(
        UUID id,
        LaneRef lane,
        UUID baseAttempt,
        UUID attempt,
        String bad,
        String target,
        Cause cause,
        int inARow,
        String reason,
        Instant startedAt) {}
