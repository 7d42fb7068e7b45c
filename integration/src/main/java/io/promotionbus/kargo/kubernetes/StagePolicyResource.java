package io.promotionbus.kargo.kubernetes;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.JsonNode;
import io.promotionbus.kargo.PolicyObject;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/** A StagePolicy, its spec and status passed on as they are. */
@JsonIgnoreProperties(ignoreUnknown = true)
record StagePolicyResource(
        Metadata metadata,
        @Nullable JsonNode spec,
        @Nullable JsonNode status) {

    PolicyObject toPolicyObject() {
        return new PolicyObject(
                metadata.project(),
                metadata.requiredName(),
                Given.text(metadata.uid()),
                metadata.generation() == null ? 0 : metadata.generation(),
                metadata.createdAt(),
                changedBy(),
                json(spec),
                json(status));
    }

    private @Nullable String changedBy() {
        return Given.list(metadata.managedFields()).stream()
                .filter(field -> Given.text(field.subresource()).isEmpty() && field.manager() != null)
                .max(Comparator.comparing(field -> Given.text(field.time())))
                .map(Metadata.ManagedField::manager)
                .orElse(null);
    }

    private static String json(@Nullable JsonNode node) {
        return node == null || node.isNull() ? "{}" : node.toString();
    }
}
