package io.promotionbus.audit;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A recorded event.
 *
 * @param seq gapless number, absent until sealed
 * @param at business time, microseconds
 * @param actorIssuer OIDC issuer, for persons only
 * @param actorName for display; not part of what is sealed, and absent when erased
 * @param before what changed, as it was; {@code after} as it became
 */
public record AuditEvent(
        UUID id,
        @Nullable Long seq,
        Instant at,
        String actorKind,
        @Nullable String actorIssuer,
        String actorId,
        @Nullable String actorName,
        String action,
        String subjectKind,
        String subjectId,
        @Nullable String project,
        @Nullable String stage,
        @Nullable String freight,
        @Nullable UUID delivery,
        @Nullable String correlation,
        @Nullable String reason,
        JsonNode before,
        JsonNode after) {}
