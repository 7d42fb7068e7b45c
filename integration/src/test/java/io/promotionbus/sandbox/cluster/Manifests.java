package io.promotionbus.sandbox.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.promotionbus.sandbox.cluster.api.Json;
import io.promotionbus.sandbox.cluster.api.ObjectOperations;
import io.promotionbus.sandbox.cluster.api.ObjectStore;
import io.promotionbus.sandbox.cluster.api.ResourceType;
import io.promotionbus.sandbox.cluster.api.ResourceTypes;
import io.promotionbus.sandbox.cluster.api.User;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Create-or-update of whole documents. */
final class Manifests {

    private final ResourceTypes types;
    private final ObjectStore store;
    private final ObjectOperations operations;

    Manifests(ResourceTypes types, ObjectStore store, ObjectOperations operations) {
        this.types = types;
        this.store = store;
        this.operations = operations;
    }

    ResourceType type(String kind) {
        return types.byKind(kind).orElseThrow(() -> new IllegalArgumentException("no resource of kind " + kind));
    }

    void apply(User user, ObjectNode document) {
        String apiVersion = document.path("apiVersion").asText();
        String kind = document.path("kind").asText();
        ResourceType type = types.byKind(apiVersion, kind)
                .orElseThrow(() -> new IllegalArgumentException("no resource " + kind + " in " + apiVersion));
        String given = Json.namespace(document);
        @Nullable String namespace = !type.namespaced() ? null : given.isEmpty() ? "default" : given;
        String name = Json.name(document);
        if (store.get(type, namespace, name).isEmpty()) {
            operations.create(user, type, namespace, document, true);
        } else {
            operations.update(user, type, namespace, name, "", true, present -> merged(present, document));
        }
    }

    private static ObjectNode merged(ObjectNode present, ObjectNode document) {
        ObjectNode merged = document.deepCopy();
        ObjectNode metadata = present.path("metadata").deepCopy();
        for (String map : new String[] {"labels", "annotations"}) {
            for (Map.Entry<String, JsonNode> entry :
                    document.path("metadata").path(map).properties()) {
                metadata.withObjectProperty(map).set(entry.getKey(), entry.getValue());
            }
        }
        merged.set("metadata", metadata);
        for (String kept : new String[] {"status", "spec"}) {
            if (!merged.has(kept) && present.has(kept)) {
                merged.set(kept, present.path(kept).deepCopy());
            }
        }
        return merged;
    }
}
