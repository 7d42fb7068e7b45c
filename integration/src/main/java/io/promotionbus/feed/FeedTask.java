package io.promotionbus.feed;

import io.promotionbus.platform.Correlated;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An artifact on its way to Freight of one Warehouse, held by this worker.
 *
 * @param repository as {@link io.promotionbus.intake.ImageName} prints it
 * @param deliveries that announced it, the first one first
 * @param receivedAt business time of the first receipt
 * @param createdAt wall time; refreshes requested before cannot have seen the artifact
 * @param attempts that failed so far
 * @param claim unique per claim; the fence at the end
 * @param token of the refresh it waits for
 * @param tokenAt wall time of that request
 */
public record FeedTask(
        UUID id,
        String project,
        String warehouse,
        String repository,
        String tag,
        String digest,
        List<UUID> deliveries,
        String correlation,
        Instant receivedAt,
        Instant createdAt,
        int attempts,
        String claim,
        @Nullable String token,
        @Nullable Instant tokenAt)
        implements Correlated {}
