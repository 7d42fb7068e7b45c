package io.promotionbus.support;

import io.promotionbus.sandbox.keycloak.KeycloakServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One real Keycloak per test JVM, started by whoever asks first and stopped with the JVM. Tests that change people put
 * them back: the others share them.
 */
public final class SharedKeycloak {

    private static @Nullable KeycloakServer server;

    private SharedKeycloak() {}

    /** The running server with the realm as the sandbox ships it. */
    public static synchronized KeycloakServer get() {
        KeycloakServer running = server;
        if (running == null) {
            Path data = temporaryFolder();
            running = KeycloakServer.in(data);
            KeycloakServer toStop = running;
            Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                toStop.kill();
                deleteRecursively(data);
            }));
            running.start();
            server = running;
        }
        return running;
    }

    private static Path temporaryFolder() {
        try {
            return Files.createTempDirectory("promotion-bus-keycloak");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void deleteRecursively(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (IOException gone) {
            // Leaving a temporary folder behind harms nobody, and the JVM is ending.
        }
    }
}
