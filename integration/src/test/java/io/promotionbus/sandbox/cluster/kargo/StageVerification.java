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
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Verification of a Stage's current Freight: starts only when the Stage is healthy and nothing runs; without
 * {@code spec.verification} it succeeds at once, with it it runs for a moment first.
 */
final class StageVerification {

    private static final Set<String> TERMINAL = Set.of("Successful", "Failed", "Error", "Aborted", "Inconclusive");
    private static final Duration RUN = Duration.ofMillis(400);
    private static final int HISTORY = 10;

    private final Cluster cluster;
    private final KargoEvents events;
    private final Map<String, Long> endsAt = new HashMap<>();

    StageVerification(Cluster cluster, KargoEvents events) {
        this.cluster = cluster;
        this.events = events;
    }

    static boolean hasUnfinished(JsonNode history) {
        for (JsonNode verification : history) {
            if (!TERMINAL.contains(verification.path("phase").asText())) {
                return true;
            }
        }
        return false;
    }

    /** True while a verification is running; {@code wake} asks for another pass when it will have ended. */
    boolean verify(ObjectNode stage, ObjectNode status, Runnable wake) {
        Conditions conditions = new Conditions(status, Cluster.generation(stage), cluster.now());
        if (!(status.path("freightHistory").path(0) instanceof ObjectNode current)) {
            conditions.set("Verified", "Unknown", "NoFreight", "Stage has no current Freight to verify");
            return false;
        }
        if (status.has("currentPromotion")) {
            return false;
        }
        boolean running = step(stage, status, current, wake);
        describe(conditions, current.path("verificationHistory"));
        return running;
    }

    private boolean step(ObjectNode stage, ObjectNode status, ObjectNode current, Runnable wake) {
        JsonNode newest = current.path("verificationHistory").path(0);
        ObjectNode reverify = Actors.read(Json.annotation(stage, Names.REVERIFY), "id");
        @Nullable String actor = null;
        if (newest.isObject()) {
            if (!TERMINAL.contains(newest.path("phase").asText())) {
                return proceed(stage, current, (ObjectNode) newest, wake);
            }
            if (reverify == null
                    || !reverify.path("id").asText().equals(newest.path("id").asText())) {
                return false;
            }
            actor = Json.text(reverify, "actor");
        }
        if (!status.path("health").path("status").asText("").equals("Healthy")) {
            return false;
        }
        start(stage, current, actor, wake);
        return hasUnfinished(current.path("verificationHistory"));
    }

    private void start(ObjectNode stage, ObjectNode current, @Nullable String actor, Runnable wake) {
        ObjectNode verification = Json.object();
        String id = UUID.randomUUID().toString();
        verification.put("id", id).put("startTime", cluster.now());
        if (actor != null) {
            verification.put("actor", actor);
        }
        if (stage.path("spec").has("verification")) {
            verification.put("phase", "Running");
            verification
                    .putObject("analysisRun")
                    .put("name", Json.name(stage) + "." + id)
                    .put("namespace", Json.namespace(stage))
                    .put("phase", "Running");
            endsAt.put(id, System.nanoTime() + RUN.toNanos());
            cluster.loop().after(RUN, wake);
        } else {
            finish(stage, current, verification);
        }
        ArrayNode history = current.withArrayProperty("verificationHistory");
        history.insert(0, verification);
        while (history.size() > HISTORY) {
            history.remove(history.size() - 1);
        }
    }

    private boolean proceed(ObjectNode stage, ObjectNode current, ObjectNode running, Runnable wake) {
        String id = running.path("id").asText();
        ObjectNode abort = Actors.read(Json.annotation(stage, Names.ABORT), "id");
        if (abort != null && abort.path("id").asText().equals(id)) {
            running.put("phase", "Failed").put("message", "Verification aborted by user");
            running.put("finishTime", cluster.now());
            String actor = Json.text(abort, "actor");
            if (actor != null) {
                running.put("actor", actor);
            }
            announce(stage, current, running);
            return false;
        }
        Long end = endsAt.get(id);
        if (end != null && System.nanoTime() - end < 0) {
            return true;
        }
        endsAt.remove(id);
        finish(stage, current, running);
        if (running.path("analysisRun") instanceof ObjectNode run) {
            run.put("phase", running.path("phase").asText());
        }
        cluster.loop().after(Duration.ZERO, wake);
        return false;
    }

    private void finish(ObjectNode stage, ObjectNode current, ObjectNode verification) {
        String phase = cluster.faults().takeVerificationPhase(new Target(Json.namespace(stage), Json.name(stage)));
        verification.put("finishTime", cluster.now()).put("phase", phase);
        if (!phase.equals("Successful")) {
            verification.put("message", "verification was told to end as " + phase);
        }
        announce(stage, current, verification);
    }

    private void announce(ObjectNode stage, ObjectNode current, ObjectNode verification) {
        String phase = verification.path("phase").asText();
        String reason = "FreightVerification"
                + switch (phase) {
                    case "Successful" -> "Succeeded";
                    case "Error" -> "Errored";
                    default -> phase;
                };
        String message = phase.equals("Successful")
                ? "Freight verification succeeded"
                : verification.path("message").asText("");
        String actor = verification.path("actor").asText("controller:stage-controller");
        for (JsonNode item : current.path("items")) {
            cluster.get(
                            ResourceTypes.FREIGHTS,
                            Json.namespace(stage),
                            item.path("name").asText())
                    .ifPresent(freight ->
                            events.freight(reason, message, actor, freight, Map.of("stage-name", Json.name(stage))));
        }
    }

    private static void describe(Conditions conditions, JsonNode history) {
        if (history.isEmpty()) {
            return;
        }
        for (JsonNode verification : history) {
            if (verification.path("phase").asText().equals("Successful")) {
                conditions.set("Verified", "True", "Verified", "Freight has been verified");
                return;
            }
        }
        JsonNode newest = history.path(0);
        String message = newest.path("message").asText("");
        switch (newest.path("phase").asText()) {
            case "Pending" ->
                conditions.set("Verified", "Unknown", "VerificationPending", "Freight is pending verification");
            case "Running" ->
                conditions.set("Verified", "Unknown", "VerificationRunning", "Freight is currently being verified");
            case "Inconclusive" -> conditions.set("Verified", "Unknown", "VerificationInconclusive", message);
            default ->
                conditions.set(
                        "Verified",
                        "False",
                        "Verification" + newest.path("phase").asText(),
                        message);
        }
    }
}
