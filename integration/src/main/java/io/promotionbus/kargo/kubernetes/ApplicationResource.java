package io.promotionbus.kargo.kubernetes;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.promotionbus.kargo.Application;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An Argo CD Application, as far as it tells how a stage is doing. */
@JsonIgnoreProperties(ignoreUnknown = true)
record ApplicationResource(Metadata metadata, @Nullable Status status) {

    @JsonIgnoreProperties(ignoreUnknown = true)
    record Status(
            @Nullable Health health,
            @Nullable Sync sync,
            @Nullable List<Condition> conditions) {
        static final Status NONE = new Status(null, null, null);
    }

    @JsonIgnoreProperties(ignoreUnknown = true)
    record Health(
            @Nullable String status,
            @Nullable String lastTransitionTime,
            @Nullable String message) {
        static final Health NONE = new Health(null, null, null);
    }

    @JsonIgnoreProperties(ignoreUnknown = true)
    record Sync(@Nullable String status) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    record Condition(@Nullable String type, @Nullable String message) {}

    /** Empty when it is not authorised for exactly one stage: Kargo reads {@code <project>:<stage>} without patterns. */
    Optional<Application> toApplication() {
        String[] authorized =
                Given.text(metadata.annotation(Api.AUTHORIZED_STAGE_ANNOTATION)).split(":", -1);
        if (authorized.length != 2 || authorized[0].isBlank() || authorized[1].isBlank()) {
            return Optional.empty();
        }
        Status seen = status == null ? Status.NONE : status;
        Health health = seen.health() == null ? Health.NONE : seen.health();
        return Optional.of(new Application(
                metadata.project(),
                metadata.requiredName(),
                authorized[0].trim(),
                authorized[1].trim(),
                Given.orNull(health.status()),
                seen.sync() == null ? null : Given.orNull(seen.sync().status()),
                Given.time(health.lastTransitionTime()),
                message(health, seen)));
    }

    private static @Nullable String message(Health health, Status status) {
        String said = Given.orNull(health.message());
        if (said != null) {
            return said;
        }
        return Given.list(status.conditions()).stream()
                .filter(condition -> Given.text(condition.type()).endsWith("Error"))
                .map(condition -> Given.orNull(condition.message()))
                .findFirst()
                .orElse(null);
    }
}
