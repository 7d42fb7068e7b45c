package io.promotionbus.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.GenericKubernetesResourceList;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.MixedOperation;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import io.promotionbus.contract.ContractCluster.Reply;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The Kubernetes API as the client library uses it")
class ApiContractTest extends Contract {

    private static final ResourceDefinitionContext FREIGHTS = new ResourceDefinitionContext.Builder()
            .withGroup("kargo.akuity.io")
            .withVersion("v1alpha1")
            .withKind("Freight")
            .withPlural("freights")
            .withNamespaced(true)
            .build();

    private final TestProject project = TestProject.simple(cluster);

    private MixedOperation<
                    GenericKubernetesResource, GenericKubernetesResourceList, Resource<GenericKubernetesResource>>
            freights() {
        return cluster.admin().genericKubernetesResources(FREIGHTS);
    }

    @Test
    @DisplayName("discovery names the groups, versions and resources; /version answers")
    void discovery() {
        assertThat(cluster.admin().getKubernetesVersion().getMajor()).isEqualTo("1");
        assertThat(cluster.admin().getApiGroups().getGroups())
                .extracting("name")
                .contains("kargo.akuity.io", "rbac.authorization.k8s.io");
        assertThat(cluster.admin().getApiResources("kargo.akuity.io/v1alpha1").getResources())
                .extracting("name")
                .contains("freights", "freights/status", "stages", "promotions", "warehouses", "projects");
        assertThat(cluster.admin().supports("kargo.akuity.io/v1alpha1", "Freight"))
                .isTrue();
    }

    @Test
    @DisplayName("objects can be listed by label, by name, in one namespace and in all")
    void lists() {
        String name = project.freight("1.0.0");
        project.freight("1.0.1");
        String alias = project.get("freights", name).path("alias").asText();
        assertThat(freights().inNamespace(project.name()).list().getItems()).hasSize(2);
        assertThat(freights()
                        .inAnyNamespace()
                        .withLabel("kargo.akuity.io/alias", alias)
                        .list()
                        .getItems())
                .extracting(item -> item.getMetadata().getName())
                .contains(name);
        assertThat(freights()
                        .inNamespace(project.name())
                        .withField("metadata.name", name)
                        .list()
                        .getItems())
                .hasSize(1);
        assertThat(freights()
                        .inNamespace(project.name())
                        .withLabelNotIn("kargo.akuity.io/alias", alias)
                        .list()
                        .getItems())
                .hasSize(1);
    }

    @Test
    @DisplayName("long lists come in pages")
    void pages() {
        for (int i = 0; i < 5; i++) {
            project.freight("1.0." + i);
        }
        JsonNode first = cluster.get(project.path("freights") + "?limit=3").body();
        assertThat(first.path("items")).hasSize(3);
        String next = first.path("metadata").path("continue").asText();
        JsonNode second = cluster.get(project.path("freights") + "?limit=3&continue=" + next)
                .body();
        assertThat(second.path("items")).hasSize(2);
        assertThat(second.path("metadata").path("continue").asText()).isEmpty();
    }

    @Test
    @DisplayName("404 and its Status body for what does not exist")
    void notFound() {
        Reply reply = cluster.get(project.path("freights", "nope"));
        assertThat(reply.code()).isEqualTo(404);
        assertThat(reply.message()).isEqualTo("freights.kargo.akuity.io \"nope\" not found");
        assertThat(reply.body().path("details").path("kind").asText()).isEqualTo("freights");
        assertThat(freights().inNamespace(project.name()).withName("nope").get())
                .isNull();
        assertThat(cluster.get("/apis/kargo.akuity.io/v1alpha1/nothings").code())
                .isEqualTo(404);
    }

    @Test
    @DisplayName("409 Conflict for an update of an older version; a merge patch without version wins")
    void optimisticLock() {
        ObjectNode stage = (ObjectNode) project.get("stages", "dev");
        project.annotate("stages", "dev", "example.org/a", "1");
        Reply reply = cluster.send(cluster.admin(), "PUT", project.path("stages", "dev"), "application/json", stage);
        assertThat(reply.code()).isEqualTo(409);
        assertThat(reply.body().path("reason").asText()).isEqualTo("Conflict");
        assertThat(reply.message()).contains("the object has been modified");
        project.annotate("stages", "dev", "example.org/a", "2");
    }

