package io.promotionbus.kargo.kubernetes;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.promotionbus.kargo.KargoPromotion;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A Promotion as Kargo serves it. */
@JsonIgnoreProperties(ignoreUnknown = true)
record PromotionResource(
        Metadata metadata, @Nullable Spec spec, @Nullable Status status) {

    private static final Set<String> BAD_STEP = Set.of("Failed", "Errored", "Aborted");

    @JsonIgnoreProperties(ignoreUnknown = true)
    record Spec(
            @Nullable String stage,
            @Nullable String freight,
            @Nullable List<Step> steps) {
        static final Spec NONE = new Spec(null, null, null);
    }

    @JsonIgnoreProperties(ignoreUnknown = true)
    record Step(@Nullable String as, @Nullable String uses) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    record Status(
            @Nullable String phase,
            @Nullable String message,
            @Nullable Freight freight,
            @Nullable String startedAt,
            @Nullable String finishedAt,
            @Nullable List<Execution> stepExecutionMetadata) {
        static final Status NONE = new Status(null, null, null, null, null, null);
    }

    @JsonIgnoreProperties(ignoreUnknown = true)
    record Freight(@Nullable String name) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    record Execution(@Nullable String alias, @Nullable String status) {}

    KargoPromotion toPromotion() {
        Spec wanted = spec == null ? Spec.NONE : spec;
        Status seen = status == null ? Status.NONE : status;
        String freight = Given.text(wanted.freight());
        String failed = failedStep(seen);
        return new KargoPromotion(
                metadata.project(),
                metadata.requiredName(),
                Given.text(wanted.stage()),
                freight.isEmpty() && seen.freight() != null
                        ? Given.text(seen.freight().name())
                        : freight,
                Given.text(seen.phase()),
                Given.orNull(metadata.label(Api.ATTEMPT_LABEL)),
                Given.orNull(metadata.annotation(Api.CREATE_ACTOR_ANNOTATION)),
                "true".equals(metadata.annotation(Api.ROLLBACK_ANNOTATION)),
                metadata.createdAt(),
                Given.time(seen.startedAt()),
                Given.time(seen.finishedAt()),
                Given.orNull(seen.message()),
                failed,
                failed == null ? null : uses(wanted, failed));
    }

    private static @Nullable String failedStep(Status status) {
        return Given.list(status.stepExecutionMetadata()).stream()
                .filter(step -> step.status() != null && BAD_STEP.contains(step.status()))
                .map(Execution::alias)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    private static @Nullable String uses(Spec spec, String alias) {
        return Given.list(spec.steps()).stream()
                .filter(step -> alias.equals(step.as()))
                .map(Step::uses)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }
}
