package io.promotionbus.audit;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a feature knows about a Freight beside the events it recorded. Features implement what they know; every method is
 * read only and answers empty for a Freight it never met.
 */
public interface LineageSource {

    default List<FreightArtifact> artifacts(String freight) {
        return List.of();
    }

    /** Deliveries that led to it. */
    default List<FreightDelivery> deliveries(String freight) {
        return List.of();
    }

    /** When it could first enter each stage. */
    default List<FreightAvailable> availability(String freight) {
        return List.of();
    }

    /** @param repository as people know it, such as {@code acme/users-api} */
    record FreightArtifact(
            String repository,
            String tag,
            String digest,
            @Nullable String commit) {}

    /** @param source {@code github}, {@code dockerhub} or {@code repair}; {@code receivedAt} is business time */
    record FreightDelivery(UUID id, String source, String sourceName, Instant receivedAt) {}

    /** @param from the stage it came from, absent when it came straight from the Warehouse */
    record FreightAvailable(String stage, @Nullable String from, Instant at) {}
}
