package io.promotionbus.sandbox.cluster.kargo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/** The {@code conditions} of a status. */
final class Conditions {

    private final ObjectNode status;
    private final long generation;
    private final String now;

    Conditions(ObjectNode status, long generation, String now) {
        this.status = status;
        this.generation = generation;
        this.now = now;
    }

    /** @param value True, False or Unknown */
    void set(String type, String value, String reason, String message) {
        ArrayNode conditions = status.withArrayProperty("conditions");
        ObjectNode condition = find(type);
        if (condition == null) {
            condition = conditions.addObject().put("lastTransitionTime", now);
        } else if (!condition.path("status").asText().equals(value)) {
            condition.put("lastTransitionTime", now);
        }
        condition.put("message", message).put("observedGeneration", generation);
        condition.put("reason", reason).put("status", value).put("type", type);
    }

    void remove(String type) {
        if (status.get("conditions") instanceof ArrayNode conditions) {
            for (int i = conditions.size() - 1; i >= 0; i--) {
                if (conditions.get(i).path("type").asText().equals(type)) {
                    conditions.remove(i);
                }
            }
        }
    }

    @Nullable
    ObjectNode find(String type) {
        for (JsonNode condition : status.path("conditions")) {
            if (condition.path("type").asText().equals(type)) {
                return (ObjectNode) condition;
            }
        }
        return null;
    }
}
