package io.promotionbus.sandbox.cluster.kargo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.promotionbus.sandbox.cluster.api.ApiException;
import io.promotionbus.sandbox.cluster.api.Json;
import io.promotionbus.sandbox.cluster.api.ResourceTypes;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Discovery by refresh, change and interval. One pass per Warehouse at a time; the refresh token of a pass is the one
 * that was there when it began and is written when it ends, however it ends.
 */
final class WarehouseController implements AutoCloseable {

    private static final int TRIES_UNTIL_SLOW = 8;

    private final Cluster cluster;
    private final Discovery discovery;
    private final KargoEvents events;
    private final ExecutorService discoverers = Executors.newVirtualThreadPerTaskExecutor();
    private final Set<String> running = new HashSet<>();
    private final Set<String> again = new HashSet<>();
    private final Map<String, Integer> failures = new HashMap<>();

    WarehouseController(Cluster cluster, Discovery discovery, KargoEvents events) {
        this.cluster = cluster;
        this.discovery = discovery;
        this.events = events;
    }

    void enqueue(String namespace, String name) {
        cluster.loop().enqueue("warehouse/" + namespace + "/" + name, () -> start(namespace, name));
    }

    /** Enqueues every Warehouse whose interval has passed on the cluster's clock. */
    void pollDue() {
        for (ObjectNode warehouse : cluster.store().list(ResourceTypes.WAREHOUSES, null)) {
            if (isDue(warehouse) && !failures.containsKey(Cluster.key(warehouse))) {
                enqueue(Json.namespace(warehouse), Json.name(warehouse));
            }
        }
    }

    private boolean isDue(JsonNode warehouse) {
        String at = warehouse
                .path("status")
                .path("discoveredArtifacts")
                .path("discoveredAt")
                .asText("");
        if (at.isEmpty()) {
            return true;
        }
        Duration interval =
                GoDurations.parse(warehouse.path("spec").path("interval").asText("5m0s"));
        return Instant.parse(at).plus(interval).isBefore(cluster.instant());
    }

    private boolean mustDiscover(JsonNode warehouse) {
        String token = Json.annotation(warehouse, Names.REFRESH);
        JsonNode status = warehouse.path("status");
        return isDue(warehouse)
                || Cluster.generation(warehouse)
                        > status.path("observedGeneration").asLong()
                || (token != null
                        && !token.equals(status.path("lastHandledRefresh").asText("")));
    }

    private void start(String namespace, String name) {
        String key = namespace + "/" + name;
        if (running.contains(key)) {
            again.add(key);
            return;
        }
        Optional<ObjectNode> found = cluster.get(ResourceTypes.WAREHOUSES, namespace, name);
        if (found.isEmpty() || !mustDiscover(found.get())) {
            return;
        }
        ObjectNode warehouse = found.get();
        running.add(key);
        status(warehouse, status -> {
            Conditions conditions = new Conditions(status, Cluster.generation(warehouse), cluster.now());
            int subscriptions = warehouse.path("spec").path("subscriptions").size();
            conditions.set(
                    "Reconciling",
                    "True",
                    "ScheduledDiscovery",
                    "Discovering artifacts for " + subscriptions + " subscriptions");
            conditions.set("Ready", "False", "DiscoveryInProgress", "Waiting for discovery to complete");
            conditions.set(
                    "Healthy",
                    "Unknown",
                    "Pending",
                    "Health status cannot be determined until artifact discovery is finished");
            conditions.remove("FreightCreationCriteriaSatisfied");
            conditions.remove("FreightCreated");
        });
        cluster.loop().after(cluster.timings().discovery(), () -> discover(key, warehouse));
    }

    private void discover(String key, ObjectNode warehouse) {
        try {
            discoverers.execute(() -> {
                @Nullable ObjectNode discovered = null;
                String failure = "";
                try {
                    discovered = discovery.discover(warehouse);
                } catch (Discovery.DiscoveryException e) {
                    failure = String.valueOf(e.getMessage());
                }
                ObjectNode result = discovered;
                String why = failure;
                cluster.loop().after(Duration.ZERO, () -> finish(key, warehouse, result, why));
            });
        } catch (RejectedExecutionException e) {
            running.remove(key);
        }
    }

    private void finish(String key, ObjectNode warehouse, @Nullable ObjectNode discovered, String failure) {
        running.remove(key);
        boolean failed = cluster.store().locked(() -> record(warehouse, discovered, failure));
        String namespace = Json.namespace(warehouse);
        String name = Json.name(warehouse);
        if (failed) {
            int tries = failures.merge(key, 1, Integer::sum);
            Duration delay = Duration.ofMillis(200L << Math.min(tries, TRIES_UNTIL_SLOW));
            cluster.loop().after(delay, () -> {
                failures.computeIfPresent(key, (same, count) -> count);
                retry(namespace, name);
            });
        } else {
            failures.remove(key);
        }
        if (again.remove(key)) {
            enqueue(namespace, name);
        }
    }

