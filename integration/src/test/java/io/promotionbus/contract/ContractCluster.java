package io.promotionbus.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import io.promotionbus.sandbox.cluster.ClusterOptions;
import io.promotionbus.sandbox.cluster.ClusterSimulator;
import io.promotionbus.sandbox.cluster.InMemoryRegistry;
import io.promotionbus.sandbox.cluster.SimulatedDeployer;
import io.promotionbus.sandbox.cluster.Timings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** The cluster under test, asked over HTTP alone, as whoever a test wants to be. */
final class ContractCluster implements AutoCloseable {

    static final ObjectMapper JSON = new ObjectMapper();
    static final String BUS = "system:serviceaccount:promotion-bus:promotion-bus";

    private static @Nullable ContractCluster shared;

    private final Config config;
    private final @Nullable Levers levers;
    private final Map<String, KubernetesClient> clients = new ConcurrentHashMap<>();

    private ContractCluster(Config config, @Nullable Levers levers) {
        this.config = config;
        this.levers = levers;
    }

    /** What only a simulated cluster offers. */
    record Levers(
            ClusterSimulator simulator, InMemoryRegistry registry, SimulatedDeployer deployer, MovableClock clock) {}

    /** An answer as it came. */
    record Reply(int code, JsonNode body) {
        String message() {
            return body.path("message").asText();
        }
    }

    /** The cluster all tests share: a real one if the property names it. */
    static synchronized ContractCluster shared() {
        ContractCluster known = shared;
        if (known == null) {
            String kubeconfig = System.getProperty("contract.kubeconfig", "");
            known = kubeconfig.isEmpty() ? simulated() : new ContractCluster(read(Path.of(kubeconfig)), null);
            shared = known;
            Runtime.getRuntime().addShutdownHook(new Thread(known::close));
        }
        return known;
    }

    private static Config read(Path kubeconfig) {
        try {
            return Config.fromKubeconfig(Files.readString(kubeconfig));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A simulated cluster of one's own. */
    static ContractCluster simulated() {
        MovableClock clock = new MovableClock();
        InMemoryRegistry registry = new InMemoryRegistry();
        SimulatedDeployer deployer = new SimulatedDeployer(Duration.ofMillis(250));
        ClusterSimulator simulator = ClusterSimulator.start(ClusterOptions.defaults()
                .withClock(clock)
                .withRegistry(registry)
                .withDeployer(deployer)
                .withTimings(Timings.fast()));
        Config config = Config.fromKubeconfig(simulator.kubeconfig(simulator.adminToken()));
        return new ContractCluster(config, new Levers(simulator, registry, deployer, clock));
    }

    Optional<Levers> levers() {
        return Optional.ofNullable(levers);
    }

    boolean isReal() {
        return levers == null;
    }

    /** How long something may take here. */
    Duration patience() {
        return isReal() ? Duration.ofSeconds(60) : Duration.ofSeconds(10);
    }

    /** A client of a cluster admin. */
    KubernetesClient admin() {
        return as("");
    }

    /** A client of some user; empty = cluster admin. */
    KubernetesClient as(String user, String... groups) {
        return clients.computeIfAbsent(user + List.of(groups), key -> {
            ConfigBuilder builder =
                    new ConfigBuilder(config).withConnectionTimeout(5_000).withRequestTimeout(30_000);
            if (!user.isEmpty()) {
                builder.withImpersonateUsername(user);
                if (groups.length > 0) {
                    builder.withImpersonateGroups(groups);
                }
            }
            builder.withRequestRetryBackoffLimit(0);
            return new KubernetesClientBuilder().withConfig(builder.build()).build();
        });
    }

    /** A client with exactly this token; null = none. */
    KubernetesClient withToken(@Nullable String token) {
        return clients.computeIfAbsent("token " + token, key -> {
            ConfigBuilder builder = new ConfigBuilder(Config.empty())
                    .withMasterUrl(config.getMasterUrl())
                    .withTrustCerts(config.isTrustCerts())
                    .withCaCertData(config.getCaCertData())
                    .withRequestRetryBackoffLimit(0);
            if (token != null) {
                builder.withOauthToken(token);
            }
            return new KubernetesClientBuilder().withConfig(builder.build()).build();
        });
    }

    Reply get(String path) {
        return send(admin(), "GET", path, "application/json", null);
    }

    Reply post(String path, JsonNode body) {
        return send(admin(), "POST", path, "application/json", body);
    }

    Reply merge(String path, JsonNode body) {
        return send(admin(), "PATCH", path, "application/merge-patch+json", body);
    }

    Reply delete(String path) {
        return send(admin(), "DELETE", path, "application/json", null);
    }

    /** A request with nothing in between. */
    Reply send(KubernetesClient client, String method, String path, String contentType, @Nullable JsonNode body) {
        HttpRequest.Builder request = client.getHttpClient()
                .newHttpRequestBuilder()
                .uri(client.getMasterUrl().toString().replaceAll("/$", "") + path);
        String text = body == null ? "" : body.toString();
        request.method(method, contentType, body == null ? null : text);
        try {
            HttpResponse<String> response = client.getHttpClient()
                    .sendAsync(request.build(), String.class)
                    .get(patience().toSeconds(), TimeUnit.SECONDS);
            String answer = response.bodyString();
            return new Reply(response.code(), JSON.readTree(answer == null || answer.isEmpty() ? "{}" : answer));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException(method + " " + path, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        clients.values().forEach(KubernetesClient::close);
        if (levers != null) {
            levers.simulator().close();
            levers.deployer().close();
        }
    }
}
