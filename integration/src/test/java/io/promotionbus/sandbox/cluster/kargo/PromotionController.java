package io.promotionbus.sandbox.cluster.kargo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.promotionbus.sandbox.cluster.Target;
import io.promotionbus.sandbox.cluster.api.Json;
import io.promotionbus.sandbox.cluster.api.ResourceTypes;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Runs Promotions: Pending, Running once the Stage awaits it, its steps one after the other, an end. */
final class PromotionController {

    private final Cluster cluster;
    private final Availability availability;
    private final StepRunner runner;
    private final KargoEvents events;
    private final Map<String, PromotionRun> runs = new HashMap<>();

    PromotionController(Cluster cluster, Availability availability, StepRunner runner, KargoEvents events) {
        this.cluster = cluster;
        this.availability = availability;
        this.runner = runner;
        this.events = events;
    }

    void enqueue(String namespace, String name) {
        cluster.loop()
                .enqueue(
                        "promotion/" + namespace + "/" + name,
                        () -> cluster.store().locked(() -> {
                            reconcile(namespace, name);
                        }));
    }

    /** Looks at every Promotion that has not ended again. */
    void enqueueUnfinished() {
        for (ObjectNode promotion : cluster.store().list(ResourceTypes.PROMOTIONS, null)) {
            if (!Cluster.isTerminal(promotion)) {
                enqueue(Json.namespace(promotion), Json.name(promotion));
            }
        }
    }

    private void reconcile(String namespace, String name) {
        Optional<ObjectNode> found = cluster.get(ResourceTypes.PROMOTIONS, namespace, name);
        String key = namespace + "/" + name;
        if (found.isEmpty() || Cluster.isTerminal(found.get())) {
            runs.remove(key);
            return;
        }
        ObjectNode promotion = found.get();
        ObjectNode abort = Actors.read(Json.annotation(promotion, Names.ABORT), "action");
        if (abort != null && abort.path("action").asText().equals("terminate")) {
            terminate(promotion, abort);
            return;
        }
        if (Cluster.phase(promotion).isEmpty()) {
            status(promotion, status -> status.put("phase", "Pending"));
        }
        Optional<ObjectNode> stage = cluster.get(
                ResourceTypes.STAGES,
                namespace,
                promotion.path("spec").path("stage").asText());
        boolean awaited = stage.isPresent()
                && stage.get()
                        .path("status")
                        .path("currentPromotion")
                        .path("name")
                        .asText("")
                        .equals(name);
        if (!awaited || cluster.faults().isFrozen()) {
            return;
        }
        PromotionRun run = runs.get(key);
        if (run == null) {
            begin(key, promotion, stage.get());
        } else if (run.awaiting != null) {
            proceed(key, run);
        }
    }

    private void begin(String key, ObjectNode promotion, ObjectNode stage) {
        String freightName = promotion.path("spec").path("freight").asText();
        String namespace = Json.namespace(promotion);
        Optional<ObjectNode> freight = cluster.get(ResourceTypes.FREIGHTS, namespace, freightName);
        if (freight.isEmpty()) {
            end(
                    promotion,
                    "Errored",
                    "Freight \"" + freightName + "\" not found in namespace \"" + namespace + "\"",
                    null);
            return;
        }
        if (!availability.isAvailable(stage, freight.get())) {
            String text = "Freight \"" + freightName + "\" is not available to Stage \"" + Json.name(stage)
                    + "\" in namespace \"" + namespace + "\"";
            end(promotion, "Errored", text, null);
            return;
        }
        ObjectNode reference = reference(freight.get());
        status(promotion, status -> {
            status.put("phase", "Running").put("startedAt", cluster.now());
            status.set("freight", reference);
            status.set("freightCollection", collection(reference, stage));
        });
        KargoFaults.BadStep bad = cluster.faults()
                .takeBadStep(new Target(namespace, Json.name(stage)))
                .orElse(null);
        PromotionRun run = new PromotionRun(promotion, freight.get(), bad);
        runs.put(key, run);
        cluster.loop().after(cluster.timings().start(), () -> later(key, run));
    }

    private static ObjectNode reference(JsonNode freight) {
        ObjectNode reference = Json.object();
        for (String field : new String[] {"artifacts", "charts", "commits", "images"}) {
            if (freight.has(field)) {
                reference.set(field, freight.path(field).deepCopy());
            }
        }
        reference.put("name", Json.name(freight));
        reference.set("origin", freight.path("origin").deepCopy());
        return reference;
    }

