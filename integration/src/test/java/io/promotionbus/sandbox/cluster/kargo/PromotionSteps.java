package io.promotionbus.sandbox.cluster.kargo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.promotionbus.sandbox.cluster.api.ApiException;
import io.promotionbus.sandbox.cluster.api.Json;
import io.promotionbus.sandbox.cluster.api.ResourceType;
import io.promotionbus.sandbox.cluster.api.ResourceTypes;
import java.util.HashSet;
import java.util.Set;

/** Puts the steps of PromotionTasks in the place of references to them. */
final class PromotionSteps {

    private final Cluster cluster;

    PromotionSteps(Cluster cluster) {
        this.cluster = cluster;
    }

    ArrayNode inflate(String namespace, JsonNode steps, JsonNode promotionVars) {
        ArrayNode inflated = Json.MAPPER.createArrayNode();
        for (int i = 0; i < steps.size(); i++) {
            ObjectNode step = steps.get(i).deepCopy();
            String alias = alias(step, i);
            if (step.has("task")) {
                inflateTask(namespace, alias, step, promotionVars, inflated);
            } else {
                step.put("as", alias);
                inflated.add(step);
            }
        }
        return inflated;
    }

    private static String alias(JsonNode step, int index) {
        String given = step.path("as").asText("");
        if (!given.isEmpty()) {
            return given;
        }
        return step.has("task") ? "task-" + (index + 1) : "step-" + (index + 1);
    }

    private void inflateTask(
            String namespace, String alias, ObjectNode reference, JsonNode promotionVars, ArrayNode into) {
        JsonNode ref = reference.path("task");
        boolean clusterTask = ref.path("kind").asText("").equals("ClusterPromotionTask");
        ResourceType type = clusterTask ? ResourceTypes.CLUSTER_PROMOTION_TASKS : ResourceTypes.PROMOTION_TASKS;
        String name = ref.path("name").asText("");
        ObjectNode task = cluster.store()
                .get(type, clusterTask ? null : namespace, name)
                .orElseThrow(() -> ApiException.notFound(type, name));
        ArrayNode vars = vars(task.path("spec").path("vars"), promotionVars, reference.path("vars"));
        JsonNode steps = task.path("spec").path("steps");
        for (int i = 0; i < steps.size(); i++) {
            ObjectNode step = steps.get(i).deepCopy();
            step.put("as", alias + "::" + alias(step, i));
            ArrayNode all = vars.deepCopy();
            step.path("vars").forEach(variable -> all.add(variable.deepCopy()));
            if (!all.isEmpty()) {
                step.set("vars", all);
            }
            into.add(step);
        }
    }

    private static ArrayNode vars(JsonNode taskVars, JsonNode promotionVars, JsonNode stepVars) {
        Set<String> ofPromotion = named(promotionVars);
        Set<String> ofStep = named(stepVars);
        ArrayNode vars = Json.MAPPER.createArrayNode();
        for (JsonNode variable : taskVars) {
            String name = variable.path("name").asText();
            if (ofPromotion.contains(name)) {
                continue;
            }
            if (!variable.path("value").asText("").isEmpty()) {
                vars.add(variable.deepCopy());
            } else if (!ofStep.contains(name)) {
                throw ApiException.internal(
                        "failed to inflate Promotion steps: missing value for variable \"" + name + "\"");
            }
        }
        stepVars.forEach(variable -> vars.add(variable.deepCopy()));
        return vars;
    }

    private static Set<String> named(JsonNode vars) {
        Set<String> names = new HashSet<>();
        vars.forEach(variable -> {
            if (!variable.path("value").asText("").isEmpty()) {
                names.add(variable.path("name").asText());
            }
        });
        return names;
    }
}
