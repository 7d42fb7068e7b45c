package io.promotionbus.sandbox.cluster.kargo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.promotionbus.sandbox.cluster.api.Json;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A Promotion on its way through its steps, in memory; a restart begins it anew, as Kargo does. */
final class PromotionRun implements Expressions.Scope {

    private final ObjectNode promotion;
    private final ObjectNode freight;
    private final ArrayNode steps;
    final KargoFaults.@Nullable BadStep bad;
    final ArrayNode metadata = Json.MAPPER.createArrayNode();
    final ObjectNode state = Json.object();
    final ArrayNode healthChecks = Json.MAPPER.createArrayNode();
    int step;
    /** Revision the current {@code argocd-update} waits for; null when none is under way. */
    @Nullable
    String awaiting;

    PromotionRun(ObjectNode promotion, ObjectNode freight, KargoFaults.@Nullable BadStep bad) {
        this.promotion = promotion;
        this.freight = freight;
        this.steps = promotion.path("spec").withArrayProperty("steps");
        this.bad = bad;
    }

    boolean isFinished() {
        return step >= steps.size();
    }

    int stepCount() {
        return steps.size();
    }

    JsonNode current() {
        return steps.get(step);
    }

    String alias() {
        return current().path("as").asText();
    }

    String uses() {
        return current().path("uses").asText();
    }

    /** Is the current step the one that was told to end badly? */
    boolean isBad() {
        if (bad == null) {
            return false;
        }
        String wanted = bad.step();
        String alias = alias();
        return switch (wanted) {
            case "before-sync" -> step == Math.max(0, firstSync() - 1);
            case "after-sync" -> uses().equals("argocd-update") || (firstSync() < 0 && step == stepCount() - 1);
            default -> wanted.equals(alias) || alias.endsWith("::" + wanted) || wanted.equals(uses());
        };
    }

    private int firstSync() {
        for (int i = 0; i < steps.size(); i++) {
            if (steps.get(i).path("uses").asText().equals("argocd-update")) {
                return i;
            }
        }
        return -1;
    }

    /** The metadata of the current step, begun if it was not. */
    ObjectNode begin(String now) {
        if (metadata.size() <= step) {
            metadata.addObject().put("alias", alias()).put("startedAt", now).put("status", "Running");
        }
        return (ObjectNode) metadata.get(step);
    }

    void end(String status, @Nullable String message, String now) {
        ObjectNode entry = begin(now);
        entry.put("finishedAt", now).put("status", status);
        if (message != null) {
            entry.put("message", message);
        }
        step++;
    }

    /** Steps after a bad one are not run. */
    void skipRest() {
        for (; step < steps.size(); step++) {
            metadata.addObject().put("alias", alias()).put("status", "Skipped");
        }
    }

    String stage() {
        return promotion.path("spec").path("stage").asText();
    }

    String project() {
        return Json.namespace(promotion);
    }

    String name() {
        return Json.name(promotion);
    }

    JsonNode freight() {
        return freight;
    }

    ObjectNode promotion() {
        return promotion;
    }

    @Override
    public @Nullable Object variable(String name) {
        return switch (name) {
            case "ctx" -> context();
            case "vars" -> vars();
            case "outputs" -> outputs("");
            case "task" -> Map.of("outputs", outputs(taskPrefix()));
            default -> throw new Expressions.ExpressionException("unknown name " + name);
        };
    }

    private Map<String, Object> context() {
        Map<String, Object> context = new HashMap<>();
        context.put("project", project());
        context.put("stage", stage());
        context.put("promotion", name());
        context.put(
                "targetFreight",
                Map.of(
                        "name",
                        Json.name(freight),
                        "alias",
                        freight.path("alias").asText("")));
        boolean rollback = "true".equals(Json.annotation(promotion, "kargo.akuity.io/rollback"));
        context.put("meta", Map.of("promotion", Map.of("rollback", rollback)));
        return context;
    }

    private Map<String, Object> vars() {
        Map<String, Object> vars = new HashMap<>();
        List<JsonNode> definitions = new ArrayList<>();
        promotion.path("spec").path("vars").forEach(definitions::add);
        current().path("vars").forEach(definitions::add);
        for (JsonNode definition : definitions) {
            vars.put(
                    definition.path("name").asText(),
                    Expressions.template(definition.path("value").asText(""), new WithoutVars(vars)));
        }
        return vars;
    }

    /** Variables see those defined before them. */
    private final class WithoutVars implements Expressions.Scope {
        private final Map<String, Object> known;

        WithoutVars(Map<String, Object> known) {
            this.known = known;
        }

        @Override
        public @Nullable Object variable(String name) {
            return name.equals("vars") ? known : PromotionRun.this.variable(name);
        }

        @Override
        public @Nullable Object call(String function, List<@Nullable Object> arguments) {
            return PromotionRun.this.call(function, arguments);
        }
    }

    private String taskPrefix() {
        int separator = alias().indexOf("::");
        return separator < 0 ? "" : alias().substring(0, separator + 2);
    }

    private Map<String, Object> outputs(String prefix) {
        Map<String, Object> outputs = new HashMap<>();
        state.properties().forEach(entry -> {
            if (entry.getKey().startsWith(prefix)) {
                Map<String, Object> values = new HashMap<>();
                entry.getValue()
                        .properties()
                        .forEach(value ->
                                values.put(value.getKey(), value.getValue().asText()));
                outputs.put(entry.getKey().substring(prefix.length()), values);
            }
        });
        return outputs;
    }

    @Override
    public @Nullable Object call(String function, List<@Nullable Object> arguments) {
        if (!function.equals("imageFrom") || arguments.isEmpty()) {
            throw new Expressions.ExpressionException("unknown function " + function);
        }
        String repository = String.valueOf(arguments.get(0));
        for (JsonNode image : freight.path("images")) {
            if (image.path("repoURL").asText().equals(repository)) {
                return Map.of(
                        "RepoURL", repository,
                        "Tag", image.path("tag").asText(),
                        "Digest", image.path("digest").asText());
            }
        }
        throw new Expressions.ExpressionException("image \"" + repository + "\" not found in Freight");
    }
}
