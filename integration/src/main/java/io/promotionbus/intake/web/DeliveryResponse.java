package io.promotionbus.intake.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.promotionbus.intake.Artifact;
import io.promotionbus.intake.DeliveryRecord;
import io.promotionbus.intake.ImageName;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A delivery in JSON. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record DeliveryResponse(
        UUID id,
        String source,
        String sourceName,
        @Nullable String deliveryId,
        String event,
        Instant receivedAt,
        String status,
        @Nullable VerdictResponse verdict,
        int attempts,
        @Nullable Instant nextAttemptAt,
        DeliveryRecord.@Nullable ErrorRecord error,
        int duplicates,
        String correlation,
        @Nullable Map<String, String> headers,
        BodyResponse body) {

    record VerdictResponse(
            String kind,
            @Nullable String reason,
            List<ArtifactResponse> artifacts,
            List<DeliveryRecord.FreightRecord> freights,
            Map<String, Object> facts) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record ArtifactResponse(
            String repository,
            String tag,
            String digest,
            @Nullable String commit) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record BodyResponse(int bytes, String sha256, @Nullable String text) {}

    /** An item of a list: without headers and text. */
    static DeliveryResponse item(DeliveryRecord record) {
        return of(record, null, null);
    }

    /** Everything that is kept. The text is what the bytes say in UTF-8, as data in a JSON string. */
    static DeliveryResponse whole(DeliveryRecord record) {
        return of(
                record,
                record.headers(),
                record.body() == null ? null : new String(record.body(), StandardCharsets.UTF_8));
    }

    private static DeliveryResponse of(
            DeliveryRecord record, @Nullable Map<String, String> headers, @Nullable String text) {
        return new DeliveryResponse(
                record.id(),
                record.source(),
                record.sourceName(),
                record.deliveryId(),
                record.event(),
                record.receivedAt(),
                record.status(),
                record.verdict() == null ? null : verdict(record.verdict()),
                record.attempts(),
                record.nextAttemptAt(),
                record.error(),
                record.duplicates(),
                record.correlation(),
                headers,
                new BodyResponse(record.bodyBytes(), HexFormat.of().formatHex(record.bodySha256()), text));
    }

    private static VerdictResponse verdict(DeliveryRecord.VerdictRecord verdict) {
        return new VerdictResponse(
                verdict.kind(),
                verdict.reason(),
                verdict.artifacts().stream().map(DeliveryResponse::artifact).toList(),
                verdict.freights(),
                verdict.facts());
    }

    private static ArtifactResponse artifact(Artifact artifact) {
        return new ArtifactResponse(
                new ImageName(artifact.host(), artifact.repository()).toString(),
                artifact.tag(),
                artifact.digest(),
                artifact.commit());
    }
}
