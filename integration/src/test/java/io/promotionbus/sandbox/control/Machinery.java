package io.promotionbus.sandbox.control;

import io.promotionbus.sandbox.ClockMove;
import io.promotionbus.sandbox.RunningProcess;
import io.promotionbus.sandbox.RunningSandbox;
import io.promotionbus.sandbox.SandboxOptions.Port;
import io.promotionbus.sandbox.bus.BusProcess;
import io.promotionbus.sandbox.http.Answer;
import io.promotionbus.sandbox.http.Request;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;

/** The sandbox itself: status, clock, processes, reset. */
final class Machinery {

    private static final Duration LONGEST_ADVANCE = Duration.ofDays(3_650);

    private final RunningSandbox sandbox;

    Machinery(RunningSandbox sandbox) {
        this.sandbox = sandbox;
    }

    Answer status(Request request) {
        Map<String, Object> urls = new TreeMap<>();
        urls.put("console", sandbox.consoleUrl());
        urls.put("keycloak", sandbox.keycloakUrl());
        urls.put("kubernetes", sandbox.cluster().url());
        urls.put(
                "users",
                Map.of(
                        "dev", sandbox.url(Port.USERS_DEV),
                        "stg", sandbox.url(Port.USERS_STG),
                        "prod", sandbox.url(Port.USERS_PROD)));
        urls.put("management", sandbox.url(Port.MANAGEMENT));
        urls.put(
                "registry",
                "http://127.0.0.1:"
                        + sandbox.gate(RunningSandbox.Remote.REGISTRY).port());
        urls.put(
                "github",
                "http://127.0.0.1:" + sandbox.gate(RunningSandbox.Remote.GITHUB).port());
        urls.put(
                "smtp",
                "smtp://127.0.0.1:" + sandbox.gate(RunningSandbox.Remote.SMTP).port());
        urls.put("postgres", "postgresql://127.0.0.1:" + sandbox.postgres().port());
        boolean ready = sandbox.isReady();
        return Answer.json(
                ready ? 200 : 503,
                Map.of(
                        "ready", ready,
                        "urls", urls,
                        "github", Map.of("secret", sandbox.githubSecret()),
                        "dockerhub", Map.of("token", sandbox.dockerHubToken()),
                        "processes", processes()));
    }

    private List<Map<String, Object>> processes() {
        return sandbox.processes().stream().map(Machinery::process).toList();
    }

    private static Map<String, Object> process(RunningProcess one) {
        Map<String, Object> process = new TreeMap<>();
        process.put("name", one.name());
        one.pid().ifPresent(pid -> process.put("pid", pid));
        process.put("state", one.pid().isPresent() ? "running" : "stopped");
        one.residentMiB().ifPresent(mebibytes -> process.put("rssMiB", mebibytes));
        return process;
    }

    Answer clock(Request request) {
        Duration advance = Bodies.duration(Bodies.object(request, Set.of("advance")), "advance", LONGEST_ADVANCE);
        return switch (sandbox.clock().advance(advance)) {
            case ClockMove.Done done -> Answer.json(200, Map.of("now", done.now()));
            case ClockMove.DatabaseAway away ->
                Answer.problem(503, "storage-unavailable", "The clock is kept in PostgreSQL: " + away.because())
                        .with("Retry-After", "2");
            case ClockMove.NotFollowed behind ->
                Answer.problem(
                        504,
                        "clock-not-followed",
                        "The clock was moved, but " + behind.replicas()
                                + " replica(s) of the bus have not evaluated what became due within "
                                + behind.waited().toSeconds() + " s.",
                        Map.of("now", behind.now()));
        };
    }

    Answer process(Request request) {
        String name = request.segments()[2];
        String action =
                Bodies.oneOf(Bodies.object(request, Set.of("action")), "action", List.of("kill", "stop", "start"));
        Optional<BusProcess> bus =
                sandbox.buses().stream().filter(one -> one.name().equals(name)).findFirst();
        Optional<Long> pid;
        if (bus.isPresent()) {
            pid = control(action, bus.get()::start, bus.get()::stop, bus.get()::kill, bus.get()::pid);
        } else if (name.equals("postgres")) {
            var postgres = sandbox.postgres();
            pid = control(action, postgres::start, postgres::stop, postgres::kill, postgres::pid);
        } else if (name.equals("keycloak")) {
            var keycloak = sandbox.keycloak();
            pid = control(action, keycloak::start, keycloak::stop, keycloak::kill, keycloak::pid);
        } else {
            return Answer.problem(
                    404,
                    "not-found",
                    name.equals("bus2")
                            ? "There is one replica only; start the sandbox with -Dsandbox.replicas=2."
                            : "There is no process " + name + ".");
        }
        Map<String, Object> answer = new TreeMap<>();
        answer.put("pid", pid.orElse(null));
        return Answer.json(200, answer);
    }

    /** @return the pid of what was started or ended; none when there was nothing to end */
    private static Optional<Long> control(
            String action, Runnable start, Runnable stop, Runnable kill, Supplier<Optional<Long>> pid) {
        Optional<Long> before = pid.get();
        switch (action) {
            case "start" -> start.run();
            case "stop" -> stop.run();
            default -> kill.run();
        }
        return action.equals("start") ? pid.get() : before;
    }

    Answer reset(Request request) {
        sandbox.reset();
        return Answer.empty(204);
    }
}
