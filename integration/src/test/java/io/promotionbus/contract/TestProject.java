package io.promotionbus.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.promotionbus.contract.ContractCluster.Reply;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/** A Kargo Project of one test, with a name of its own, made and asked through the API. */
final class TestProject {

    static final String KARGO = "/apis/kargo.akuity.io/v1alpha1";
    static final String IMAGE = "example/users-api";

    private final ContractCluster cluster;
    private final String name;

    private TestProject(ContractCluster cluster, String name) {
        this.cluster = cluster;
        this.name = name;
    }

    /** Namespace first, then the Project that adopts it. */
    static TestProject create(ContractCluster cluster, Map<String, String> namespaceLabels) {
        String name = "contract-" + UUID.randomUUID().toString().substring(0, 8);
        ObjectNode namespace = object("v1", "Namespace", name);
        ObjectNode labels = namespace.withObjectProperty("metadata").putObject("labels");
        labels.put("kargo.akuity.io/project", "true");
        namespaceLabels.forEach(labels::put);
        expect(201, cluster.post("/api/v1/namespaces", namespace));
        ObjectNode project = object("kargo.akuity.io/v1alpha1", "Project", name);
        expect(201, cluster.post(KARGO + "/projects", project));
        return new TestProject(cluster, name);
    }

    static TestProject create(ContractCluster cluster) {
        return create(cluster, Map.of());
    }

    /** With a Warehouse {@code shop} (one image), stages {@code dev} and {@code stg} whose steps touch nothing. */
    static TestProject simple(ContractCluster cluster) {
        TestProject project = create(cluster);
        project.warehouse("shop", IMAGE);
        project.stage("dev", direct("shop"), NOTE);
        project.stage("stg", after("shop", "dev"), NOTE);
        return project;
    }

    static final String NOTE = "[{\"uses\":\"compose-output\",\"as\":\"note\",\"config\":{\"said\":\"hello\"}}]";

    static String direct(String warehouse) {
        return "[{\"origin\":{\"kind\":\"Warehouse\",\"name\":\"" + warehouse + "\"},\"sources\":{\"direct\":true}}]";
    }

    static String after(String warehouse, String... stages) {
        return "[{\"origin\":{\"kind\":\"Warehouse\",\"name\":\"" + warehouse + "\"},\"sources\":{\"stages\":[\""
                + String.join("\",\"", stages) + "\"]}}]";
    }

    String name() {
        return name;
    }

    String path(String plural) {
        return KARGO + "/namespaces/" + name + "/" + plural;
    }

    String path(String plural, String object) {
        return path(plural) + "/" + object;
    }

    /** Subscribed to images with Kargo's defaults; nobody discovers by itself what no registry has. */
    JsonNode warehouse(String warehouse, String... images) {
        StringBuilder subscriptions = new StringBuilder();
        for (String image : images) {
            subscriptions
                    .append(subscriptions.isEmpty() ? "" : ",")
                    .append("{\"image\":{\"repoURL\":\"")
                    .append(image)
                    .append("\",\"imageSelectionStrategy\":\"NewestBuild\"}}");
        }
        return warehouseSpec(
                warehouse,
                "{\"freightCreationPolicy\":\"Manual\",\"interval\":\"24h\",\"subscriptions\":[" + subscriptions
                        + "]}");
    }

    JsonNode warehouseSpec(String warehouse, String spec) {
        ObjectNode object = object("kargo.akuity.io/v1alpha1", "Warehouse", warehouse);
        object.set("spec", json(spec));
        return expect(201, cluster.post(path("warehouses"), object));
    }

    JsonNode stage(String stage, String requestedFreight, String steps) {
        return stageSpec(
                stage,
                "{\"requestedFreight\":" + requestedFreight + ",\"promotionTemplate\":{\"spec\":{\"steps\":" + steps
                        + "}}}");
    }

    JsonNode stageSpec(String stage, String spec) {
        ObjectNode object = object("kargo.akuity.io/v1alpha1", "Stage", stage);
        object.set("spec", json(spec));
        return expect(201, cluster.post(path("stages"), object));
    }

