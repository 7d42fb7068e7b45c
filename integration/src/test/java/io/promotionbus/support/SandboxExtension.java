package io.promotionbus.support;

import io.promotionbus.sandbox.RunningSandbox;
import io.promotionbus.sandbox.SandboxOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives tests a {@link SandboxClient} of one sandbox per test JVM: all parts real, on free ports, the bus as a child
 * process from the repackaged jar. It is started by the first test that asks and ends with the JVM. Tests share it, so
 * each works with versions that it pushed itself and puts back what it broke.
 */
public final class SandboxExtension implements ParameterResolver {

    private static final Path DATA = Path.of("target", "sandbox-it");
    private static final Path DATA_WITH_USERS = Path.of("target", "sandbox-users-it");

    /** All tests ask the same few people, more often within an hour than the bus would write to anybody one by one. */
    private static final Map<String, String> EVERY_LETTER = Map.of("bus.notification.burst", "10000");

    private static @Nullable SandboxClient client;
    private static @Nullable SandboxClient withUsersApi;
    private static @Nullable RuntimeException failure;

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == SandboxClient.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        SandboxClient sandbox = shared();
        // GitHub counts by the hour, and the tests of weeks run within one.
        sandbox.sandbox().github().clearLimits();
        return sandbox;
    }

    private static synchronized SandboxClient shared() {
        if (failure != null) {
            throw new IllegalStateException("The sandbox did not start for an earlier test", failure);
        }
        SandboxClient started = client;
        if (started == null) {
            try {
                deleteRecursively(DATA);
                RunningSandbox sandbox = RunningSandbox.start(
                        SandboxOptions.onFreePorts(jar(), DATA, 1).with(EVERY_LETTER),
                        message -> System.out.println("[sandbox] " + message));
                Runtime.getRuntime().addShutdownHook(new Thread(sandbox::close));
                started = new SandboxClient(sandbox);
                client = started;
            } catch (RuntimeException e) {
                failure = e;
                throw e;
            }
        }
        return started;
    }

    /** The jar of the bus that this build has made. */
    public static Path jar() {
        try (Stream<Path> files = Files.list(Path.of("target"))) {
            List<Path> jars = files.filter(
                            file -> file.getFileName().toString().matches("promotion-bus-[^-]+(-SNAPSHOT)?\\.jar"))
                    .toList();
            if (jars.size() != 1) {
                throw new IllegalStateException(
                        "The bus's repackaged jar is needed in target and there are " + jars + "; run mvn verify");
            }
            return jars.getFirst();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The one sandbox of this test JVM in which every environment runs the real users API; the other one only says which
     * version was synced. Started by the first test that asks, ends with the JVM. Tests share it: none decides about stg
     * or prod but {@code UsersEnvironmentsIT}, and each works with users of its own.
     */
    public static synchronized SandboxClient sharedWithUsersApi() {
        SandboxClient started = withUsersApi;
        if (started == null) {
            started = withUsersApi(DATA_WITH_USERS);
            RunningSandbox sandbox = started.sandbox();
            Runtime.getRuntime().addShutdownHook(new Thread(sandbox::close));
            withUsersApi = started;
        }
        return started;
    }

    /** A sandbox of the caller's own on free ports with the real users API in every environment. The caller closes it. */
    public static SandboxClient withUsersApi(Path data) {
        deleteRecursively(data);
        return new SandboxClient(RunningSandbox.start(
                SandboxOptions.onFreePorts(jar(), data, 1).withUsersApi(usersApi()),
                message -> System.out.println("[sandbox] " + message)));
    }

    /**
     * A sandbox of the caller's own as in production, with these properties of the bus beside the usual ones. The caller
     * closes it.
     */
    public static SandboxClient measured(Path data, int replicas, Map<String, String> properties) {
        deleteRecursively(data);
        return new SandboxClient(RunningSandbox.start(
                SandboxOptions.onFreePorts(jar(), data, replicas).measured(properties),
                message -> System.out.println("[sandbox] " + message)));
    }

    /** A sandbox of the caller's own on free ports that only says which version was synced. The caller closes it. */
    public static SandboxClient apart(Path data) {
        deleteRecursively(data);
        return new SandboxClient(RunningSandbox.start(
                SandboxOptions.onFreePorts(jar(), data, 1), message -> System.out.println("[sandbox] " + message)));
    }

    /** The users API's jar that this build has made. */
    public static Path usersApi() {
        return Path.of(Objects.requireNonNull(System.getProperty("sandbox.users-api"), "sandbox.users-api"));
    }

    private static void deleteRecursively(Path folder) {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The data of an earlier run could not be deleted", e);
        }
    }
}
