package io.promotionbus.sandbox.cluster.kargo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.promotionbus.sandbox.cluster.api.Json;
import io.promotionbus.sandbox.cluster.api.ResourceTypes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Removes old Promotions and old, unused Freight: more than 20 behind, and two weeks old. */
final class GarbageCollector {

    private static final int RETAINED = 20;
    private static final Duration AGE = Duration.ofHours(336);

    private final Cluster cluster;

    GarbageCollector(Cluster cluster) {
        this.cluster = cluster;
    }

    void run() {
        cluster.store().locked(() -> {
            for (ObjectNode stage : cluster.store().list(ResourceTypes.STAGES, null)) {
                promotions(Json.namespace(stage), Json.name(stage));
            }
            for (ObjectNode warehouse : cluster.store().list(ResourceTypes.WAREHOUSES, null)) {
                freight(Json.namespace(warehouse), Json.name(warehouse));
            }
        });
    }

    private void promotions(String namespace, String stage) {
        List<ObjectNode> all = new ArrayList<>(cluster.promotions(namespace, stage));
        all.sort(Comparator.comparing(Json::name).reversed());
        int last = -1;
        for (int i = 0; i < all.size(); i++) {
            if (!Cluster.isTerminal(all.get(i))) {
                last = i;
            }
        }
        for (int i = last + RETAINED + 1; i < all.size(); i++) {
            String created =
                    all.get(i).path("metadata").path("creationTimestamp").asText();
            if (isOld(Instant.parse(created))) {
                cluster.store().remove(ResourceTypes.PROMOTIONS, namespace, Json.name(all.get(i)));
            }
        }
    }

    private void freight(String namespace, String warehouse) {
        List<ObjectNode> all = new ArrayList<>(cluster.list(ResourceTypes.FREIGHTS, namespace).stream()
                .filter(freight -> freight.path("origin").path("name").asText().equals(warehouse))
                .toList());
        all.sort(Comparator.<ObjectNode, Instant>comparing(Availability::discoveredAt)
                .reversed());
        int last = -1;
        for (int i = 0; i < all.size(); i++) {
            if (isUsed(namespace, all.get(i))) {
                last = i;
            }
        }
        for (int i = last + RETAINED + 1; i < all.size(); i++) {
            if (isOld(Availability.discoveredAt(all.get(i)))) {
                cluster.store().remove(ResourceTypes.FREIGHTS, namespace, Json.name(all.get(i)));
            }
        }
    }

    private boolean isUsed(String namespace, JsonNode freight) {
        return cluster.list(ResourceTypes.STAGES, namespace).stream()
                .anyMatch(stage -> FreightAdmission.usesNow(stage, Json.name(freight)));
    }

    private boolean isOld(Instant time) {
        return time.plus(AGE).isBefore(cluster.instant());
    }
}