    ObjectNode freightOf(String warehouse, String... imagesAndTags) {
        ObjectNode freight = object("kargo.akuity.io/v1alpha1", "Freight", null);
        freight.withObjectProperty("metadata").put("generateName", "f-");
        freight.putObject("origin").put("kind", "Warehouse").put("name", warehouse);
        var images = freight.putArray("images");
        for (int i = 0; i < imagesAndTags.length; i += 2) {
            images.addObject()
                    .put("repoURL", imagesAndTags[i])
                    .put("tag", imagesAndTags[i + 1])
                    .put("digest", digest(imagesAndTags[i] + ":" + imagesAndTags[i + 1]));
        }
        return freight;
    }

    /** Freight of the Warehouse {@code shop}; answers its name. */
    String freight(String tag) {
        return expect(201, cluster.post(path("freights"), freightOf("shop", IMAGE, tag)))
                .path("metadata")
                .path("name")
                .asText();
    }

    static String digest(String of) {
        String hex = "%08x".formatted(of.hashCode());
        return "sha256:" + hex.repeat(8);
    }

    ObjectNode promotionOf(String stage, @Nullable String freight) {
        ObjectNode promotion = object("kargo.akuity.io/v1alpha1", "Promotion", null);
        promotion.withObjectProperty("metadata").put("generateName", "promo-");
        ObjectNode spec = promotion.putObject("spec").put("stage", stage);
        if (freight != null) {
            spec.put("freight", freight);
        }
        return promotion;
    }

    Reply post(KubernetesClient client, String plural, JsonNode body) {
        return cluster.send(client, "POST", path(plural), "application/json", body);
    }

    /** Creates a Promotion; answers its name. */
    String promote(String stage, String freight) {
        return expect(201, cluster.post(path("promotions"), promotionOf(stage, freight)))
                .path("metadata")
                .path("name")
                .asText();
    }

    /** Creates a Promotion and waits until it succeeded and its Freight is verified in the stage. */
    void promoteAndVerify(String stage, String freight) {
        String promotion = promote(stage, freight);
        awaitPhase(promotion, "Succeeded");
        Awaitility.await("verified in " + stage)
                .atMost(cluster.patience())
                .pollInterval(Duration.ofMillis(10))
                .until(() -> get("freights", freight)
                        .path("status")
                        .path("verifiedIn")
                        .has(stage));
        Awaitility.await("stage done")
                .atMost(cluster.patience())
                .pollInterval(Duration.ofMillis(10))
                .until(() -> get("stages", stage)
                        .path("status")
                        .path("lastPromotion")
                        .path("name")
                        .asText()
                        .equals(promotion));
    }

    JsonNode awaitPhase(String promotion, String phase) {
        return Awaitility.await(promotion + " " + phase)
                .atMost(cluster.patience())
                .pollInterval(Duration.ofMillis(5))
                .until(() -> get("promotions", promotion), found -> phase(found).equals(phase));
    }

    static String phase(JsonNode promotion) {
        return promotion.path("status").path("phase").asText();
    }

    JsonNode get(String plural, String object) {
        return cluster.get(path(plural, object)).body();
    }

    JsonNode list(String plural) {
        return cluster.get(path(plural)).body();
    }

    JsonNode annotate(String plural, String object, String key, @Nullable String value) {
        ObjectNode patch = ContractCluster.JSON.createObjectNode();
        patch.putObject("metadata").putObject("annotations").put(key, value);
        return expect(200, cluster.merge(path(plural, object), patch));
    }

    static ObjectNode object(String apiVersion, String kind, @Nullable String name) {
        ObjectNode object = ContractCluster.JSON.createObjectNode();
        object.put("apiVersion", apiVersion).put("kind", kind);
        ObjectNode metadata = object.putObject("metadata");
        if (name != null) {
            metadata.put("name", name);
        }
        return object;
    }

    static JsonNode json(String text) {
        try {
            return ContractCluster.JSON.readTree(text);
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new IllegalArgumentException(text, e);
        }
    }

    static JsonNode expect(int code, Reply reply) {
        if (reply.code() != code) {
            throw new AssertionError("expected " + code + ", got " + reply.code() + ": " + reply.body());
        }
        return reply.body();
    }
}
