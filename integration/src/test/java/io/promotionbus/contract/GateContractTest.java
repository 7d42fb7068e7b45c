package io.promotionbus.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.promotionbus.contract.ContractCluster.Reply;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Gates: StagePolicy and the admission policies that read it")
class GateContractTest extends Contract {

    private static final String GROUP = "/apis/promotionbus.io/v1alpha1";
    private static final String GITOPS = "system:serviceaccount:argocd:argocd-application-controller";
    private static final String GATED =
            "{\"stages\":[\"dev\"],\"promotion\":\"Approval\",\"approval\":{\"require\":[{\"role\":\"qa\"}]}}";
    private static final String OPEN = "{\"stages\":[\"stg\"],\"promotion\":\"Automatic\"}";

    private final TestProject project = TestProject.create(cluster, Map.of("promotionbus.io/managed", "true"));

    @BeforeEach
    void pipeline() {
        if (cluster.get(GROUP + "/stagepolicies").code() != 200) {
            skip("this cluster has no StagePolicy resource");
        }
        if (cluster
                .get("/apis/admissionregistration.k8s.io/v1/validatingadmissionpolicybindings")
                .body()
                .path("items")
                .findValuesAsText("policyName")
                .stream()
                .noneMatch(name -> name.startsWith("promotionbus-"))) {
            skip("this cluster has no admission policies of the bus");
        }
        project.warehouse("shop", TestProject.IMAGE);
        project.stage("dev", TestProject.direct("shop"), TestProject.NOTE);
        project.stage("stg", TestProject.direct("shop"), TestProject.NOTE);
        Grants.bus(cluster, project, "promote");
    }

    private String policies() {
        return GROUP + "/namespaces/" + project.name() + "/stagepolicies";
    }

    private Reply policy(KubernetesClient client, String name, String spec) {
        ObjectNode object = TestProject.object("promotionbus.io/v1alpha1", "StagePolicy", name);
        object.set("spec", TestProject.json(spec));
        return cluster.send(client, "POST", policies() + "?fieldValidation=Strict", "application/json", object);
    }

    private JsonNode policy(String name, String spec) {
        return TestProject.expect(201, policy(cluster.admin(), name, spec));
    }

    private Reply promote(KubernetesClient client, String stage) {
        return project.post(client, "promotions", project.promotionOf(stage, freight()));
    }

    private String freight() {
        Reply reply = cluster.post(
                project.path("freights"), project.freightOf("shop", TestProject.IMAGE, "1.0." + System.nanoTime()));
        return TestProject.expect(201, reply).path("metadata").path("name").asText();
    }

    private KubernetesClient bus() {
        return cluster.as(ContractCluster.BUS);
    }

    private static void denied(Reply reply) {
        assertThat(reply.code()).as(reply.body().toString()).isEqualTo(403);
        assertThat(reply.body().path("reason").asText()).isEqualTo("Forbidden");
        assertThat(reply.message()).contains("ValidatingAdmissionPolicy 'promotionbus-");
    }

    @Test
    @DisplayName("403 with our text: nobody but the bus creates Promotions to a gated Stage, not even a cluster admin")
    void onlyTheBusPromotes() {
        policy("quality", GATED);
        policy("open", OPEN);
        Reply reply = promote(cluster.admin(), "dev");
        denied(reply);
        assertThat(reply.message()).contains("StagePolicy quality").contains("dev");
        assertThat(reply.body().path("details").path("name").asText()).startsWith("dev.");
        TestProject.expect(201, promote(bus(), "dev"));
    }

    @Test
    @DisplayName("Stages of other policies stay open to everybody")
    void othersStayOpen() {
        policy("quality", GATED);
        policy("open", OPEN);
        TestProject.expect(201, promote(cluster.admin(), "stg"));
    }

    @Test
    @DisplayName("the group promotionbus:break-glass may promote to a gated Stage")
    void breakGlass() {
        policy("quality", GATED);
        Grants.bind(
                cluster,
                project,
                "promotionbus:break-glass",
                "[{\"apiGroups\":[\"kargo.akuity.io\"],\"resources\":[\"promotions\"],\"verbs\":[\"create\"]},"
                        + "{\"apiGroups\":[\"kargo.akuity.io\"],\"resources\":[\"stages\"],\"verbs\":[\"promote\"]}]");
        TestProject.expect(201, promote(cluster.as("someone-on-call", "promotionbus:break-glass"), "dev"));
    }

    @Test
    @DisplayName("in a managed project without any policy nothing is promoted, the bus included")
    void noPolicyNoPromotion() {
        Reply reply = promote(bus(), "dev");
        assertThat(reply.code()).isEqualTo(422);
        assertThat(reply.message()).contains("no params found for policy binding");
    }

    @Test
    @DisplayName("Kargo's auto-promotion does not get past a gate")
    void autoPromotionIsRefused() {
        policy("quality", GATED);
        policy("open", OPEN);
        ObjectNode config = TestProject.object("kargo.akuity.io/v1alpha1", "ProjectConfig", project.name());
        config.set(
                "spec",
                TestProject.json("{\"promotionPolicies\":[{\"stageSelector\":{\"name\":\"glob:*\"},"
                        + "\"autoPromotionEnabled\":true}]}"));
        TestProject.expect(201, cluster.post(project.path("projectconfigs"), config));
        String freight = freight();
        await(
                "open stage was promoted",
                () -> project.list("promotions").path("items"),
                items -> items.findValuesAsText("stage").contains("stg"));
        stays(
                "gated stage was not",
                () -> project.list("promotions").path("items"),
                items -> !items.findValuesAsText("stage").contains("dev"));
        assertThat(project.get("freights", freight).path("alias").asText()).isNotEmpty();
    }

