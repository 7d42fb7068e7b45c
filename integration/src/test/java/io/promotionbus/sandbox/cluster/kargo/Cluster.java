package io.promotionbus.sandbox.cluster.kargo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.promotionbus.sandbox.cluster.Timings;
import io.promotionbus.sandbox.cluster.api.Json;
import io.promotionbus.sandbox.cluster.api.ObjectOperations;
import io.promotionbus.sandbox.cluster.api.ObjectStore;
import io.promotionbus.sandbox.cluster.api.ResourceType;
import io.promotionbus.sandbox.cluster.api.ResourceTypes;
import io.promotionbus.sandbox.cluster.api.User;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** What Kargo's parts share: the objects, the clock, the queue. Controllers write as Kargo's controller. */
public record Cluster(
        ObjectStore store, ObjectOperations operations, Clock clock, Loop loop, Timings timings, KargoFaults faults) {

    public static final User CONTROLLER = User.serviceAccount("kargo", "kargo-controller");

    public String now() {
        return ObjectOperations.time(clock.instant());
    }

    public Instant instant() {
        return clock.instant();
    }

    public Optional<ObjectNode> get(ResourceType type, String namespace, String name) {
        return store.get(type, namespace, name);
    }

    public List<ObjectNode> list(ResourceType type, String namespace) {
        return store.list(type, namespace);
    }

    /** Changes the status of an object as it is now; without admission, as no webhook looks at what controllers write. */
    public void status(ResourceType type, String namespace, String name, Consumer<ObjectNode> change) {
        change(type, namespace, name, object -> change.accept(object.withObjectProperty("status")));
    }

    /** Changes an object as it is now; nothing happens if it is gone or stays the same. */
    public void change(ResourceType type, String namespace, String name, Consumer<ObjectNode> change) {
        store.locked(() -> store.get(type, namespace, name).ifPresent(old -> {
            ObjectNode copy = old.deepCopy();
            change.accept(copy);
            if (!copy.equals(old)) {
                store.put(type, copy);
            }
        }));
    }

    /** Promotions to a stage, in no particular order. */
    List<ObjectNode> promotions(String namespace, String stage) {
        return list(ResourceTypes.PROMOTIONS, namespace).stream()
                .filter(promotion ->
                        promotion.path("spec").path("stage").asText().equals(stage))
                .toList();
    }

    static boolean isTerminal(JsonNode promotion) {
        return switch (phase(promotion)) {
            case "Succeeded", "Failed", "Errored", "Aborted" -> true;
            default -> false;
        };
    }

    static String phase(JsonNode promotion) {
        return promotion.path("status").path("phase").asText("");
    }

    static String originKey(JsonNode origin) {
        return origin.path("kind").asText() + "/" + origin.path("name").asText();
    }

    static long generation(JsonNode object) {
        return object.path("metadata").path("generation").asLong();
    }

    static boolean isControlFlow(JsonNode stage) {
        return stage.path("spec")
                .path("promotionTemplate")
                .path("spec")
                .path("steps")
                .isEmpty();
    }

    static String key(JsonNode object) {
        return Json.namespace(object) + "/" + Json.name(object);
    }
}
