package io.promotionbus.intake;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which deliveries; an absent member matches all.
 *
 * @param status as in the JSON contract
 * @param repository such as {@code acme/users-api}
 * @param from receipt, inclusive
 * @param to receipt, exclusive
 * @param q part of an id, a tag, a digest, a reason or an error, in any case
 */
public record DeliveryFilter(
        @Nullable String status,
        @Nullable String source,
        @Nullable String event,
        @Nullable String repository,
        @Nullable Instant from,
        @Nullable Instant to,
        @Nullable String q) {

    public static DeliveryFilter all() {
        return new DeliveryFilter(null, null, null, null, null, null, null);
    }
}
