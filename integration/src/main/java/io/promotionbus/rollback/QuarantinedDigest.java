package io.promotionbus.rollback;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A digest that may not move, as operators see it.
 *
 * @param repository where it was seen when it was set, absent when nowhere
 * @param group joins those that one rollback set together
 * @param setBy user name, or {@code promotion-bus} when a rollback set it
 * @param setAt business time
 */
public record QuarantinedDigest(
        UUID id,
        String digest,
        @Nullable String repository,
        String reason,
        @Nullable UUID group,
        String setBy,
        Instant setAt,
        @Nullable String liftedBy,
        @Nullable Instant liftedAt) {}
