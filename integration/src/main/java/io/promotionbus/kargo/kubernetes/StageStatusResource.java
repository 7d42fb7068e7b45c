package io.promotionbus.kargo.kubernetes;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.JsonNode;
import io.promotionbus.kargo.Origin;
import io.promotionbus.kargo.Stage.FreightInStage;
import io.promotionbus.kargo.Stage.PromotionRef;
import io.promotionbus.kargo.Stage.Verification;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The status of a Stage; all of it is absent before Kargo looked at the Stage for the first time. */
@JsonIgnoreProperties(ignoreUnknown = true)
record StageStatusResource(
        @Nullable Health health,
        @Nullable List<History> freightHistory,
        @Nullable Promotion currentPromotion,
        @Nullable Promotion lastPromotion,
        @Nullable Map<String, JsonNode> effectiveAutoPromotionHolds,
        @Nullable Boolean autoPromotionEnabled) {

    static final StageStatusResource NONE = new StageStatusResource(null, null, null, null, null, null);

    @JsonIgnoreProperties(ignoreUnknown = true)
    record Health(@Nullable String status, @Nullable List<String> issues) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    record History(
            @Nullable String id,
            @Nullable Map<String, @Nullable Item> items,
            @Nullable List<VerificationResource> verificationHistory) {

        FreightInStage toFreightInStage() {
            Map<Origin, String> freight = new LinkedHashMap<>();
            Given.map(items).forEach((key, item) -> {
                if (item != null && key.indexOf('/') > 0) {
                    freight.put(Origin.parse(key), Given.text(item.name()));
                }
            });
            return new FreightInStage(
                    Given.text(id),
                    freight,
                    Given.list(verificationHistory).stream()
                            .map(VerificationResource::toVerification)
                            .toList());
        }
    }

    @JsonIgnoreProperties(ignoreUnknown = true)
    record Item(@Nullable String name) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    record VerificationResource(
            @Nullable String id,
            @Nullable String phase,
            @Nullable String startTime,
            @Nullable String finishTime) {
        Verification toVerification() {
            return new Verification(
                    Given.text(id),
                    phase == null || phase.isEmpty() ? "Pending" : phase,
                    Given.time(startTime),
                    Given.time(finishTime));
        }
    }

    @JsonIgnoreProperties(ignoreUnknown = true)
    record Promotion(
            @Nullable String name,
            @Nullable Item freight,
            @Nullable String finishedAt,
            @Nullable PromotionPhase status) {
        PromotionRef toRef() {
            String ended = Given.orNull(finishedAt);
            return new PromotionRef(
                    Given.text(name),
                    freight == null ? null : Given.orNull(freight.name()),
                    status == null ? null : Given.orNull(status.phase()),
                    Given.time(ended == null && status != null ? status.finishedAt() : ended));
        }
    }

    @JsonIgnoreProperties(ignoreUnknown = true)
    record PromotionPhase(@Nullable String phase, @Nullable String finishedAt) {}
}
