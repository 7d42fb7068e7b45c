package io.promotionbus.sandbox.cluster.kargo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.promotionbus.sandbox.cluster.api.Json;
import io.promotionbus.sandbox.cluster.api.ResourceTypes;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One pass over a Stage is a row of steps, each written before the next: queue, Freight in use, health, verification,
 * holds, auto-promotion. Between a recorded success and the assessment of health lies a gap in which no health is shown.
 */
final class StageController {

    private static final Duration SOON = Duration.ofMillis(100);

    private final Cluster cluster;
    private final StageQueue queue;
    private final StageFreight freight;
    private final StageHealth health;
    private final StageVerification verification;
    private final AutoPromotion autoPromotion;
    private final PromotionPolicies policies;
    private final Map<String, Long> gapUntil = new HashMap<>();

    StageController(
            Cluster cluster,
            StageQueue queue,
            StageFreight freight,
            StageHealth health,
            StageVerification verification,
            AutoPromotion autoPromotion,
            PromotionPolicies policies) {
        this.cluster = cluster;
        this.queue = queue;
        this.freight = freight;
        this.health = health;
        this.verification = verification;
        this.autoPromotion = autoPromotion;
        this.policies = policies;
    }

    void enqueue(String namespace, String name) {
        cluster.loop().enqueue("stage/" + namespace + "/" + name, () -> reconcile(namespace, name));
    }

    private void reconcile(String namespace, String name) {
        String key = namespace + "/" + name;
        Long until = gapUntil.get(key);
        if (until != null && System.nanoTime() - until < 0) {
            return;
        }
        boolean secondHalf = gapUntil.remove(key) != null;
        cluster.store().locked(() -> {
            Optional<ObjectNode> stage = cluster.get(ResourceTypes.STAGES, namespace, name);
            if (stage.isEmpty()) {
                return;
            }
            if (stage.get().path("metadata").has("deletionTimestamp")) {
                freight.forget(stage.get());
                cluster.store().remove(ResourceTypes.STAGES, namespace, name);
                return;
            }
            ensureFinalizer(namespace, name);
            if (Cluster.isControlFlow(stage.get())) {
                freight.passThrough(stage.get());
                return;
            }
            pass(new Pass(namespace, name, policies.isAutomatic(stage.get())), key, secondHalf);
        });
    }

    private void ensureFinalizer(String namespace, String name) {
        cluster.change(ResourceTypes.STAGES, namespace, name, stage -> {
            if (!Json.strings(stage.path("metadata").path("finalizers")).contains(Names.FINALIZER)) {
                Json.metadata(stage).withArrayProperty("finalizers").add(Names.FINALIZER);
            }
        });
    }

    private void pass(Pass pass, String key, boolean secondHalf) {
        if (!secondHalf) {
            StageQueue.Outcome outcome = queue.sync(pass.stage(), pass.status, pass.automatic);
            pass.write();
            pass.again = outcome.waiting() && !pass.status.has("currentPromotion");
            if (outcome.recordedSuccess()) {
                Duration gap = cluster.timings().healthGap();
                gapUntil.put(key, System.nanoTime() + gap.toNanos());
                cluster.loop().after(gap, () -> enqueue(pass.namespace, pass.name));
                return;
            }
        } else {
            pass.again =
                    cluster.promotions(pass.namespace, pass.name).stream().anyMatch(one -> !Cluster.isTerminal(one));
        }
        freight.sync(pass.stage(), pass.status);
        health.assess(pass.stage(), pass.status);
        pass.write();
        boolean running = verification.verify(pass.stage(), pass.status, () -> enqueue(pass.namespace, pass.name));
        pass.write();
        freight.markVerified(pass.stage(), pass.status);
        autoPromotion.holds(pass.stage(), pass.status, pass.automatic);
        autoPromotion.promote(pass.stage(), pass.status, pass.automatic);
        pass.handledRefresh();
        pass.write();
        if (pass.again && !running) {
            cluster.loop().after(SOON, () -> enqueue(pass.namespace, pass.name));
        }
    }

    /** The Stage during one pass; its status is a working copy that is written step by step. */
    private final class Pass {
        private final String namespace;
        private final String name;
        private final boolean automatic;
        private final ObjectNode status;
        private boolean again;

        Pass(String namespace, String name, boolean automatic) {
            this.namespace = namespace;
            this.name = name;
            this.automatic = automatic;
            JsonNode present = stage().get("status");
            this.status = present instanceof ObjectNode node ? node.deepCopy() : Json.object();
        }

        ObjectNode stage() {
            return cluster.get(ResourceTypes.STAGES, namespace, name).orElseThrow();
        }

        void write() {
            StageSummary.summarize(stage(), status, cluster.now());
            cluster.change(ResourceTypes.STAGES, namespace, name, stage -> stage.set("status", status.deepCopy()));
        }

        void handledRefresh() {
            @Nullable String token = Json.annotation(stage(), Names.REFRESH);
            if (token != null) {
                status.put("lastHandledRefresh", token);
            }
        }
    }
}
