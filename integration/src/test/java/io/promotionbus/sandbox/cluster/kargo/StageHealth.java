package io.promotionbus.sandbox.cluster.kargo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.promotionbus.sandbox.cluster.Target;
import io.promotionbus.sandbox.cluster.api.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The health of a Stage: Unknown unless the last Promotion succeeded and none runs, else what its checks say. */
final class StageHealth {

    private static final List<String> BY_SEVERITY = List.of("Healthy", "Progressing", "Unknown", "Unhealthy");

    private final Cluster cluster;
    private final ApplicationHealth applications;

    StageHealth(Cluster cluster, ApplicationHealth applications) {
        this.cluster = cluster;
        this.applications = applications;
    }

    void assess(ObjectNode stage, ObjectNode status) {
        Conditions conditions = new Conditions(status, Cluster.generation(stage), cluster.now());
        if (status.has("currentPromotion")) {
            conditions.set("Healthy", "Unknown", "ActivePromotion", "Stage has a Promotion in progress");
            unknown(status, "Cannot assess health because a Promotion is currently in progress");
            return;
        }
        JsonNode last = status.path("lastPromotion");
        if (last.isMissingNode()) {
            conditions.set("Healthy", "Unknown", "NoFreight", "Stage has no current Freight");
            status.remove("health");
            return;
        }
        String phase = last.path("status").path("phase").asText();
        if (!phase.equals("Succeeded")) {
            String text = "Cannot assess health because last Promotion did not succeed";
            conditions.set("Healthy", "Unknown", "LastPromotion" + phase, text);
            unknown(status, text);
            return;
        }
        check(stage, status, conditions, last.path("status").path("healthChecks"));
    }

    private static void unknown(ObjectNode status, String issue) {
        ObjectNode health = status.putObject("health");
        health.putArray("issues").add(issue);
        health.put("status", "Unknown");
    }

    private void check(ObjectNode stage, ObjectNode status, Conditions conditions, JsonNode checks) {
        List<String> issues = new ArrayList<>();
        ArrayNode output = Json.MAPPER.createArrayNode();
        String worst = "Healthy";
        for (JsonNode check : checks) {
            ArrayNode statuses = output.addObject().putArray("applicationStatuses");
            for (JsonNode app : check.path("config").path("apps")) {
                ApplicationHealth.Result result = applications.of(app);
                worst = worse(worst, result.health());
                issues.addAll(result.issues());
                statuses.add(result.status());
            }
        }
        if (checks.isEmpty()) {
            worst = override(stage, issues);
        }
        ObjectNode health = status.putObject("health");
        if (!issues.isEmpty()) {
            issues.forEach(health.putArray("issues")::add);
        }
        if (!output.isEmpty()) {
            health.set("output", output);
        }
        health.put("status", worst);
        describe(conditions, worst, issues.size(), checks.size());
    }

    /** Stages without checks are healthy, unless a test says otherwise. */
    private String override(ObjectNode stage, List<String> issues) {
        String told = cluster.faults().stageHealth().get(new Target(Json.namespace(stage), Json.name(stage)));
        if (told == null) {
            return "Healthy";
        }
        issues.add("health was set to " + told);
        return told.equals("RevisionMismatch") ? "Unhealthy" : told;
    }

    private static String worse(String one, String other) {
        return BY_SEVERITY.indexOf(one) >= BY_SEVERITY.indexOf(other) ? one : other;
    }

    private static void describe(Conditions conditions, String health, int issues, int checks) {
        switch (health) {
            case "Healthy" ->
                conditions.set(
                        "Healthy",
                        "True",
                        health,
                        String.format(Locale.ROOT, "Stage is healthy (performed %d health checks)", checks));
            case "Unhealthy" ->
                conditions.set(
                        "Healthy",
                        "False",
                        health,
                        String.format(
                                Locale.ROOT, "Stage is unhealthy (%d issues in %d health checks)", issues, checks));
            default -> conditions.set("Healthy", "Unknown", health, "");
        }
    }
}
