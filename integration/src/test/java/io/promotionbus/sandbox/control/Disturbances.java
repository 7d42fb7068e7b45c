package io.promotionbus.sandbox.control;

import com.fasterxml.jackson.databind.JsonNode;
import io.promotionbus.sandbox.RunningSandbox;
import io.promotionbus.sandbox.RunningSandbox.Remote;
import io.promotionbus.sandbox.cluster.ClusterSimulator;
import io.promotionbus.sandbox.cluster.Faults;
import io.promotionbus.sandbox.fault.Fault;
import io.promotionbus.sandbox.fault.FaultGate;
import io.promotionbus.sandbox.http.Answer;
import io.promotionbus.sandbox.http.BadInput;
import io.promotionbus.sandbox.http.Request;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** What goes wrong on request. */
final class Disturbances {

    private static final Duration LONGEST = Duration.ofDays(30);
    private static final List<String> HEALTH = List.of("Unhealthy", "Progressing", "Unknown", "RevisionMismatch");
    private static final List<String> TARGETS = List.of("kubernetes", "registry", "github", "smtp", "keycloak");
    private static final Answer REAL_CLUSTER = Answer.problem(
            409, "real-cluster", "A real cluster stands in the simulator's place; do this to the cluster itself.");

    private final RunningSandbox sandbox;

    Disturbances(RunningSandbox sandbox) {
        this.sandbox = sandbox;
    }

    Answer health(Request request) {
        JsonNode body = Bodies.object(request, Set.of("project", "stage", "status"));
        String project = Bodies.oneOf(body, "project", List.of(RunningSandbox.PROJECT));
        String stage = Bodies.oneOf(body, "stage", RunningSandbox.STAGES);
        String status = body.hasNonNull("status") ? Bodies.oneOf(body, "status", HEALTH) : null;
        Optional<ClusterSimulator> simulator = sandbox.cluster().simulator();
        if (simulator.isEmpty()) {
            return REAL_CLUSTER;
        }
        simulator.get().stageHealth(project, stage, status);
        return Answer.empty(204);
    }

    Answer fault(Request request) {
        JsonNode body = Bodies.object(request, Set.of("target", "kind", "status", "for"));
        String target = Bodies.oneOf(body, "target", TARGETS);
        String kind = Bodies.oneOf(body, "kind", List.of("down", "slow", "status"));
        Duration time = Bodies.duration(body, "for", LONGEST);
        int status = kind.equals("status") ? status(body, target) : 0;
        if (!target.equals("kubernetes")) {
            sandbox.gate(Remote.valueOf(target.toUpperCase(Locale.ROOT)))
                    .set(new Fault(
                            Fault.Kind.valueOf(kind.toUpperCase(Locale.ROOT)),
                            status,
                            Instant.now().plus(time)));
            return Answer.empty(204);
        }
        Optional<ClusterSimulator> simulator = sandbox.cluster().simulator();
        if (simulator.isEmpty()) {
            return REAL_CLUSTER;
        }
        Faults faults = simulator.get().faults();
        switch (kind) {
            case "down" -> faults.apiDown(time);
            case "slow" -> faults.apiSlow(FaultGate.SLOWNESS, time);
            default -> faults.apiStatus(status, time);
        }
        return Answer.empty(204);
    }

    private static int status(JsonNode body, String target) {
        JsonNode status = body.path("status");
        if (status.isMissingNode() || status.isNull()) {
            return target.equals("smtp") ? 451 : 503;
        }
        if (!status.isInt() || status.asInt() < 400 || status.asInt() > 599) {
            throw new BadInput("status", "status must be a number from 400 to 599.");
        }
        return status.asInt();
    }
}
