package io.promotionbus.sandbox.cluster.kargo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.promotionbus.sandbox.cluster.api.Json;
import io.promotionbus.sandbox.cluster.api.ResourceTypes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Which Promotion runs on a Stage, and what the Stage remembers of those that ended. */
final class StageQueue {

    private static final int HISTORY = 10;

    /** Running first, then waiting ones oldest first, then ended ones newest first; names carry the time. */
    private static final Comparator<JsonNode> ORDER = (a, b) -> {
        int phases = Integer.compare(rank(a), rank(b));
        if (phases != 0) {
            return phases;
        }
        int names = Json.name(a).compareTo(Json.name(b));
        return Cluster.isTerminal(a) ? -names : names;
    };

    private final Cluster cluster;

    StageQueue(Cluster cluster) {
        this.cluster = cluster;
    }

    private static int rank(JsonNode promotion) {
        return Cluster.phase(promotion).equals("Running") ? 0 : Cluster.isTerminal(promotion) ? 2 : 1;
    }

    /**
     * What a pass found.
     *
     * @param waiting some Promotion has not ended
     * @param recordedSuccess a success was recorded in this pass
     */
    record Outcome(boolean waiting, boolean recordedSuccess) {}

    Outcome sync(ObjectNode stage, ObjectNode status, boolean automatic) {
        Conditions conditions = new Conditions(status, Cluster.generation(stage), cluster.now());
        Set<String> requested = new HashSet<>();
        stage.path("spec")
                .path("requestedFreight")
                .forEach(request -> requested.add(Cluster.originKey(request.path("origin"))));
        dropHolds(status, requested, automatic);
        List<ObjectNode> promotions = new ArrayList<>(cluster.promotions(Json.namespace(stage), Json.name(stage)));
        if (promotions.isEmpty()) {
            conditions.remove("Promoting");
            status.remove("currentPromotion");
            return new Outcome(false, false);
        }
        promotions.sort(ORDER);
        ObjectNode first = promotions.get(0);
        boolean waiting = promotions.stream().anyMatch(promotion -> !Cluster.isTerminal(promotion));
        String current = status.path("currentPromotion").path("name").asText("");
        if (!current.isEmpty() && (!current.equals(Json.name(first)) || Cluster.isTerminal(first))) {
            conditions.remove("Promoting");
            status.remove("currentPromotion");
            boolean success = false;
            for (ObjectNode ended : newlyEnded(promotions, status)) {
                success |= record(stage, status, conditions, ended, requested, automatic);
            }
            return new Outcome(waiting, success);
        }
        if (mustWait(status)) {
            conditions.remove("Promoting");
            return new Outcome(waiting, false);
        }
        if (Cluster.isTerminal(first)) {
            conditions.remove("Promoting");
            return new Outcome(waiting, false);
        }
        conditions.set(
                "Promoting",
                "True",
                "ActivePromotion",
                "Promotion \"" + Json.name(first) + "\" is currently " + Cluster.phase(first));
        ObjectNode reference = status.putObject("currentPromotion").put("name", Json.name(first));
        JsonNode freight = first.path("status").path("freight");
        if (freight.isObject()) {
            reference.set("freight", freight.deepCopy());
        }
        return new Outcome(waiting, false);
    }

    private static void dropHolds(ObjectNode status, Set<String> requested, boolean automatic) {
        if (!automatic) {
            status.remove("autoPromotionHolds");
        } else if (status.get("autoPromotionHolds") instanceof ObjectNode holds) {
            holds.retain(requested);
            if (holds.isEmpty()) {
                status.remove("autoPromotionHolds");
            }
        }
    }

    /** Ended since the last one that is remembered, oldest first. */
    private static List<ObjectNode> newlyEnded(List<ObjectNode> promotions, JsonNode status) {
        String last = status.path("lastPromotion").path("name").asText("");
        return promotions.stream()
                .filter(Cluster::isTerminal)
                .filter(promotion -> Json.name(promotion).compareTo(last) > 0)
                .sorted(Comparator.comparing(Json::name))
                .toList();
    }

    private boolean record(
            ObjectNode stage,
            ObjectNode status,
            Conditions conditions,
            ObjectNode promotion,
            Set<String> requested,
            boolean automatic) {
        String phase = Cluster.phase(promotion);
        if (automatic && !phase.equals("Aborted")) {
            applyIntent(status, promotion, requested);
        }
        ObjectNode reference = Json.object().put("name", Json.name(promotion));
        ObjectNode copy = promotion.path("status").deepCopy();
        reference.set("status", copy);
        reference.set("finishedAt", copy.path("finishedAt"));
        if (copy.has("freight")) {
            reference.set("freight", copy.path("freight").deepCopy());
        }
        JsonNode inherited = status.path("lastPromotion").path("status").path("freightCollection");
        if (!copy.has("startedAt") && !copy.has("freightCollection") && inherited.isObject()) {
            copy.set("freightCollection", inherited.deepCopy());
        }
        status.set("lastPromotion", reference);
        if (!phase.equals("Succeeded")) {
            return false;
        }
        ArrayNode history = status.withArrayProperty("freightHistory");
        history.insert(0, copy.path("freightCollection").deepCopy());
        while (history.size() > HISTORY) {
            history.remove(history.size() - 1);
        }
        status.remove("health");
        conditions.set(
                "Healthy",
                "Unknown",
                "WaitingForHealthCheck",
                "Waiting for health check to be performed after successful promotion");
        conditions.set(
                "Verified",
                "Unknown",
                "WaitingForVerification",
                "Waiting for verification to be performed after successful promotion");
        linkApplications(stage, copy.path("healthChecks"));
        return true;
    }

    private static void applyIntent(ObjectNode status, ObjectNode promotion, Set<String> requested) {
        String hold = Json.annotation(promotion, Names.HOLD);
        String resume = Json.annotation(promotion, Names.RESUME);
        if (hold != null) {
            if (requested.contains(hold)) {
                status.withObjectProperty("autoPromotionHolds").set(hold, AutoPromotion.hold(promotion, hold));
            }
        } else if (resume != null && status.get("autoPromotionHolds") instanceof ObjectNode holds) {
            holds.remove(resume);
        }
    }

    private void linkApplications(ObjectNode stage, JsonNode healthChecks) {
        ArrayNode apps = Json.MAPPER.createArrayNode();
        for (JsonNode check : healthChecks) {
            for (JsonNode app : check.path("config").path("apps")) {
                apps.addObject()
                        .put("name", app.path("name").asText())
                        .put("namespace", app.path("namespace").asText());
            }
        }
        cluster.change(
                ResourceTypes.STAGES,
                Json.namespace(stage),
                Json.name(stage),
                object -> Json.annotate(object, Names.ARGOCD_CONTEXT, apps.isEmpty() ? null : Json.write(apps)));
    }

    /** The next one waits for the current Freight's verification, but only while the Stage is (or may be) healthy. */
    private static boolean mustWait(JsonNode status) {
        JsonNode current = status.path("freightHistory").path(0);
        if (current.isMissingNode()) {
            return false;
        }
        JsonNode verifications = current.path("verificationHistory");
        if (StageVerification.hasUnfinished(verifications)) {
            return true;
        }
        String health = status.path("health").path("status").asText("Healthy");
        return health.equals("Healthy") && verifications.isEmpty();
    }
}