    @Test
    @DisplayName("merge patches add, change and with null remove; JSON patches work too")
    void patches() {
        project.annotate("stages", "dev", "example.org/a", "1");
        assertThat(project.annotate("stages", "dev", "example.org/a", null)
                        .path("metadata")
                        .path("annotations")
                        .has("example.org/a"))
                .isFalse();
        project.annotate("stages", "dev", "b", "1");
        Reply reply = cluster.send(
                cluster.admin(),
                "PATCH",
                project.path("stages", "dev"),
                "application/json-patch+json",
                TestProject.json("[{\"op\":\"replace\",\"path\":\"/metadata/annotations/b\",\"value\":\"2\"}]"));
        assertThat(reply.code()).isEqualTo(200);
        assertThat(reply.body().path("metadata").path("annotations").path("b").asText())
                .isEqualTo("2");
    }

    @Test
    @DisplayName(
            "status changes only through its subresource, the rest only outside it; generation counts spec changes")
    void statusSubresource() {
        String freight = project.freight("1.0.0");
        String path = project.path("freights", freight);
        JsonNode both = TestProject.json(
                "{\"alias\":\"other\",\"status\":{\"approvedFor\":{\"x\":{\"approvedAt\":\"2026-01-01T00:00:00Z\"}}}}");
        JsonNode outside = TestProject.expect(200, cluster.merge(path, both));
        assertThat(outside.path("status").path("approvedFor").has("x")).isFalse();
        assertThat(outside.path("alias").asText()).isEqualTo("other");
        ((ObjectNode) both).put("alias", "third");
        JsonNode inside = TestProject.expect(200, cluster.merge(path + "/status", both));
        assertThat(inside.path("status").path("approvedFor").has("x")).isTrue();
        assertThat(inside.path("alias").asText()).isEqualTo("other");
        long before =
                project.get("stages", "dev").path("metadata").path("generation").asLong();
        JsonNode annotated = project.annotate("stages", "dev", "example.org/a", "1");
        assertThat(annotated.path("metadata").path("generation").asLong()).isEqualTo(before);
        JsonNode changed = TestProject.expect(
                200, cluster.merge(project.path("stages", "dev"), TestProject.json("{\"spec\":{\"vars\":[]}}")));
        assertThat(changed.path("metadata").path("generation").asLong()).isEqualTo(before + 1);
    }

    @Test
    @DisplayName("an update that changes nothing makes no new version")
    void noopKeepsVersion() {
        JsonNode first = project.annotate("stages", "dev", "example.org/a", "1");
        JsonNode second = project.annotate("stages", "dev", "example.org/a", "1");
        assertThat(second.path("metadata").path("resourceVersion"))
                .isEqualTo(first.path("metadata").path("resourceVersion"));
    }

    @Test
    @DisplayName("deleting with the precondition of an older version is refused")
    void deletePreconditions() {
        String freight = project.freight("1.0.0");
        JsonNode options = TestProject.json("{\"preconditions\":{\"resourceVersion\":\"1\"}}");
        Reply reply =
                cluster.send(cluster.admin(), "DELETE", project.path("freights", freight), "application/json", options);
        assertThat(reply.code()).isEqualTo(409);
    }

    @Test
    @DisplayName("401 for a wrong token, 403 without one")
    void authentication() {
        assertThat(cluster.send(cluster.withToken("wrong"), "GET", project.path("freights"), "application/json", null)
                        .code())
                .isEqualTo(401);
        assertThat(cluster.send(cluster.withToken(null), "GET", project.path("freights"), "application/json", null)
                        .code())
                .isIn(401, 403);
    }

    @Test
    @DisplayName("a SubjectAccessReview answers by RBAC, also for the verb promote on one Stage by name")
    void accessReview() {
        Grants.bind(
                cluster,
                project,
                "reviewed",
                "[{\"apiGroups\":[\"kargo.akuity.io\"],\"resources\":[\"stages\"],\"resourceNames\":[\"dev\"],"
                        + "\"verbs\":[\"promote\"]}]");
        assertThat(mayPromote("reviewed", "dev")).isTrue();
        assertThat(mayPromote("reviewed", "stg")).isFalse();
        assertThat(mayPromote("stranger", "dev")).isFalse();
    }