    @Test
    @DisplayName("a gate is neither changed nor deleted by a cluster admin, only through Git")
    void gatesAreGuarded() {
        policy("quality", GATED);
        String path = policies() + "/quality";
        JsonNode open = TestProject.json("{\"spec\":{\"promotion\":\"Automatic\",\"approval\":null}}");
        denied(cluster.merge(path, open));
        denied(cluster.delete(path));
        Grants.bind(
                cluster,
                project,
                GITOPS,
                "[{\"apiGroups\":[\"promotionbus.io\"],\"resources\":[\"stagepolicies\"],\"verbs\":[\"*\"]}]");
        Reply reply = cluster.send(cluster.as(GITOPS), "PATCH", path, "application/merge-patch+json", open);
        assertThat(reply.code()).as(reply.body().toString()).isEqualTo(200);
    }

    @Test
    @DisplayName("the status of a guarded policy may be written")
    void statusIsNotGuarded() {
        policy("quality", GATED);
        Reply reply = cluster.merge(
                policies() + "/quality/status", TestProject.json("{\"status\":{\"observedGeneration\":1}}"));
        assertThat(reply.code()).as(reply.body().toString()).isEqualTo(200);
        assertThat(reply.body().path("status").path("observedGeneration").asInt())
                .isEqualTo(1);
    }

    @Test
    @DisplayName("approvedFor is granted by the bus alone, verifiedIn by Kargo's controller alone")
    void freightStatusIsGuarded() {
        policy("quality", GATED);
        String path = project.path("freights", freight()) + "/status";
        JsonNode approve =
                TestProject.json("{\"status\":{\"approvedFor\":{\"stg\":{\"approvedAt\":\"2026-01-01T00:00:00Z\"}}}}");
        denied(cluster.merge(path, approve));
        denied(cluster.merge(
                path,
                TestProject.json("{\"status\":{\"verifiedIn\":{\"dev\":{\"verifiedAt\":\"2026-01-01T00:00:00Z\"}}}}")));
        Reply byBus = cluster.send(bus(), "PATCH", path, "application/merge-patch+json", approve);
        assertThat(byBus.code()).as(byBus.body().toString()).isEqualTo(200);
    }

    @Test
    @DisplayName("StagePolicy: defaults are filled in")
    void fillsDefaults() {
        JsonNode spec = policy("quality", GATED).path("spec");
        assertThat(spec.path("feed").asText()).isEqualTo("Direct");
        assertThat(spec.path("approval").path("comment").asText()).isEqualTo("OnReject");
        assertThat(spec.path("approval").path("require").get(0).path("count").asInt())
                .isEqualTo(1);
        assertThat(policy("watched", "{\"stages\":[\"x\"]}")
                        .path("spec")
                        .path("promotion")
                        .asText())
                .isEqualTo("Observe");
    }

    @Test
    @DisplayName("StagePolicy: unknown fields are an error only with fieldValidation=Strict, else dropped")
    void unknownFields() {
        String spec = "{\"stages\":[\"dev\"],\"promotion\":\"Automatic\",\"tpyo\":1}";
        Reply strict = policy(cluster.admin(), "strict", spec);
        assertThat(strict.code()).isEqualTo(400);
        assertThat(strict.message()).contains("strict decoding error: unknown field \"spec.tpyo\"");
        ObjectNode object = TestProject.object("promotionbus.io/v1alpha1", "StagePolicy", "lax");
        object.set("spec", TestProject.json(spec));
        JsonNode lax = TestProject.expect(201, cluster.post(policies(), object));
        assertThat(lax.path("spec").has("tpyo")).isFalse();
    }

    @Test
    @DisplayName("422: StagePolicy values the schema or its rules do not allow, each with the field named")
    void refusesInvalidPolicies() {
        Map<String, String> bad = Map.of(
                "{\"stages\":[],\"promotion\":\"Automatic\"}", "spec.stages",
                "{\"stages\":[\"dev\"],\"promotion\":\"Sometimes\"}", "spec.promotion",
                "{\"stages\":[\"dev\"],\"promotion\":\"Approval\"}", "spec",
                "{\"stages\":[\"dev\"],\"promotion\":\"Automatic\",\"verificationTimeout\":\"soon\"}",
                        "spec.verificationTimeout",
                "{\"stages\":[\"dev\",\"dev\"],\"promotion\":\"Automatic\"}", "spec.stages[1]",
                "{\"promotion\":\"Automatic\"}", "spec.stages");
        bad.forEach((spec, field) -> {
            Reply reply = policy(cluster.admin(), "bad", spec);
            assertThat(reply.code()).as(spec).isEqualTo(422);
            assertThat(reply.body().path("details").path("causes").findValuesAsText("field"))
                    .as(reply.message())
                    .contains(field);
        });
    }
}
