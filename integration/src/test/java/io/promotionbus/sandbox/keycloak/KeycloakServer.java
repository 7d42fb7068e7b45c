package io.promotionbus.sandbox.keycloak;

import io.promotionbus.sandbox.Secrets;
import io.promotionbus.sandbox.keycloak.KeycloakDistribution.Prepared;
import io.promotionbus.sandbox.process.ChildProcess;
import io.promotionbus.sandbox.process.Ports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * A real Keycloak with the realm {@code promotion-bus}, as a child process on loopback. Its data is kept in a folder; a
 * fresh folder starts from the prepared realm and gives the confidential clients secrets of its own.
 */
public final class KeycloakServer implements AutoCloseable {

    public static final String REALM = "promotion-bus";

    private static final List<String> CONFIDENTIAL = List.of("console", "promotion-bus");
    private static final Duration READY_WITHIN = Duration.ofMinutes(5);
    private static final String ADMINISTRATOR = "administrator";
    private static final String DATABASE = "keycloakdb.mv.db";
    /** H2 otherwise keeps half a second of commits in memory, which a kill would lose. */
    private static final String DURABLE = ";WRITE_DELAY=0";

    private final Prepared prepared;
    private final Path data;
    private final int port;
    private final URI publicUrl;
    private final ChildProcess process;
    private final String administrator;
    private final KeycloakAdmin admin;

    private KeycloakServer(Prepared prepared, Path data, int port, URI publicUrl) {
        this.prepared = prepared;
        this.data = data.toAbsolutePath();
        this.port = port;
        this.publicUrl = publicUrl;
        this.process = new ChildProcess("keycloak", this.data);
        this.administrator = administrator(prepared, this.data);
        this.admin = new KeycloakAdmin(URI.create("http://127.0.0.1:" + port), administrator);
    }

    /** The password belongs to the database: whoever prepared Keycloak anew since then has another one. */
    private static String administrator(Prepared prepared, Path data) {
        Path kept = data.resolve(ADMINISTRATOR);
        try {
            return Files.exists(kept) && Files.exists(data.resolve(DATABASE))
                    ? Files.readString(kept)
                    : prepared.administrator();
        } catch (IOException e) {
            throw new UncheckedIOException("The administrator's password in " + kept + " cannot be read", e);
        }
    }

    /**
     * Prepares a server, which for the first time on a machine takes half a minute, and does not start it yet.
     *
     * @param data folder that keeps the realm's data
     * @param port loopback port to listen on
     * @param publicUrl what browsers and the bus use; decides the issuer, whatever address was asked
     */
    public static KeycloakServer in(Path data, int port, URI publicUrl, Consumer<String> progress) {
        KeycloakServer server = new KeycloakServer(KeycloakDistribution.prepare(progress), data, port, publicUrl);
        server.makeSecrets();
        return server;
    }

    /** A server on a free port whose issuer is {@code http://localhost:<port>/realms/promotion-bus}. */
    public static KeycloakServer in(Path data) {
        int port = Ports.free();
        return in(data, port, URI.create("http://localhost:" + port), message -> {});
    }

    static KeycloakServer empty(Prepared prepared, Path data) {
        int port = Ports.free();
        return new KeycloakServer(prepared, data, port, URI.create("http://localhost:" + port));
    }

    /** Changes whenever the realm as shipped does; older data is then of no use. */
    public static String realmFingerprint() {
        return KeycloakDistribution.realmFingerprint();
    }

