package io.promotionbus.sandbox.cluster.kargo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.promotionbus.sandbox.cluster.api.ApiException;
import io.promotionbus.sandbox.cluster.api.Json;
import io.promotionbus.sandbox.cluster.api.ResourceTypes;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Kargo's own promoting, and the holds that stop it. */
final class AutoPromotion {

    private static final Logger LOG = LoggerFactory.getLogger(AutoPromotion.class);

    private final Cluster cluster;
    private final Availability availability;
    private final KargoEvents events;

    AutoPromotion(Cluster cluster, Availability availability, KargoEvents events) {
        this.cluster = cluster;
        this.availability = availability;
        this.events = events;
    }

    static ObjectNode hold(ObjectNode promotion, String origin) {
        ObjectNode hold = Json.object();
        String actor = Json.annotation(promotion, Names.CREATE_ACTOR);
        if (actor != null) {
            hold.put("actor", actor);
        }
        hold.put(
                "createdAt",
                promotion.path("metadata").path("creationTimestamp").asText());
        hold.put("freightName", promotion.path("spec").path("freight").asText());
        String[] parts = origin.split("/", 2);
        hold.putObject("origin").put("kind", parts[0]).put("name", parts[1]);
        return hold.put("promotionName", Json.name(promotion));
    }

    /** Writes {@code effectiveAutoPromotionHolds}: the durable holds and the intent of Promotions still on their way. */
    void holds(ObjectNode stage, ObjectNode status, boolean automatic) {
        status.remove("effectiveAutoPromotionHolds");
        if (!automatic) {
            return;
        }
        ObjectNode effective = Json.object();
        if (status.get("autoPromotionHolds") instanceof ObjectNode durable) {
            effective.setAll(durable.deepCopy());
        }
        String last = status.path("lastPromotion").path("name").asText("");
        for (JsonNode request : stage.path("spec").path("requestedFreight")) {
            String origin = Cluster.originKey(request.path("origin"));
            Optional<ObjectNode> newest = cluster.promotions(Json.namespace(stage), Json.name(stage)).stream()
                    .filter(promotion -> !Cluster.phase(promotion).equals("Aborted"))
                    .filter(promotion -> Json.name(promotion).compareTo(last) > 0)
                    .filter(promotion -> origin.equals(Json.annotation(promotion, Names.HOLD))
                            || origin.equals(Json.annotation(promotion, Names.RESUME)))
                    .max(Comparator.comparing(Json::name));
            newest.ifPresent(promotion -> {
                if (origin.equals(Json.annotation(promotion, Names.HOLD))) {
                    effective.set(origin, hold(promotion, origin));
                } else {
                    effective.remove(origin);
                }
            });
        }
        if (!effective.isEmpty()) {
            status.set("effectiveAutoPromotionHolds", effective);
        }
    }

    void promote(ObjectNode stage, ObjectNode status, boolean automatic) {
        if (automatic) {
            status.put("autoPromotionEnabled", true);
        } else {
            status.remove("autoPromotionEnabled");
            return;
        }
        Map<String, ObjectNode> candidates = availability.candidates(stage);
        for (JsonNode request : stage.path("spec").path("requestedFreight")) {
            String origin = Cluster.originKey(request.path("origin"));
            ObjectNode candidate = candidates.get(origin);
            if (candidate != null
                    && !status.path("effectiveAutoPromotionHolds").has(origin)
                    && !isThereOrOnItsWay(stage, status, origin, Json.name(candidate))) {
                create(stage, origin, candidate);
            }
        }
    }

    private boolean isThereOrOnItsWay(ObjectNode stage, ObjectNode status, String origin, String freight) {
        JsonNode current = status.path("freightHistory").path(0).path("items").path(origin);
        JsonNode awaited = status.path("currentPromotion").path("freight");
        if (current.path("name").asText("").equals(freight)
                || awaited.path("name").asText("").equals(freight)) {
            return true;
        }
        String last = status.path("lastPromotion").path("name").asText("");
        List<ObjectNode> same = cluster.promotions(Json.namespace(stage), Json.name(stage)).stream()
                .filter(promotion ->
                        promotion.path("spec").path("freight").asText().equals(freight))
                .toList();
        boolean unprocessed = same.stream()
                .anyMatch(promotion -> !Cluster.isTerminal(promotion)
                        || (Cluster.phase(promotion).equals("Succeeded")
                                && Json.name(promotion).compareTo(last) > 0));
        boolean newestFailed = same.stream()
                .filter(Cluster::isTerminal)
                .max(Comparator.comparing(Json::name))
                .filter(promotion -> !Cluster.phase(promotion).equals("Succeeded"))
                .isPresent();
        return unprocessed || newestFailed;
    }

    private void create(ObjectNode stage, String origin, ObjectNode candidate) {
        ObjectNode promotion = Json.object();
        Json.metadata(promotion).put("generateName", "promo-");
        promotion.putObject("spec").put("stage", Json.name(stage)).put("freight", Json.name(candidate));
        try {
            ObjectNode created = cluster.operations()
                    .create(Cluster.CONTROLLER, ResourceTypes.PROMOTIONS, Json.namespace(stage), promotion, false);
            events.promotion(
                    "PromotionCreated",
                    "Automatically promoted Freight from origin \"" + origin + "\" for Stage \"" + Json.name(stage)
                            + "\"",
                    "controller:stage-controller",
                    created,
                    candidate);
        } catch (ApiException e) {
            LOG.debug("auto-promotion to {} refused: {}", Json.name(stage), e.getMessage());
        }
    }
}