    private void retry(String namespace, String name) {
        cluster.get(ResourceTypes.WAREHOUSES, namespace, name).ifPresent(warehouse -> {
            if (!running.contains(Cluster.key(warehouse))) {
                running.add(Cluster.key(warehouse));
                discover(Cluster.key(warehouse), warehouse);
            }
        });
    }

    /** True if the pass is to be tried again soon. */
    private boolean record(ObjectNode warehouse, @Nullable ObjectNode discovered, String failure) {
        long generation = Cluster.generation(warehouse);
        String token = Json.annotation(warehouse, Names.REFRESH);
        @Nullable
        ObjectNode freight =
                discovered != null && Discovery.missing(discovered) == null ? Discovery.freight(discovered) : null;
        boolean[] failed = {false};
        status(warehouse, status -> {
            if (token != null) {
                status.put("lastHandledRefresh", token);
            }
            Conditions conditions = new Conditions(status, generation, cluster.now());
            if (discovered == null) {
                conditions.set("Healthy", "False", "DiscoveryFailed", "Unable to discover artifacts: " + failure);
                conditions.set("Ready", "False", "DiscoveryFailure", "Artifact discovery failed: " + failure);
                failed[0] = true;
                return;
            }
            discovered.put("discoveredAt", cluster.now());
            status.set("discoveredArtifacts", discovered);
            status.put("observedGeneration", generation);
            conditions.remove("Reconciling");
            if (freight == null) {
                nothingFound(conditions, discovered);
            } else {
                failed[0] = create(warehouse, status, conditions, discovered, freight);
            }
        });
        return failed[0];
    }

    private static void nothingFound(Conditions conditions, JsonNode discovered) {
        String text = "No references discovered for image repository \"" + Discovery.missing(discovered) + "\"";
        conditions.set("Healthy", "False", "NoImageReferencesDiscovered", text);
        conditions.set("Ready", "False", "MissingImageReferences", text);
    }

    private boolean create(
            ObjectNode warehouse, ObjectNode status, Conditions conditions, JsonNode discovered, ObjectNode freight) {
        String policy = warehouse.path("spec").path("freightCreationPolicy").asText("Automatic");
        if (policy.equals("Automatic")) {
            try {
                if (!Discovery.satisfiesCriteria(warehouse, discovered)) {
                    conditions.set(
                            "FreightCreationCriteriaSatisfied",
                            "False",
                            "CriteriaNotSatisfied",
                            "Freight creation criteria were not satisfied");
                } else if (!createFreight(warehouse, status, conditions, freight)) {
                    return true;
                }
            } catch (Expressions.ExpressionException e) {
                String text = "Evaluation of Freight creation criteria failed: " + e.getMessage();
                conditions.set("Healthy", "False", "CriteriaEvaluationFailed", text);
                conditions.set("Ready", "False", "CriteriaEvaluationFailed", text);
                return false;
            }
        }
        conditions.set("Healthy", "True", "ReconciliationSucceeded", "");
        int subscriptions = warehouse.path("spec").path("subscriptions").size();
        conditions.set(
                "Ready",
                "True",
                "ArtifactsDiscovered",
                "Successfully discovered artifacts from " + subscriptions + " subscriptions");
        return false;
    }

    private boolean createFreight(ObjectNode warehouse, ObjectNode status, Conditions conditions, ObjectNode freight) {
        conditions.set(
                "FreightCreationCriteriaSatisfied", "True", "CriteriaSatisfied", "Freight creation criteria satisfied");
        String hash = FreightIds.withoutOrigin(freight);
        freight.putObject("origin").put("kind", "Warehouse").put("name", Json.name(warehouse));
        try {
            ObjectNode created = cluster.operations()
                    .create(Cluster.CONTROLLER, ResourceTypes.FREIGHTS, Json.namespace(warehouse), freight, false);
            status.put("lastFreightID", Json.name(created));
            conditions.set(
                    "FreightCreated",
                    "True",
                    "NewFreight",
                    "No Freight composed of the newest artifacts already existed");
            events.freight(
                    "FreightCreated",
                    "Freight created from discovered artifacts",
                    "controller:warehouse-controller",
                    created,
                    Map.of());
            return true;
        } catch (ApiException e) {
            if (e.code() == 409 && e.reason().equals("AlreadyExists")) {
                // Kargo notes the name it computed before it knew the origin; only a creation corrects it.
                status.put("lastFreightID", hash);
                conditions.set(
                        "FreightCreated",
                        "False",
                        "AlreadyExists",
                        "Freight composed of the newest artifacts already exists");
                return true;
            }
            String text = "Error creating Freight \"" + hash + "\" in namespace \"" + Json.namespace(warehouse) + "\": "
                    + e.getMessage();
            conditions.set("Healthy", "False", "FreightBuildFailure", text);
            conditions.set("Ready", "False", "FreightCreationFailure", text);
            return false;
        }
    }

    private void status(ObjectNode warehouse, Consumer<ObjectNode> change) {
        cluster.status(ResourceTypes.WAREHOUSES, Json.namespace(warehouse), Json.name(warehouse), change);
    }

    void reset() {
        failures.clear();
        again.clear();
    }

    @Override
    public void close() {
        discoverers.shutdownNow();
    }
}