    /** Starts unless it runs, and returns when it answers. */
    public synchronized void start() {
        if (isAlive()) {
            return;
        }
        boolean fresh = !Files.exists(data.resolve(DATABASE));
        try {
            Files.createDirectories(data);
            if (fresh && !data.equals(prepared.snapshot().toAbsolutePath())) {
                Secrets.writePrivately(data.resolve(ADMINISTRATOR), administrator);
                Path copy = data.resolve(DATABASE + ".copy");
                Files.copy(prepared.snapshot().resolve(DATABASE), copy, StandardCopyOption.REPLACE_EXISTING);
                Files.move(copy, data.resolve(DATABASE));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Keycloak's data could not be laid in " + data, e);
        }
        process.start(
                command(),
                Map.of("KC_BOOTSTRAP_ADMIN_USERNAME", "admin", "KC_BOOTSTRAP_ADMIN_PASSWORD", administrator),
                data);
        awaitReady();
        applySecrets();
    }

    /** The secrets are known before the server runs, so that whoever needs them can start beside it. */
    private void makeSecrets() {
        Secrets secrets = new Secrets(secretsFile());
        CONFIDENTIAL.forEach(secrets::of);
    }

    private void applySecrets() {
        Path applied = data.resolve("secrets-applied");
        if (Files.exists(secretsFile()) && !Files.exists(applied)) {
            CONFIDENTIAL.forEach(client -> admin.setSecret(client, clientSecret(client)));
            try {
                Files.createFile(applied);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private List<String> command() {
        List<String> command = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElse("java"),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xms64m",
                "-Xmx256m",
                "-XX:MaxMetaspaceSize=256m",
                "-XX:+AutoCreateSharedArchive",
                "-XX:SharedArchiveFile=" + prepared.archive(),
                "-Xlog:disable",
                "-Xlog:all=error:stderr",
                "-Xlog:cds=off"));
        for (String opened : List.of("util", "util.concurrent", "security", "lang")) {
            command.add("--add-opens=java.base/java." + opened + "=ALL-UNNAMED");
        }
        command.addAll(List.of(
                "-Dkc.home.dir=" + prepared.home(),
                "-Djboss.server.config.dir=" + prepared.home().resolve("conf"),
                "-Djava.util.logging.manager=org.jboss.logmanager.LogManager",
                "-Dpicocli.disable.closures=true",
                "-Dquarkus-log-max-startup-records=10000",
                "-Djava.util.concurrent.ForkJoinPool.common.threadFactory="
                        + "io.quarkus.bootstrap.forkjoin.QuarkusForkJoinWorkerThreadFactory",
                "-Duser.language=en",
                "-Duser.country=US",
                "-cp",
                prepared.home().resolve("lib/quarkus-run.jar").toString(),
                "io.quarkus.bootstrap.runner.QuarkusEntryPoint",
                "start",
                "--optimized",
                "--cache=local",
                "--http-enabled=true",
                "--http-host=127.0.0.1",
                "--http-port=" + port,
                "--hostname=" + publicUrl,
                "--db-url=jdbc:h2:file:" + data.resolve("keycloakdb") + ";NON_KEYWORDS=VALUE" + DURABLE));
        return command;
    }

    private void awaitReady() {
        Instant deadline = Instant.now().plus(READY_WITHIN);
        try (HttpClient http =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            HttpRequest probe = HttpRequest.newBuilder(
                            URI.create("http://127.0.0.1:" + port + "/realms/master/.well-known/openid-configuration"))
                    .timeout(Duration.ofSeconds(10))
                    .build();
            while (true) {
                try {
                    if (http.send(probe, HttpResponse.BodyHandlers.discarding()).statusCode() == 200) {
                        return;
                    }
                } catch (IOException notYet) {
                    // Not listening yet; the checks below decide how long that is all right.
                }
                if (!process.isAlive() || Instant.now().isAfter(deadline)) {
                    process.kill();
                    throw new IllegalStateException(
                            "Keycloak did not start; the end of " + process.log() + ":\n" + process.tail(20));
                }
                TimeUnit.MILLISECONDS.sleep(50);
            }
        } catch (InterruptedException e) {
            process.kill();
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while Keycloak was starting", e);
        }
    }

    /** SIGTERM; its data stays. */
    public void stop() {
        process.stop(Duration.ofSeconds(60));
    }

    /** SIGKILL; its data stays. */
    public void kill() {
        process.kill();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    public Optional<Long> pid() {
        return process.pid();
    }

    /** The realm's issuer, such as {@code http://localhost:8180/realms/promotion-bus}. */
    public URI issuer() {
        return publicUrl.resolve("/realms/" + REALM);
    }

    public URI publicUrl() {
        return publicUrl;
    }

    public KeycloakAdmin admin() {
        return admin;
    }

    /** An access token of the server's administrator, for the admin API. */
    public String adminToken() {
        return admin.adminToken();
    }

    /** An access token of a person by the client {@code sandbox-cli}; both audiences, all roles. */
    public String passwordToken(String person) {
        return admin.token(
                REALM, Map.of("client_id", "sandbox-cli", "username", person, "password", person, "scope", "openid"));
    }

    /** Sets the person's realm roles; effective at once. */
    public void setPerson(String username, Collection<String> roles, boolean enabled) {
        admin.setPerson(username, roles, enabled);
    }

    /** The secret of {@code console} or {@code promotion-bus} in this data folder. */
    public String clientSecret(String client) {
        return new Secrets(secretsFile()).of(client);
    }

    private Path secretsFile() {
        return data.resolve("clients.properties");
    }

    @Override
    public void close() {
        stop();
    }
}
