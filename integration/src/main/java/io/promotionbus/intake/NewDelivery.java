package io.promotionbus.intake;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A delivery about to be stored.
 *
 * @param receivedAt business time
 * @param storedAt wall time, from when on workers may take it
 * @param correlation joins everything that follows from this delivery
 */
public record NewDelivery(
        UUID id,
        String source,
        String sourceName,
        @Nullable String deliveryId,
        String event,
        String dedupeKey,
        Instant receivedAt,
        Instant storedAt,
        Map<String, String> headers,
        byte[] body,
        byte[] sha256,
        String correlation) {}
