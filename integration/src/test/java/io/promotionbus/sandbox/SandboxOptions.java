package io.promotionbus.sandbox;

import io.promotionbus.sandbox.process.Ports;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How a sandbox starts.
 *
 * @param jar the product's repackaged jar
 * @param usersApi the users API's repackaged jar, of which every environment runs a process; null = environments only
 *     say which version was synced
 * @param data folder that keeps everything between runs
 * @param replicas 1 or 2
 * @param kubeconfig a real cluster in the simulator's place, or null
 * @param argocd whether the real cluster has Argo CD
 * @param measured as in production: PostgreSQL waits for the disk at every commit, the bus has all compilers
 * @param bus further properties of the bus
 */
public record SandboxOptions(
        Path jar,
        @Nullable Path usersApi,
        Path data,
        int replicas,
        @Nullable Path kubeconfig,
        boolean argocd,
        Map<Port, Integer> ports,
        boolean measured,
        Map<String, String> bus) {

    /** The ports people type, by the names of their options. */
    public enum Port {
        CONSOLE("console", 8080),
        BUS2("bus2", 8084),
        MANAGEMENT("management", 8091),
        MANAGEMENT2("management2", 8092),
        KEYCLOAK("keycloak", 8180),
        CONTROL("control", 8090),
        USERS_DEV("users-dev", 8081),
        USERS_STG("users-stg", 8082),
        USERS_PROD("users-prod", 8083);

        private final String option;
        private final int standard;

        Port(String option, int standard) {
            this.option = option;
            this.standard = standard;
        }
    }

    /** What cannot be started as asked, in one sentence for the person who asked. */
    public static final class Unusable extends RuntimeException {
        public Unusable(String message) {
            super(message);
        }
    }

    /** From the command line: the jar as argument, everything else as {@code -Dsandbox.…} properties. */
    public static SandboxOptions fromSystemProperties(Path jar) {
        Map<Port, Integer> ports = new EnumMap<>(Port.class);
        for (Port port : Port.values()) {
            String given = System.getProperty("sandbox.port." + port.option, Integer.toString(port.standard));
            if (!given.matches("\\d{1,5}") || Integer.parseInt(given) < 1 || Integer.parseInt(given) > 65_535) {
                throw new Unusable("sandbox.port." + port.option + " must be a port number, not " + given + ".");
            }
            ports.put(port, Integer.parseInt(given));
        }
        String replicas = property("sandbox.replicas").orElse("1");
        if (!replicas.matches("[12]")) {
            throw new Unusable("sandbox.replicas must be 1 or 2, not " + replicas + ".");
        }
        return new SandboxOptions(
                jar,
                property("sandbox.users-api").map(SandboxOptions::existing).orElse(null),
                property("sandbox.data").map(Path::of).orElse(Path.of("target", "sandbox")),
                Integer.parseInt(replicas),
                property("sandbox.kubeconfig").map(Path::of).orElse(null),
                Boolean.getBoolean("sandbox.argocd"),
                ports,
                false,
                Map.of());
    }

    /** For tests: every port a free one. */
    public static SandboxOptions onFreePorts(Path jar, Path data, int replicas) {
        Map<Port, Integer> ports = new EnumMap<>(Port.class);
        List.of(Port.values()).forEach(port -> ports.put(port, Ports.free()));
        return new SandboxOptions(jar, null, data, replicas, null, false, ports, false, Map.of());
    }

    /** The same to be measured, with these properties of the bus beside the usual ones. */
    public SandboxOptions measured(Map<String, String> properties) {
        return new SandboxOptions(jar, usersApi, data, replicas, kubeconfig, argocd, ports, true, properties);
    }

    /** The same with these properties of the bus beside the usual ones. */
    public SandboxOptions with(Map<String, String> properties) {
        return new SandboxOptions(jar, usersApi, data, replicas, kubeconfig, argocd, ports, measured, properties);
    }

    /** The same with a real process of this jar in every environment. */
    public SandboxOptions withUsersApi(Path usersJar) {
        return new SandboxOptions(jar, usersJar, data, replicas, kubeconfig, argocd, ports, measured, bus);
    }

    private static Path existing(String given) {
        Path file = Path.of(given);
        if (!Files.isRegularFile(file)) {
            throw new Unusable("sandbox.users-api must be the users API's jar; there is no file " + given + ".");
        }
        return file;
    }

    private static Optional<String> property(String name) {
        return Optional.ofNullable(System.getProperty(name)).filter(value -> !value.isBlank());
    }

    public int port(Port port) {
        return ports.get(port);
    }

    /** @throws Unusable naming the first port that somebody else uses, and how to move it */
    void requireFreePorts() {
        for (Port port : Port.values()) {
            boolean second = port == Port.BUS2 || port == Port.MANAGEMENT2;
            if ((!second || replicas == 2) && !Ports.isFree(port(port))) {
                throw new Unusable("Port " + port(port) + " (" + port.option
                        + ") is taken; end what uses it or move it with -Dsandbox.port." + port.option + "=<port>.");
            }
        }
    }
}