    /** The Freight of all origins: what the last Promotion had, with this one's in its place. */
    private static ObjectNode collection(ObjectNode reference, JsonNode stage) {
        ObjectNode items = Json.object();
        JsonNode requested = stage.path("spec").path("requestedFreight");
        JsonNode before = stage.path("status")
                .path("lastPromotion")
                .path("status")
                .path("freightCollection")
                .path("items");
        if (requested.size() > 1) {
            for (JsonNode request : requested) {
                String origin = Cluster.originKey(request.path("origin"));
                if (before.has(origin)) {
                    items.set(origin, before.path(origin).deepCopy());
                }
            }
        }
        items.set(Cluster.originKey(reference.path("origin")), reference.deepCopy());
        Set<String> names = new TreeSet<>();
        items.forEach(item -> names.add(item.path("name").asText()));
        ObjectNode collection = Json.object().put("id", FreightIds.sha1(String.join(",", names)));
        collection.set("items", items);
        return collection;
    }

    private void later(String key, PromotionRun run) {
        cluster.store().locked(() -> {
            if (runs.get(key) == run) {
                proceed(key, run);
            }
        });
    }

    /** Runs the current step; further ones follow after their duration. */
    private void proceed(String key, PromotionRun run) {
        if (cluster.faults().isFrozen()) {
            cluster.loop().after(Duration.ofMillis(50), () -> later(key, run));
            return;
        }
        if (run.isFinished()) {
            runs.remove(key);
            end(run.promotion(), "Succeeded", null, run);
            return;
        }
        run.begin(cluster.now());
        StepRunner.Outcome outcome = runner.run(run);
        switch (outcome.status()) {
            case "Running" -> showProgress(run);
            case "Succeeded", "Skipped" -> {
                run.awaiting = null;
                run.end(outcome.status(), null, cluster.now());
                Duration pause =
                        run.isFinished() ? Duration.ZERO : cluster.timings().step();
                cluster.loop().after(pause, () -> later(key, run));
            }
            default -> {
                if (outcome.status().equals("Errored")) {
                    run.begin(cluster.now()).put("errorCount", 1);
                }
                run.end(outcome.status(), outcome.message(), cluster.now());
                run.skipRest();
                runs.remove(key);
                end(run.promotion(), outcome.status(), outcome.message(), run);
            }
        }
    }

    private void showProgress(PromotionRun run) {
        status(run.promotion(), status -> {
            status.put("currentStep", run.step);
            status.set("stepExecutionMetadata", run.metadata.deepCopy());
            status.set("state", run.state.deepCopy());
        });
    }

    private void terminate(ObjectNode promotion, ObjectNode abort) {
        runs.remove(Cluster.key(promotion));
        String actor = abort.path("actor").asText("controller:promotion-controller");
        status(promotion, status -> {
            if (status.path("stepExecutionMetadata") instanceof ArrayNode steps
                    && !steps.isEmpty()
                    && steps.get(steps.size() - 1) instanceof ObjectNode last
                    && last.path("status").asText().equals("Running")) {
                last.put("status", "Aborted").put("finishedAt", cluster.now());
            }
            status.put("phase", "Aborted").put("message", "Promotion terminated by " + actor);
            status.put("finishedAt", cluster.now());
        });
        announce(promotion, "PromotionAborted", "Promotion terminated by " + actor, actor);
    }

    private void end(ObjectNode promotion, String phase, @Nullable String message, @Nullable PromotionRun run) {
        status(promotion, status -> {
            status.put("phase", phase).put("finishedAt", cluster.now());
            if (message != null) {
                status.put("message", message);
            }
            if (run != null) {
                status.put("currentStep", run.stepCount() - 1);
                status.set("stepExecutionMetadata", run.metadata);
                status.set("state", run.state);
                if (!run.healthChecks.isEmpty()) {
                    status.set("healthChecks", run.healthChecks);
                }
            }
            String token = Json.annotation(promotion, Names.REFRESH);
            if (token != null) {
                status.put("lastHandledRefresh", token);
            }
        });
        String text = "Promotion " + phase + (message == null ? "" : ": " + message);
        String actor = Json.annotation(promotion, Names.CREATE_ACTOR);
        announce(promotion, "Promotion" + phase, text, actor == null ? "controller:promotion-controller" : actor);
    }

    private void announce(ObjectNode promotion, String reason, String text, String actor) {
        JsonNode freight = cluster.get(
                        ResourceTypes.FREIGHTS,
                        Json.namespace(promotion),
                        promotion.path("spec").path("freight").asText())
                .<JsonNode>map(found -> found)
                .orElseGet(Json::object);
        events.promotion(reason, text, actor, promotion, freight);
    }

    private void status(ObjectNode promotion, java.util.function.Consumer<ObjectNode> change) {
        cluster.status(ResourceTypes.PROMOTIONS, Json.namespace(promotion), Json.name(promotion), change);
    }

    void reset() {
        cluster.store().locked(runs::clear);
    }
}
