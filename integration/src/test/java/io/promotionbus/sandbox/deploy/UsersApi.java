package io.promotionbus.sandbox.deploy;

import io.promotionbus.sandbox.Secrets;
import io.promotionbus.sandbox.postgres.PostgresServer;
import io.promotionbus.sandbox.process.ChildProcess;
import io.promotionbus.sandbox.process.JavaProgram;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * The users API as the sandbox runs it: its real jar with little memory, the migration by the owner's role as a step of
 * its own, the service with the application's role.
 *
 * @param program the jar, laid out when it is first needed
 * @param directory for configuration, output and pids
 * @param issuer the realm that signs the tokens
 */
public record UsersApi(
        Supplier<JavaProgram> program, Path directory, PostgresServer postgres, Secrets secrets, URI issuer) {

    /** Options of {@code java}: a quick start in little memory, three times. */
    public static final List<String> SMALL =
            List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xms16m", "-Xmx96m", "-Xss512k");

    private static final Duration MIGRATED_WITHIN = Duration.ofSeconds(60);

    /** The database of an environment; its roles are this name with {@code _owner} and {@code _app}. */
    public static String database(String stage) {
        return "users_" + stage;
    }

    public static String owner(String stage) {
        return database(stage) + "_owner";
    }

    public static String application(String stage) {
        return database(stage) + "_app";
    }

    /** Makes the environment's database and its two roles unless they exist. */
    public static void prepare(String stage, PostgresServer postgres, Secrets secrets) {
        postgres.role(owner(stage), secrets.of(owner(stage)));
        postgres.role(application(stage), secrets.of(application(stage)));
        postgres.database(database(stage), owner(stage));
        postgres.separate(database(stage), owner(stage), application(stage));
    }

    /** @return whether the schema is at the version of the jar; the reason that it is not stands in the output */
    boolean migrate(String stage) {
        String name = "users-" + stage + "-migrate";
        ChildProcess migration = new ChildProcess(name, directory);
        migration.start(
                program.get().command(name, "migrate"),
                Map.of(
                        "USERS_DB_URL", postgres.url(database(stage)),
                        "USERS_DB_OWNER", owner(stage),
                        "USERS_DB_OWNER_PASSWORD", secrets.of(owner(stage)),
                        "USERS_DB_APPLICATION", application(stage)),
                directory);
        return migration.await(MIGRATED_WITHIN) == 0;
    }

    /** The command line of one instance; its configuration goes to a file that only its owner can read. */
    List<String> command(String name, String stage, int port, Release release) {
        Map<String, String> properties = new TreeMap<>();
        properties.put("server.port", Integer.toString(port));
        properties.put("server.address", "127.0.0.1");
        properties.put("server.tomcat.threads.max", "16");
        properties.put("spring.main.lazy-initialization", "false");
        properties.put("spring.datasource.url", postgres.url(database(stage)));
        properties.put("spring.datasource.username", application(stage));
        properties.put("spring.datasource.password", secrets.of(application(stage)));
        properties.put("spring.datasource.hikari.maximum-pool-size", "4");
        properties.put("spring.datasource.hikari.minimum-idle", "1");
        properties.put("spring.security.oauth2.resourceserver.jwt.issuer-uri", issuer.toString());
        properties.put("spring.lifecycle.timeout-per-shutdown-phase", "10s");
        properties.put("logging.structured.format.console", "ecs");
        properties.put("app.version", release.version());
        properties.put("app.commit", release.commit());
        properties.put("app.environment", stage);
        release.fault().ifPresent(fault -> properties.put("app.fault", fault));
        Path file = directory.resolve(name + ".properties");
        StringBuilder text = new StringBuilder();
        properties.forEach((key, value) ->
                text.append(key).append('=').append(value.replace("\\", "\\\\")).append('\n'));
        Secrets.writePrivately(file, text.toString());
        return program.get().command(name, "--spring.config.additional-location=file:" + file);
    }
}
