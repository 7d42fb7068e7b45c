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
 * @param project and {@code stage}: where a rollback found it bad; it may still prove itself upstream of that. Absent when a
 *     person set it, which keeps it from everywhere
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
        @Nullable Instant liftedAt,
        @Nullable String project,
        @Nullable String stage) {

    QuarantinedDigest lifted(String by, Instant at) {
        return new QuarantinedDigest(id, digest, repository, reason, group, setBy, setAt, by, at, project, stage);
    }
}
