package io.promotionbus.sandbox.cluster.kargo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.promotionbus.sandbox.cluster.api.Json;
import io.promotionbus.sandbox.cluster.api.ResourceTypes;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/** The Kubernetes Events Kargo writes; they live an hour. */
final class KargoEvents {

    private static final String PREFIX = "event.kargo.akuity.io/";
    private static final Duration LIFETIME = Duration.ofHours(1);

    private final Cluster cluster;

    KargoEvents(Cluster cluster) {
        this.cluster = cluster;
    }

    void promotion(String reason, String message, String actor, JsonNode promotion, JsonNode freight) {
        ObjectNode annotations = about(freight, actor, Json.namespace(promotion));
        annotations.put(PREFIX + "promotion-name", Json.name(promotion));
        annotations.put(
                PREFIX + "promotion-create-time",
                promotion.path("metadata").path("creationTimestamp").asText());
        annotations.put(
                PREFIX + "stage-name", promotion.path("spec").path("stage").asText());
        write(reason, message, promotion, "promotion-controller", annotations);
    }

    void freight(String reason, String message, String actor, JsonNode freight, Map<String, String> more) {
        ObjectNode annotations = about(freight, actor, Json.namespace(freight));
        more.forEach((key, value) -> annotations.put(PREFIX + key, value));
        write(reason, message, freight, "kargo-controller", annotations);
    }

    private static ObjectNode about(JsonNode freight, String actor, String project) {
        ObjectNode annotations = Json.object();
        annotations.put(PREFIX + "actor", actor).put(PREFIX + "project", project);
        if (!Json.name(freight).isEmpty()) {
            annotations.put(PREFIX + "freight-alias", freight.path("alias").asText());
            annotations.put(
                    PREFIX + "freight-create-time",
                    freight.path("metadata").path("creationTimestamp").asText());
            annotations.put(PREFIX + "freight-name", Json.name(freight));
            annotations.put(
                    PREFIX + "freight-warehouse-name",
                    freight.path("origin").path("name").asText());
            if (freight.has("images")) {
                annotations.put(PREFIX + "freight-images", Json.write(freight.path("images")));
            }
        }
        return annotations;
    }

    private void write(String reason, String message, JsonNode object, String component, ObjectNode annotations) {
        String namespace = Json.namespace(object);
        ObjectNode event = Json.object().put("apiVersion", "v1").put("kind", "Event");
        ObjectNode metadata = event.putObject("metadata");
        metadata.put("name", Json.name(object) + "." + Long.toHexString(System.nanoTime()));
        metadata.put("namespace", namespace).put("uid", UUID.randomUUID().toString());
        metadata.put("creationTimestamp", cluster.now()).set("annotations", annotations);
        event.putObject("involvedObject")
                .put("apiVersion", object.path("apiVersion").asText())
                .put("kind", object.path("kind").asText())
                .put("name", Json.name(object))
                .put("namespace", namespace)
                .put("uid", object.path("metadata").path("uid").asText());
        event.put("reason", reason)
                .put("message", message)
                .put("type", "Normal")
                .put("count", 1);
        event.put("firstTimestamp", cluster.now()).put("lastTimestamp", cluster.now());
        event.putNull("eventTime");
        event.put("reportingComponent", component).put("reportingInstance", "");
        event.putObject("source").put("component", component);
        cluster.store().put(ResourceTypes.EVENTS, event);
    }

    /** Drops events that are older than an hour. */
    void expire() {
        Instant oldest = cluster.instant().minus(LIFETIME);
        for (ObjectNode event : cluster.store().list(ResourceTypes.EVENTS, null)) {
            String created = event.path("metadata").path("creationTimestamp").asText("");
            if (!created.isEmpty() && Instant.parse(created).isBefore(oldest)) {
                cluster.store().remove(ResourceTypes.EVENTS, Json.namespace(event), Json.name(event));
            }
        }
    }
}
