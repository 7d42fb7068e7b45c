package io.promotionbus.intake;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A delivery as people see it.
 *
 * @param status {@code new}, {@code running}, {@code retry}, {@code done}, {@code dead}
 * @param verdict absent until decided
 * @param error of the last attempt that failed, absent once done
 * @param body the exact bytes; absent in lists and when the retention time is over
 */
public record DeliveryRecord(
        UUID id,
        String source,
        String sourceName,
        @Nullable String deliveryId,
        String event,
        Instant receivedAt,
        String status,
        @Nullable VerdictRecord verdict,
        int attempts,
        @Nullable Instant nextAttemptAt,
        @Nullable ErrorRecord error,
        int duplicates,
        String correlation,
        Map<String, String> headers,
        int bodyBytes,
        byte[] bodySha256,
        byte @Nullable [] body) {

    /** The verdict with what became of it. */
    public record VerdictRecord(
            String kind,
            @Nullable String reason,
            List<Artifact> artifacts,
            List<FreightRecord> freights,
            Map<String, Object> facts) {}

    /** {@code how}: {@code direct}, {@code refresh}, {@code existed}. */
    public record FreightRecord(String project, String warehouse, String freight, String how) {}

    /** {@code path} is a JSON pointer. */
    public record ErrorRecord(
            String slug, @Nullable String detail, @Nullable String path) {}
}
