package io.promotionbus.sandbox.cluster.kargo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.promotionbus.sandbox.cluster.api.Json;
import io.promotionbus.sandbox.cluster.api.ResourceTypes;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;

/** What Freight itself knows of a Stage: where it is now, where it is verified, for how long it soaked. */
final class StageFreight {

    private final Cluster cluster;
    private final Availability availability;

    StageFreight(Cluster cluster, Availability availability) {
        this.cluster = cluster;
        this.availability = availability;
    }

    private static Set<String> current(JsonNode status) {
        Set<String> names = new HashSet<>();
        status.path("freightHistory")
                .path(0)
                .path("items")
                .forEach(item -> names.add(item.path("name").asText()));
        return names;
    }

    /** Brings {@code currentlyIn} of all Freight in line with the Stage's history. */
    void sync(ObjectNode stage, JsonNode status) {
        String name = Json.name(stage);
        Set<String> inUse = current(status);
        for (ObjectNode freight : cluster.list(ResourceTypes.FREIGHTS, Json.namespace(stage))) {
            boolean thinksSo = freight.path("status").path("currentlyIn").has(name);
            boolean isSo = inUse.contains(Json.name(freight));
            if (isSo && !thinksSo) {
                change(
                        freight,
                        own -> own.withObjectProperty("currentlyIn")
                                .putObject(name)
                                .put("since", cluster.now()));
            } else if (!isSo && thinksSo) {
                change(freight, own -> leave(own, name));
            }
        }
    }

    private void change(ObjectNode freight, java.util.function.Consumer<ObjectNode> change) {
        cluster.status(ResourceTypes.FREIGHTS, Json.namespace(freight), Json.name(freight), change);
    }

    private void leave(ObjectNode own, String stage) {
        ObjectNode currentlyIn = own.withObjectProperty("currentlyIn");
        String since = currentlyIn.path(stage).path("since").asText("");
        if (!since.isEmpty() && own.path("verifiedIn").path(stage) instanceof ObjectNode verified) {
            Duration soak = Duration.between(Instant.parse(since), cluster.instant());
            String before = verified.path("longestSoak").asText("");
            if (before.isEmpty() || soak.compareTo(GoDurations.parse(before)) > 0) {
                verified.put("longestSoak", GoDurations.format(soak));
            }
        }
        currentlyIn.remove(stage);
        if (currentlyIn.isEmpty()) {
            own.remove("currentlyIn");
        }
    }

    /** Once the Stage is healthy and its newest verification successful, its Freight is verified there for ever. */
    void markVerified(ObjectNode stage, JsonNode status) {
        JsonNode newest = status.path("freightHistory").path(0).path("verificationHistory");
        if (!status.path("health").path("status").asText("").equals("Healthy")
                || StageVerification.hasUnfinished(newest)
                || !newest.path(0).path("phase").asText("").equals("Successful")) {
            return;
        }
        String name = Json.name(stage);
        for (String freight : current(status)) {
            cluster.status(ResourceTypes.FREIGHTS, Json.namespace(stage), freight, own -> {
                ObjectNode verifiedIn = own.withObjectProperty("verifiedIn");
                if (!verifiedIn.has(name)) {
                    String at = newest.path(0).path("finishTime").asText(cluster.now());
                    verifiedIn.putObject(name).put("verifiedAt", at);
                }
            });
        }
    }

    /** A Stage without steps verifies whatever is available to it. */
    void passThrough(ObjectNode stage) {
        String name = Json.name(stage);
        for (ObjectNode freight : cluster.list(ResourceTypes.FREIGHTS, Json.namespace(stage))) {
            if (availability.isAvailable(stage, freight)
                    && !freight.path("status").path("verifiedIn").has(name)) {
                change(
                        freight,
                        own -> own.withObjectProperty("verifiedIn")
                                .putObject(name)
                                .put("verifiedAt", cluster.now()));
            }
        }
    }

    /** The Stage goes: no Freight is verified in it or approved for it any more. */
    void forget(ObjectNode stage) {
        String name = Json.name(stage);
        for (ObjectNode freight : cluster.list(ResourceTypes.FREIGHTS, Json.namespace(stage))) {
            change(freight, own -> {
                for (String field : new String[] {"verifiedIn", "approvedFor", "currentlyIn"}) {
                    if (own.get(field) instanceof ObjectNode map) {
                        map.remove(name);
                        if (map.isEmpty()) {
                            own.remove(field);
                        }
                    }
                }
            });
        }
        cluster.promotions(Json.namespace(stage), name)
                .forEach(promotion ->
                        cluster.store().remove(ResourceTypes.PROMOTIONS, Json.namespace(stage), Json.name(promotion)));
    }
}
