package io.promotionbus.sandbox.cluster.kargo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** The Ready condition and what else is derived from the rest of a Stage's status. */
final class StageSummary {

    private StageSummary() {}

    static void summarize(JsonNode stage, ObjectNode status, String now) {
        long generation = Cluster.generation(stage);
        Conditions conditions = new Conditions(status, generation, now);
        status.put("freightSummary", freight(stage, status));
        JsonNode promoting = conditions.find("Promoting");
        if (promoting != null) {
            conditions.set(
                    "Ready",
                    "False",
                    promoting.path("reason").asText(),
                    promoting.path("message").asText());
            return;
        }
        JsonNode last = status.path("lastPromotion").path("status");
        String phase = last.path("phase").asText("");
        if (!phase.isEmpty() && !phase.equals("Succeeded")) {
            conditions.set(
                    "Ready",
                    "False",
                    "LastPromotion" + phase,
                    last.path("message").asText(""));
            return;
        }
        JsonNode healthy = conditions.find("Healthy");
        if (healthy == null || !healthy.path("status").asText().equals("True")) {
            notReady(conditions, healthy, "Unhealthy", "Stage is not healthy");
            return;
        }
        JsonNode verified = conditions.find("Verified");
        if (verified == null || !verified.path("status").asText().equals("True")) {
            notReady(conditions, verified, "PendingVerification", "Stage is not verified");
            return;
        }
        conditions.set(
                "Ready",
                "True",
                verified.path("reason").asText(),
                verified.path("message").asText());
        status.put("observedGeneration", generation);
    }

    private static void notReady(
            Conditions conditions, @org.jspecify.annotations.Nullable JsonNode cause, String reason, String message) {
        if (cause == null) {
            conditions.set("Ready", "False", reason, message);
        } else {
            conditions.set(
                    "Ready",
                    "False",
                    cause.path("reason").asText(),
                    cause.path("message").asText());
        }
    }

    private static String freight(JsonNode stage, JsonNode status) {
        int requested = stage.path("spec").path("requestedFreight").size();
        JsonNode items = status.path("freightHistory").path(0).path("items");
        if (requested == 1 && items.size() == 1) {
            return items.elements().next().path("name").asText();
        }
        return items.size() + "/" + requested + " Fulfilled";
    }
}
