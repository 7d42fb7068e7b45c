package io.promotionbus.sandbox.cluster.kargo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.promotionbus.sandbox.cluster.Registry;
import io.promotionbus.sandbox.cluster.Target;
import io.promotionbus.sandbox.cluster.api.Admission;
import io.promotionbus.sandbox.cluster.api.AdmissionRequest;
import io.promotionbus.sandbox.cluster.api.Json;
import io.promotionbus.sandbox.cluster.api.Rbac;
import io.promotionbus.sandbox.cluster.api.ResourceTypes;
import io.promotionbus.sandbox.cluster.api.StoreEvent;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** All of Kargo: its webhooks, and its controllers woken by changes of objects. */
public final class Kargo implements AutoCloseable {

    private final Cluster cluster;
    private final Projects projects;
    private final StageController stages;
    private final PromotionController promotions;
    private final WarehouseController warehouses;
    private final GarbageCollector garbage;
    private final KargoEvents events;
    private final PromotionPolicies policies;
    private final KargoWebhooks webhooks;

    public Kargo(Cluster cluster, Rbac rbac, Registry registry, ArgoCd argoCd) {
        this.cluster = cluster;
        this.events = new KargoEvents(cluster);
        this.projects = new Projects(cluster);
        this.policies = new PromotionPolicies(cluster);
        this.garbage = new GarbageCollector(cluster);
        Availability availability = new Availability(cluster);
        this.stages = new StageController(
                cluster,
                new StageQueue(cluster),
                new StageFreight(cluster, availability),
                new StageHealth(cluster, new ApplicationHealth(cluster)),
                new StageVerification(cluster, events),
                new AutoPromotion(cluster, availability, events),
                policies);
        this.promotions = new PromotionController(cluster, availability, new StepRunner(cluster, argoCd), events);
        this.warehouses = new WarehouseController(cluster, new Discovery(registry), events);
        PromotionAdmission promotionAdmission =
                new PromotionAdmission(cluster, rbac, availability, policies, new PromotionSteps(cluster), events);
        this.webhooks = new KargoWebhooks(
                cluster.faults(),
                Map.of(
                        "promotions", promotionAdmission,
                        "freights", new FreightAdmission(cluster, events),
                        "stages", new StageAdmission(cluster),
                        "warehouses", new WarehouseAdmission(cluster),
                        "projects", projects,
                        "projectconfigs", new InProject(cluster),
                        "promotiontasks", new InProject(cluster)));
    }

    /** Objects that may stand only in a Project's namespace. */
    private record InProject(Cluster cluster) implements Admission {
        @Override
        public void validate(AdmissionRequest request) {
            if (request.operation() == AdmissionRequest.Operation.CREATE) {
                Projects.require(cluster, request.namespace());
            }
        }
    }

    /** What the API server asks. */
    public Admission admission() {
        return webhooks;
    }

    /** What the API server itself does to namespaces. */
    public static Admission namespaceDefaults() {
        return new Projects.NamespaceDefaults();
    }

    /** Starts the controllers and looks at everything that is there. */
    public void start() {
        cluster.store().listen(this::changed);
        cluster.loop().every(Duration.ofMillis(500), warehouses::pollDue);
        cluster.loop().every(Duration.ofSeconds(1), this::recheckSoaking);
        cluster.loop().every(Duration.ofMinutes(1), events::expire);
        cluster.store().everything().values().forEach(all -> all.forEach(object -> touch(object)));
    }

    private void touch(ObjectNode object) {
        switch (object.path("kind").asText()) {
            case "Stage" -> stages.enqueue(Json.namespace(object), Json.name(object));
            case "Promotion" -> promotions.enqueue(Json.namespace(object), Json.name(object));
            case "Warehouse" -> warehouses.enqueue(Json.namespace(object), Json.name(object));
            case "Project" -> project(Json.name(object));
            default -> {
                // nothing watches other kinds at start
            }
        }
    }

    private void project(String name) {
        cluster.loop().enqueue("project/" + name, () -> projects.reconcile(name));
    }

