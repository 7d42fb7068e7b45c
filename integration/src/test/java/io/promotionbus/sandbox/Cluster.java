package io.promotionbus.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import io.promotionbus.sandbox.cluster.ClusterOptions;
import io.promotionbus.sandbox.cluster.ClusterSimulator;
import io.promotionbus.sandbox.cluster.Deployer;
import io.promotionbus.sandbox.cluster.Registry;
import io.promotionbus.sandbox.cluster.SandboxPipeline;
import io.promotionbus.sandbox.http.Json;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The Kubernetes API the sandbox works with: the simulator, or a real cluster that was named. */
public final class Cluster implements AutoCloseable {

    private static final String BREAK_GLASS = "promotionbus:break-glass";
    private static final int CONFLICT = 409;
    private static final int ATTEMPTS = 5;
    private static final Duration RECONCILED_WITHIN = Duration.ofSeconds(15);
    private static final ResourceDefinitionContext POLICIES = new ResourceDefinitionContext.Builder()
            .withGroup("promotionbus.io")
            .withVersion("v1alpha1")
            .withKind("StagePolicy")
            .withPlural("stagepolicies")
            .withNamespaced(true)
            .build();
    private static final ResourceDefinitionContext PROMOTIONS = new ResourceDefinitionContext.Builder()
            .withGroup("kargo.akuity.io")
            .withVersion("v1alpha1")
            .withKind("Promotion")
            .withPlural("promotions")
            .withNamespaced(true)
            .build();

    private final @Nullable ClusterSimulator simulator;
    private final Path kubeconfig;
    private final KubernetesClient client;
    private final SandboxPipeline pipeline;

    private Cluster(
            @Nullable ClusterSimulator simulator, Path kubeconfig, KubernetesClient client, SandboxPipeline pipeline) {
        this.simulator = simulator;
        this.kubeconfig = kubeconfig;
        this.client = client;
        this.pipeline = pipeline;
    }

    static Cluster start(
            SandboxOptions options, DataFolder data, SandboxClock clock, Registry registry, Deployer deployer) {
        Cluster cluster = options.kubeconfig() == null ? simulated(data, clock, registry, deployer) : real(options);
        if (!cluster.hasPipeline()) {
            cluster.applyPipeline();
        }
        return cluster;
    }

    private static Cluster simulated(DataFolder data, SandboxClock clock, Registry registry, Deployer deployer) {
        ClusterSimulator simulator = ClusterSimulator.start(ClusterOptions.defaults()
                .withClock(clock)
                .withRegistry(registry)
                .withDeployer(deployer)
                .withDataDirectory(data.path("cluster")));
        Path kubeconfig = data.path("kubeconfig");
        Secrets.writePrivately(kubeconfig, simulator.kubeconfig(simulator.busToken()));
        // For people: every right that Kubernetes can give, and still no way around a decision.
        Secrets.writePrivately(data.path("kubeconfig-admin"), simulator.kubeconfig(simulator.adminToken()));
        String administrator =
                simulator.kubeconfig(simulator.tokenFor(ClusterSimulator.KEEPER, "system:masters", BREAK_GLASS));
        return new Cluster(
                simulator,
                kubeconfig,
                new KubernetesClientBuilder()
                        .withConfig(Config.fromKubeconfig(administrator))
                        .build(),
                SandboxPipeline.standard());
    }

    private static Cluster real(SandboxOptions options) {
        try {
            Config config = Config.fromKubeconfig(Files.readString(options.kubeconfig()));
            config.setImpersonateUsername("promotion-bus-sandbox");
            config.setImpersonateGroups(BREAK_GLASS, "system:masters");
            return new Cluster(
                    null,
                    options.kubeconfig(),
                    new KubernetesClientBuilder().withConfig(config).build(),
                    SandboxPipeline.standard().withArgoCd(options.argocd()));
        } catch (IOException e) {
            throw new UncheckedIOException("The kubeconfig " + options.kubeconfig() + " cannot be read", e);
        }
    }

    private boolean hasPipeline() {
        return client.namespaces().withName(RunningSandbox.PROJECT).get() != null
                && !policies().isEmpty();
    }

    private List<GenericKubernetesResource> policies() {
        return client.genericKubernetesResources(POLICIES)
                .inNamespace(RunningSandbox.PROJECT)
                .list()
                .getItems();
    }