    private boolean mayPromote(String user, String stage) {
        ObjectNode review = TestProject.object("authorization.k8s.io/v1", "SubjectAccessReview", null);
        ObjectNode spec = review.putObject("spec").put("user", user);
        spec.putObject("resourceAttributes")
                .put("group", "kargo.akuity.io")
                .put("resource", "stages")
                .put("verb", "promote")
                .put("name", stage)
                .put("namespace", project.name());
        return TestProject.expect(201, cluster.post("/apis/authorization.k8s.io/v1/subjectaccessreviews", review))
                .path("status")
                .path("allowed")
                .asBoolean();
    }

    @Test
    @DisplayName("an event written to events.k8s.io is read there and in core/v1")
    void eventsInBothGroups() {
        ObjectNode event = TestProject.object("events.k8s.io/v1", "Event", null);
        event.withObjectProperty("metadata").put("generateName", "bus-").put("namespace", project.name());
        event.put("eventTime", "2026-01-01T00:00:00.000000Z").put("reportingController", "promotionbus.io/bus");
        event.put("reportingInstance", "bus-0").put("action", "Promote").put("reason", "ApprovalRequested");
        event.put("note", "asked po").put("type", "Normal");
        event.putObject("regarding")
                .put("apiVersion", "kargo.akuity.io/v1alpha1")
                .put("kind", "Stage")
                .put("name", "dev")
                .put("namespace", project.name());
        JsonNode written = TestProject.expect(
                201, cluster.post("/apis/events.k8s.io/v1/namespaces/" + project.name() + "/events", event));
        String name = written.path("metadata").path("name").asText();
        assertThat(name).startsWith("bus-");
        JsonNode core = cluster.get("/api/v1/namespaces/" + project.name() + "/events/" + name)
                .body();
        assertThat(core.path("message").asText()).isEqualTo("asked po");
        assertThat(core.path("involvedObject").path("name").asText()).isEqualTo("dev");
    }

    private record Seen(String kind, String name) {}

    private SharedIndexInformer<GenericKubernetesResource> inform(List<Seen> seen) {
        return freights()
                .inNamespace(project.name())
                .inform(
                        new ResourceEventHandler<>() {
                            @Override
                            public void onAdd(GenericKubernetesResource object) {
                                seen.add(new Seen("add", object.getMetadata().getName()));
                            }

                            @Override
                            public void onUpdate(GenericKubernetesResource before, GenericKubernetesResource object) {
                                seen.add(new Seen("update", object.getMetadata().getName()));
                            }

                            @Override
                            public void onDelete(GenericKubernetesResource object, boolean unknown) {
                                seen.add(new Seen("delete", object.getMetadata().getName()));
                            }
                        },
                        0);
    }

    private void awaitSeen(List<Seen> seen, Seen wanted) {
        Awaitility.await(wanted.toString()).atMost(cluster.patience()).until(() -> seen.contains(wanted));
    }

    @Test
    @DisplayName("an informer sees what was there, what comes, changes and goes")
    void informs() {
        String before = project.freight("1.0.0");
        List<Seen> seen = new CopyOnWriteArrayList<>();
        try (var informer = inform(seen)) {
            awaitSeen(seen, new Seen("add", before));
            String later = project.freight("1.0.1");
            awaitSeen(seen, new Seen("add", later));
            project.annotate("freights", later, "example.org/a", "1");
            awaitSeen(seen, new Seen("update", later));
            TestProject.expect(200, cluster.delete(project.path("freights", later)));
            awaitSeen(seen, new Seen("delete", later));
            assertThat(informer.isWatching()).isTrue();
        }
    }