    private void changed(StoreEvent event) {
        ObjectNode object = event.object();
        ObjectNode before = event.previous();
        String namespace = Json.namespace(object);
        String name = Json.name(object);
        boolean gone = event.kind() == StoreEvent.Kind.DELETED;
        switch (event.type().kind()) {
            case "Promotion" -> promotion(object, before, gone);
            case "Stage" -> {
                if (!gone) {
                    stage(object, before);
                }
            }
            case "Freight" -> freight(object);
            case "Warehouse" -> {
                if (!gone && (before == null || wakes(object, before, Names.REFRESH))) {
                    warehouses.enqueue(namespace, name);
                }
            }
            case "Application" -> application(object);
            case "Project" -> {
                if (!gone) {
                    project(name);
                }
            }
            case "Namespace" -> {
                if (object.path("metadata").has("deletionTimestamp") && !gone) {
                    cluster.loop().enqueue("namespace/" + name, () -> projects.namespaceGoing(name));
                }
            }
            default -> {
                // not watched
            }
        }
    }

    private static boolean wakes(JsonNode object, JsonNode before, String... annotations) {
        if (Cluster.generation(object) != Cluster.generation(before)
                || object.path("metadata").has("deletionTimestamp")) {
            return true;
        }
        for (String annotation : annotations) {
            if (!Objects.equals(Json.annotation(object, annotation), Json.annotation(before, annotation))) {
                return true;
            }
        }
        return false;
    }

    private void promotion(ObjectNode object, @Nullable ObjectNode before, boolean gone) {
        String stage = object.path("spec").path("stage").asText();
        boolean phaseChanged = before == null || !Cluster.phase(object).equals(Cluster.phase(before));
        if (gone || phaseChanged) {
            stages.enqueue(Json.namespace(object), stage);
        }
        if (!gone && (before == null || wakes(object, before, Names.ABORT, Names.REFRESH))) {
            promotions.enqueue(Json.namespace(object), Json.name(object));
        }
    }

    private void stage(ObjectNode object, @Nullable ObjectNode before) {
        String namespace = Json.namespace(object);
        if (before == null || wakes(object, before, Names.REFRESH, Names.REVERIFY, Names.ABORT)) {
            stages.enqueue(namespace, Json.name(object));
        }
        String current =
                object.path("status").path("currentPromotion").path("name").asText("");
        String earlier = before == null
                ? ""
                : before.path("status").path("currentPromotion").path("name").asText("");
        if (!current.isEmpty() && !current.equals(earlier)) {
            promotions.enqueue(namespace, current);
        }
    }

    /** Freight that came, was verified or was approved may be wanted by any Stage that requests its origin. */
    private void freight(ObjectNode object) {
        String origin = Cluster.originKey(object.path("origin"));
        for (ObjectNode stage : cluster.list(ResourceTypes.STAGES, Json.namespace(object))) {
            for (JsonNode request : stage.path("spec").path("requestedFreight")) {
                if (Cluster.originKey(request.path("origin")).equals(origin) && concerns(stage)) {
                    stages.enqueue(Json.namespace(stage), Json.name(stage));
                }
            }
        }
    }

    /** A Stage that does nothing by itself need not look at Freight. */
    private boolean concerns(ObjectNode stage) {
        return Cluster.isControlFlow(stage) || policies.isAutomatic(stage);
    }

    private void application(ObjectNode object) {
        for (Target target : AuthorizedStages.of(object)) {
            Optional<ObjectNode> stage = cluster.get(ResourceTypes.STAGES, target.project(), target.stage());
            if (stage.isPresent()) {
                stages.enqueue(target.project(), target.stage());
                String current = stage.get()
                        .path("status")
                        .path("currentPromotion")
                        .path("name")
                        .asText("");
                if (!current.isEmpty()) {
                    promotions.enqueue(target.project(), current);
                }
            }
        }
    }

    /** Soaking ends without any event. */
    private void recheckSoaking() {
        for (ObjectNode stage : cluster.store().list(ResourceTypes.STAGES, null)) {
            for (JsonNode request : stage.path("spec").path("requestedFreight")) {
                if (request.path("sources").has("requiredSoakTime") && policies.isAutomatic(stage)) {
                    stages.enqueue(Json.namespace(stage), Json.name(stage));
                }
            }
        }
    }

    /** Looks at a Stage again, as a change of what it depends on would. */
    public void wakeStage(Target target) {
        stages.enqueue(target.project(), target.stage());
    }

    /** Goes on with Promotions after the queue was frozen. */
    public void wakePromotions() {
        promotions.enqueueUnfinished();
    }

    public void collectGarbage() {
        garbage.run();
    }

    /** Forgets what is under way; the objects are gone already. */
    public void reset() {
        promotions.reset();
        warehouses.reset();
    }

    @Override
    public void close() {
        warehouses.close();
    }
}