    private void applyPipeline() {
        String policies = resource("/sandbox/policies.yaml");
        if (simulator != null) {
            simulator.apply(pipeline.manifests());
            simulator.apply(policies);
            return;
        }
        for (String documents : List.of(pipeline.manifests(), policies)) {
            for (HasMetadata object : client.load(new ByteArrayInputStream(documents.getBytes(StandardCharsets.UTF_8)))
                    .items()) {
                client.resource(object).forceConflicts().serverSideApply();
            }
        }
    }

    private static String resource(String name) {
        try (InputStream in = Cluster.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What the bus gets as {@code KUBECONFIG}. */
    public Path kubeconfig() {
        return kubeconfig;
    }

    public String url() {
        return client.getConfiguration().getMasterUrl();
    }

    /** The simulator, unless a real cluster stands in its place. */
    public Optional<ClusterSimulator> simulator() {
        return Optional.ofNullable(simulator);
    }

    /** The project's Promotions as the API holds them, oldest first. */
    public List<JsonNode> promotions() {
        return client
                .genericKubernetesResources(PROMOTIONS)
                .inNamespace(RunningSandbox.PROJECT)
                .list()
                .getItems()
                .stream()
                .map(promotion -> (JsonNode) Json.MAPPER.valueToTree(promotion))
                .sorted(java.util.Comparator.comparing((JsonNode promotion) -> promotion
                                .path("metadata")
                                .path("creationTimestamp")
                                .asText())
                        .thenComparing(promotion ->
                                promotion.path("metadata").path("name").asText()))
                .toList();
    }

    /**
     * Creates or replaces a policy and waits until the bus has reconciled this generation.
     *
     * @return the object with its status, whatever its conditions say
     * @throws KubernetesClientException when the API refuses it
     */
    public JsonNode putPolicy(String name, JsonNode spec) {
        var resource = client.genericKubernetesResources(POLICIES)
                .inNamespace(RunningSandbox.PROJECT)
                .withName(name);
        for (int attempt = 1; ; attempt++) {
            try {
                write(name, spec, resource.get());
                break;
            } catch (KubernetesClientException e) {
                // The bus writes the status of the same object.
                if (e.getCode() != CONFLICT || attempt == ATTEMPTS) {
                    throw e;
                }
            }
        }
        Instant deadline = Instant.now().plus(RECONCILED_WITHIN);
        while (true) {
            JsonNode now = Json.MAPPER.valueToTree(resource.get());
            if (reconciled(now) || Instant.now().isAfter(deadline)) {
                return now;
            }
            pause();
        }
    }

    private void write(String name, JsonNode spec, @Nullable GenericKubernetesResource existing) {
        var policies = client.genericKubernetesResources(POLICIES).inNamespace(RunningSandbox.PROJECT);
        if (existing == null) {
            policies.resource(Json.MAPPER.convertValue(
                            Map.of(
                                    "apiVersion",
                                    "promotionbus.io/v1alpha1",
                                    "kind",
                                    "StagePolicy",
                                    "metadata",
                                    Map.of("name", name, "namespace", RunningSandbox.PROJECT),
                                    "spec",
                                    spec),
                            GenericKubernetesResource.class))
                    .create();
        } else {
            existing.setAdditionalProperty("spec", Json.MAPPER.convertValue(spec, Map.class));
            policies.resource(existing).update();
        }
    }

    /** Whether the bus has told of every policy what it thinks of it. */
    boolean reconciled() {
        return policies().stream()
                .map(policy -> (JsonNode) Json.MAPPER.valueToTree(policy))
                .allMatch(Cluster::reconciled);
    }

    private static boolean reconciled(JsonNode policy) {
        long generation = policy.path("metadata").path("generation").asLong();
        for (JsonNode condition : policy.path("status").path("conditions")) {
            if (condition.path("type").asText().equals("Ready")) {
                return condition.path("observedGeneration").asLong(-1) == generation
                        || policy.path("status").path("observedGeneration").asLong(-1) == generation;
            }
        }
        return false;
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(20);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted", e);
        }
    }

    /** @return whether there was one */
    public boolean deletePolicy(String name) {
        return !client.genericKubernetesResources(POLICIES)
                .inNamespace(RunningSandbox.PROJECT)
                .withName(name)
                .delete()
                .isEmpty();
    }

    /** As at first start. A real cluster keeps its Promotions and Freight; only pipeline and policies are laid again. */
    void reset() {
        if (simulator != null) {
            simulator.reset();
        }
        applyPipeline();
    }

    @Override
    public void close() {
        client.close();
        if (simulator != null) {
            simulator.close();
        }
    }
}