    @Test
    @DisplayName("an informer by label sees an object leave when its label goes")
    void informsByLabel() {
        String freight = project.freight("1.0.0");
        List<String> gone = new CopyOnWriteArrayList<>();
        ResourceEventHandler<GenericKubernetesResource> handler = new ResourceEventHandler<>() {
            @Override
            public void onAdd(GenericKubernetesResource object) {}

            @Override
            public void onUpdate(GenericKubernetesResource before, GenericKubernetesResource object) {}

            @Override
            public void onDelete(GenericKubernetesResource object, boolean unknown) {
                gone.add(object.getMetadata().getName());
            }
        };
        TestProject.expect(
                200,
                cluster.merge(
                        project.path("freights", freight),
                        TestProject.json("{\"metadata\":{\"labels\":{\"wanted\":\"yes\"}}}")));
        try (var informer = freights()
                .inNamespace(project.name())
                .withLabels(Map.of("wanted", "yes"))
                .inform(handler, 0)) {
            assertThat(informer.getIndexer().list()).hasSize(1);
            TestProject.expect(
                    200,
                    cluster.merge(
                            project.path("freights", freight),
                            TestProject.json("{\"metadata\":{\"labels\":{\"wanted\":null}}}")));
            Awaitility.await("gone").atMost(cluster.patience()).until(() -> gone.contains(freight));
        }
    }

    @Test
    @DisplayName(
            "a watch resumes after a version without losing or repeating, and ends with 410 when that is forgotten")
    void resumesWatch() {
        String version = project.list("freights")
                .path("metadata")
                .path("resourceVersion")
                .asText();
        String one = project.freight("1.0.0");
        String two = project.freight("1.0.1");
        String path = project.path("freights") + "?watch=true&timeoutSeconds=1&resourceVersion=";
        assertThat(watch(path + version))
                .extracting(event -> event.path("type").asText() + " "
                        + event.path("object").path("metadata").path("name").asText())
                .containsExactly("ADDED " + one, "ADDED " + two);
        var levers = levers("the history of a real cluster is long");
        levers.simulator().faults().gone410();
        JsonNode error = watch(path + version).get(0);
        assertThat(error.path("type").asText()).isEqualTo("ERROR");
        assertThat(error.path("object").path("code").asInt()).isEqualTo(410);
    }

    private List<JsonNode> watch(String path) {
        var client = cluster.admin().getHttpClient();
        try {
            String text = client.sendAsync(
                            client.newHttpRequestBuilder()
                                    .uri(cluster.admin()
                                                    .getMasterUrl()
                                                    .toString()
                                                    .replaceAll("/$", "")
                                            + path)
                                    .build(),
                            String.class)
                    .get(30, java.util.concurrent.TimeUnit.SECONDS)
                    .bodyString();
            return text.lines().map(TestProject::json).toList();
        } catch (java.io.IOException
                | java.util.concurrent.ExecutionException
                | java.util.concurrent.TimeoutException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Test
    @DisplayName("an informer finds back after dropped watches, 410 Gone, errors and an API that was away")
    void informerRecovers() {
        var levers = levers("faults of the API are injected");
        List<Seen> seen = new CopyOnWriteArrayList<>();
        try (var informer = inform(seen)) {
            levers.simulator().faults().dropWatches();
            awaitSeen(seen, new Seen("add", project.freight("1.0.1")));
            levers.simulator().faults().gone410();
            awaitSeen(seen, new Seen("add", project.freight("1.0.2")));
            levers.simulator().faults().apiStatus(503, Duration.ofMillis(300));
            Awaitility.await().until(() -> cluster.get("/version").code() == 200);
            awaitSeen(seen, new Seen("add", project.freight("1.0.3")));
            levers.simulator().faults().apiDown(Duration.ofMillis(500));
            Awaitility.await()
                    .ignoreExceptions()
                    .until(() -> cluster.get("/version").code() == 200);
            awaitSeen(seen, new Seen("add", project.freight("1.0.4")));
            assertThat(informer.isRunning()).isTrue();
        } finally {
            levers.simulator().faults().clear();
        }
    }

    @Test
    @DisplayName("an error code of the API reaches the caller as it is")
    void errorCodes() {
        var levers = levers("faults of the API are injected");
        levers.simulator().faults().apiStatus(429, Duration.ofSeconds(20));
        try {
            assertThat(cluster.get(project.path("freights")).code()).isEqualTo(429);
            KubernetesClientException thrown = org.assertj.core.api.Assertions.catchThrowableOfType(
                    KubernetesClientException.class,
                    () -> freights().inNamespace(project.name()).list());
            assertThat(thrown.getCode()).isEqualTo(429);
        } finally {
            levers.simulator().faults().clear();
        }
    }
}
