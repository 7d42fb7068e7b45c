package io.promotionbus.kargo.kubernetes;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The metadata the bus reads. */
@JsonIgnoreProperties(ignoreUnknown = true)
record Metadata(
        @Nullable String name,
        @Nullable String namespace,
        @Nullable String uid,
        @Nullable String resourceVersion,
        @Nullable Long generation,
        @Nullable String creationTimestamp,
        @Nullable Map<String, String> labels,
        @Nullable Map<String, String> annotations,
        @Nullable List<ManagedField> managedFields) {

    @JsonIgnoreProperties(ignoreUnknown = true)
    record ManagedField(
            @Nullable String manager,
            @Nullable String subresource,
            @Nullable String time) {}

    String requiredName() {
        if (name == null || name.isEmpty()) {
            throw new IllegalArgumentException("metadata.name is missing");
        }
        return name;
    }

    String project() {
        return Given.text(namespace);
    }

    /** API servers give increasing numbers; whatever is not a number counts as oldest. */
    long version() {
        try {
            return resourceVersion == null ? 0 : Long.parseLong(resourceVersion);
        } catch (NumberFormatException opaque) {
            return 0;
        }
    }

    Instant createdAt() {
        return Given.timeOr(creationTimestamp, Instant.EPOCH);
    }

    @Nullable
    String label(String key) {
        return Given.map(labels).get(key);
    }

    @Nullable
    String annotation(String key) {
        return Given.map(annotations).get(key);
    }
}
