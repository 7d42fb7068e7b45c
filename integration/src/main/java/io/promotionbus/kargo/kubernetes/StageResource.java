package io.promotionbus.kargo.kubernetes;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.JsonNode;
import io.promotionbus.kargo.FreightRequest;
import io.promotionbus.kargo.Origin;
import io.promotionbus.kargo.Stage;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** A Stage as Kargo serves it. */
@JsonIgnoreProperties(ignoreUnknown = true)
record StageResource(
        Metadata metadata, @Nullable Spec spec, @Nullable StageStatusResource status) {

    @JsonIgnoreProperties(ignoreUnknown = true)
    record Spec(
            @Nullable List<Requested> requestedFreight,
            @Nullable Template promotionTemplate) {
        static final Spec NONE = new Spec(null, null);
    }

    @JsonIgnoreProperties(ignoreUnknown = true)
    record Requested(
            ArtifactResource.@Nullable OriginResource origin,
            @Nullable Sources sources) {
        FreightRequest toRequest() {
            Sources given = sources == null ? Sources.NONE : sources;
            return new FreightRequest(
                    ArtifactResource.origin(origin),
                    Boolean.TRUE.equals(given.direct()),
                    Given.list(given.stages()),
                    Given.duration(given.requiredSoakTime()),
                    "All".equals(given.availabilityStrategy()));
        }
    }

    @JsonIgnoreProperties(ignoreUnknown = true)
    record Sources(
            @Nullable Boolean direct,
            @Nullable List<String> stages,
            @Nullable JsonNode requiredSoakTime,
            @Nullable String availabilityStrategy) {
        static final Sources NONE = new Sources(null, null, null, null);
    }

    @JsonIgnoreProperties(ignoreUnknown = true)
    record Template(@Nullable TemplateSpec spec) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    record TemplateSpec(@Nullable List<JsonNode> steps) {}

    Stage toStage() {
        Spec given = spec == null ? Spec.NONE : spec;
        StageStatusResource seen = status == null ? StageStatusResource.NONE : status;
        return new Stage(
                metadata.project(),
                metadata.requiredName(),
                Given.text(metadata.uid()),
                Given.list(given.requestedFreight()).stream()
                        .map(Requested::toRequest)
                        .toList(),
                steps(given).isEmpty(),
                seen.health() == null ? null : Given.orNull(seen.health().status()),
                seen.health() == null ? List.of() : Given.list(seen.health().issues()),
                Given.list(seen.freightHistory()).stream()
                        .map(StageStatusResource.History::toFreightInStage)
                        .toList(),
                seen.currentPromotion() == null ? null : seen.currentPromotion().toRef(),
                seen.lastPromotion() == null ? null : seen.lastPromotion().toRef(),
                holds(seen.effectiveAutoPromotionHolds()),
                Boolean.TRUE.equals(seen.autoPromotionEnabled()));
    }

    private static List<JsonNode> steps(Spec spec) {
        return spec.promotionTemplate() == null || spec.promotionTemplate().spec() == null
                ? List.of()
                : Given.list(spec.promotionTemplate().spec().steps());
    }

    private static Set<Origin> holds(@Nullable Map<String, JsonNode> holds) {
        Set<Origin> origins = new TreeSet<>(Comparator.comparing(Origin::toString));
        Given.map(holds).keySet().stream()
                .filter(key -> key.indexOf('/') > 0)
                .forEach(key -> origins.add(Origin.parse(key)));
        return origins;
    }
}
