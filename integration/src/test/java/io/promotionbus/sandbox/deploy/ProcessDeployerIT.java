package io.promotionbus.sandbox.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.promotionbus.sandbox.Secrets;
import io.promotionbus.sandbox.cluster.ImageRef;
import io.promotionbus.sandbox.cluster.Rollout;
import io.promotionbus.sandbox.cluster.Target;
import io.promotionbus.sandbox.http.Json;
import io.promotionbus.sandbox.postgres.PostgresServer;
import io.promotionbus.sandbox.process.JavaProgram;
import io.promotionbus.sandbox.process.Ports;
import io.promotionbus.sandbox.source.Company;
import io.promotionbus.sandbox.source.PushRequest;
import io.promotionbus.sandbox.source.Pushed;
import io.promotionbus.support.SandboxExtension;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rollouts of the real users API on a real PostgreSQL. */
class ProcessDeployerIT {

    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final Target DEV = new Target("image-promotion", "dev");
    private static final Target STG = new Target("image-promotion", "stg");
    private static final URI ISSUER = URI.create("http://localhost:1/realms/promotion-bus");

    @TempDir
    static Path folder;

    private static PostgresServer postgres;
    private static Secrets secrets;
    private static Company company;
    private static JavaProgram program;

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @BeforeAll
    static void start() {
        secrets = new Secrets(folder.resolve("secrets.properties"));
        postgres = new PostgresServer(folder.resolve("postgres-data"), Ports.free(), secrets.of("postgres"));
        postgres.start();
        UsersApi.prepare("dev", postgres, secrets);
        UsersApi.prepare("stg", postgres, secrets);
        company = new Company(folder.resolve("pushes.ndjson"), Clock.systemUTC());
        program = JavaProgram.of("users", SandboxExtension.usersApi(), UsersApi.SMALL);
    }

    @AfterAll
    static void stop() {
        postgres.stop();
    }

    private static ProcessDeployer deployer(String file, Duration deadline) {
        UsersApi api = new UsersApi(() -> program, folder.resolve("users"), postgres, secrets, ISSUER);
        return new ProcessDeployer(List.of(DEV, STG), api, company, folder.resolve(file), deadline);
    }

    private static Pushed push(String fault) {
        return company.push(PushRequest.read(Json.MAPPER.valueToTree(
                fault == null ? Map.of("image", "users-api") : Map.of("image", "users-api", "fault", fault))));
    }

    private static List<ImageRef> images(Pushed push) {
        return List.of("users-api", "users-ui").stream()
                .map(name -> new ImageRef(
                        "acme/" + name,
                        push.tag(),
                        company.build(name, push).index().digest()))
                .toList();
    }

    @Test
    void swapsWithoutLosingARequestAndComesBackWithWhatServed() throws Exception {
        int port = Ports.free();
        Pushed first = push(null);
        Pushed second = push(null);
        ProcessDeployer deployer = deployer("swap.json", Duration.ofSeconds(90));
        try (UsersSite ignored = new UsersSite(DEV, port, deployer, ISSUER)) {
            deployer.start();
            assertThat(get(port, "/").statusCode()).isEqualTo(503);
            deployer.sync(DEV, images(first));
            assertThat(deployer.state(DEV)).isEqualTo(Rollout.PROGRESSING);
            await().atMost(PATIENCE).until(() -> deployer.state(DEV) == Rollout.READY);

            AtomicBoolean going = new AtomicBoolean(true);
            Set<String> answers = ConcurrentHashMap.newKeySet();
            CompletableFuture<Void> requests = CompletableFuture.runAsync(() -> {
                while (going.get()) {
                    HttpResponse<String> answer = get(port, "/api/version");
                    answers.add(answer.statusCode() + " " + answer.body());
                }
            });
            deployer.sync(DEV, images(second));
            await().atMost(PATIENCE).until(() -> deployer.state(DEV) == Rollout.READY);
            await().atMost(PATIENCE).until(() -> answers.toString().contains(second.commit()));
            going.set(false);
            requests.join();

            assertThat(answers).hasSize(2).allMatch(answer -> answer.startsWith("200 "));
            assertThat(answers.toString()).contains(first.tag(), second.tag(), "\"dev\"");
        } finally {
            deployer.close();
        }

        ProcessDeployer again = deployer("swap.json", Duration.ofSeconds(90));
        try (UsersSite ignored = new UsersSite(DEV, port, again, ISSUER)) {
            assertThat(again.state(DEV)).isEqualTo(Rollout.CRASHED);
            again.start();
            await().atMost(PATIENCE).until(() -> again.state(DEV) == Rollout.READY);
            assertThat(get(port, "/api/version").body()).contains(second.commit());

            again.reset();
            assertThat(again.state(DEV)).isEqualTo(Rollout.NOTHING);
            assertThat(again.processes()).containsEntry("users-dev", Optional.empty());
        } finally {
            again.close();
        }
    }

    @Test
    void failsOnTheDeadlineAloneAndStartsAgainWhatCrashed() {
        int port = Ports.free();
        Pushed crashing = push("crash");
        Pushed unready = push("unready");
        ProcessDeployer deployer = deployer("faults.json", ProcessDeployer.PROGRESS_DEADLINE);
        try (UsersSite ignored = new UsersSite(STG, port, deployer, ISSUER)) {
            deployer.start();
            deployer.sync(STG, images(crashing));
            await().atMost(PATIENCE).until(() -> deployer.state(STG) == Rollout.READY);
            Optional<Long> pid = deployer.processes().get("users-stg");

            await().atMost(PATIENCE).until(() -> deployer.state(STG) == Rollout.CRASHED);
            await().atMost(PATIENCE).until(() -> deployer.state(STG) == Rollout.READY);
            assertThat(deployer.processes().get("users-stg")).isNotEqualTo(pid);

            deployer.sync(STG, images(unready));
            assertThat(deployer.state(STG)).isEqualTo(Rollout.PROGRESSING);
            await().atMost(PATIENCE).until(() -> deployer.state(STG) == Rollout.FAILED);
            assertThat(deployer.processes()).containsKey("users-stg-next");
        } finally {
            deployer.close();
        }
    }

    private HttpResponse<String> get(int port, String path) {
        try {
            return http.send(
                    HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                            .timeout(Duration.ofSeconds(60))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
