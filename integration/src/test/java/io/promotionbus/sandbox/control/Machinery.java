package io.promotionbus.sandbox.control;

import io.promotionbus.sandbox.RunningSandbox;
import io.promotionbus.sandbox.SandboxOptions.Port;
import io.promotionbus.sandbox.bus.BusProcess;
import io.promotionbus.sandbox.http.Answer;
import io.promotionbus.sandbox.http.BadInput;
import io.promotionbus.sandbox.http.Request;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

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
        urls.put("users", Map.of(
                "dev", sandbox.url(Port.USERS_DEV),
                "stg", sandbox.url(Port.USERS_STG),
                "prod", sandbox.url(Port.USERS_PROD)));
        urls.put("management", sandbox.url(Port.MANAGEMENT));
        urls.put("registry", "http://127.0.0.1:" + sandbox.gate(RunningSandbox.Remote.REGISTRY).port());
        urls.put("github", "http://127.0.0.1:" + sandbox.gate(RunningSandbox.Remote.GITHUB).port());
        urls.put("smtp", "smtp://127.0.0.1:" + sandbox.gate(RunningSandbox.Remote.SMTP).port());
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
        List<Map<String, Object>> processes = new ArrayList<>();
        processes.add(process("sandbox", Optional.of(ProcessHandle.current().pid())));
        sandbox.buses().forEach(bus -> processes.add(process(bus.name(), bus.pid())));
        processes.add(process("postgres", sandbox.postgres().pid()));
        processes.add(process(
                "keycloak", Optional.ofNullable(sandbox.keycloak()).flatMap(keycloak -> keycloak.pid())));
        return processes;
    }

    private static Map<String, Object> process(String name, Optional<Long> pid) {
        Map<String, Object> process = new TreeMap<>();
        process.put("name", name);
        pid.ifPresent(number -> process.put("pid", number));
        process.put("state", pid.isPresent() ? "running" : "stopped");
        return process;
    }

    Answer clock(Request request) {
        Duration advance = Bodies.duration(Bodies.object(request, Set.of("advance")), "advance");
        if (advance.compareTo(LONGEST_ADVANCE) > 0) {
            throw new BadInput("advance", "advance must not be longer than " + LONGEST_ADVANCE + ".");
        }
        return Answer.json(200, Map.of("now", sandbox.clock().advance(advance)));
    }

    Answer process(Request request) {
        String name = request.segments()[2];
        String action =
                Bodies.oneOf(Bodies.object(request, Set.of("action")), "action", List.of("kill", "stop", "start"));
        Optional<BusProcess> bus =
                sandbox.buses().stream().filter(one -> one.name().equals(name)).findFirst();
        Optional<Long> pid;
        if (bus.isPresent()) {
            pid = control(action, bus.get()::isAlive, bus.get()::start, bus.get()::stop, bus.get()::kill, bus.get()::pid);
        } else if (name.equals("postgres")) {
            var postgres = sandbox.postgres();
            pid = control(action, postgres::isAlive, postgres::start, postgres::stop, postgres::kill, postgres::pid);
        } else if (name.equals("keycloak")) {
            var keycloak = sandbox.keycloak();
            pid = control(action, keycloak::isAlive, keycloak::start, keycloak::stop, keycloak::kill, keycloak::pid);
        } else {
            return Answer.problem(404, "not-found", "There is no process " + name + ".");
        }
        Map<String, Object> answer = new TreeMap<>();
        pid.ifPresent(number -> answer.put("pid", number));
        return Answer.json(200, answer);
    }

    private static Optional<Long> control(
            String action,
            java.util.function.BooleanSupplier alive,
            Runnable start,
            Runnable stop,
            Runnable kill,
            java.util.function.Supplier<Optional<Long>> pid) {
        Optional<Long> before = pid.get();
        switch (action) {
            case "start" -> {
                if (!alive.getAsBoolean()) {
                    start.run();
                }
                return pid.get();
            }
            case "stop" -> stop.run();
            default -> kill.run();
        }
        return before;
    }

    Answer reset(Request request) {
        sandbox.reset();
        return Answer.empty(204);
    }
}
