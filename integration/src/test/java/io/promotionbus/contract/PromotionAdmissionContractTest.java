package io.promotionbus.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.promotionbus.contract.ContractCluster.Reply;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Promotion admission")
class PromotionAdmissionContractTest extends Contract {

    private TestProject project = TestProject.simple(cluster);

    @BeforeEach
    void grantTheBus() {
        Grants.bus(cluster, project, "promote");
    }

    private Reply byBus(ObjectNode promotion) {
        return project.post(cluster.as(ContractCluster.BUS), "promotions", promotion);
    }

    @Test
    @DisplayName("the name becomes <stage>.<ulid>.<first 7 of the Freight>, whatever was sent")
    void overwritesName() {
        String freight = project.freight("1.0.0");
        ObjectNode promotion = project.promotionOf("dev", freight);
        promotion.withObjectProperty("metadata").put("name", "my-own-name");
        JsonNode created = TestProject.expect(201, byBus(promotion));
        assertThat(created.path("metadata").path("name").asText())
                .matches("dev\\.[0-9a-hjkmnp-tv-z]{26}\\." + freight.substring(0, 7));
    }

    @Test
    @DisplayName("names of later Promotions sort after those of earlier ones")
    void namesGrow() {
        String freight = project.freight("1.0.1");
        String first = project.promote("dev", freight);
        String second = project.promote("dev", freight);
        assertThat(second).isGreaterThan(first);
    }

    @Test
    @DisplayName("create-actor is the caller, even if something else was sent, and cannot be changed later")
    void setsCreateActor() {
        ObjectNode promotion = project.promotionOf("dev", project.freight("1.0.0"));
        promotion
                .withObjectProperty("metadata")
                .putObject("annotations")
                .put("kargo.akuity.io/create-actor", "email:somebody@example.org");
        JsonNode created = TestProject.expect(201, byBus(promotion));
        String name = created.path("metadata").path("name").asText();
        assertThat(actor(created)).isEqualTo("kubernetes:" + ContractCluster.BUS);
        JsonNode later = project.annotate("promotions", name, "kargo.akuity.io/create-actor", "admin");
        assertThat(actor(later)).isEqualTo("kubernetes:" + ContractCluster.BUS);
    }

    private static String actor(JsonNode promotion) {
        return promotion
                .path("metadata")
                .path("annotations")
                .path("kargo.akuity.io/create-actor")
                .asText();
    }

    @Test
    @DisplayName("steps and vars are the Stage's, not the caller's")
    void replacesSteps() {
        project.stageSpec(
                "qa",
                "{\"vars\":[{\"name\":\"a\",\"value\":\"1\"}],\"requestedFreight\":" + TestProject.direct("shop")
                        + ",\"promotionTemplate\":{\"spec\":{\"vars\":[{\"name\":\"b\",\"value\":\"2\"}],\"steps\":"
                        + TestProject.NOTE + "}}}");
        ObjectNode promotion = project.promotionOf("qa", project.freight("1.0.0"));
        ObjectNode spec = promotion.withObjectProperty("spec");
        spec.putArray("steps").addObject().put("uses", "fail");
        spec.putArray("vars").addObject().put("name", "mine").put("value", "x");
        JsonNode created = TestProject.expect(201, cluster.post(project.path("promotions"), promotion));
        JsonNode stored = created.path("spec");
        assertThat(stored.path("steps")).hasSize(1);
        assertThat(stored.path("steps").get(0).path("uses").asText()).isEqualTo("compose-output");
        assertThat(stored.path("vars").findValuesAsText("name")).containsExactly("a", "b");
    }

    @Test
    @DisplayName("steps of a PromotionTask are put in its place as <task>::<step>, with the task's vars")
    void inflatesTasks() {
        ObjectNode task = TestProject.object("kargo.akuity.io/v1alpha1", "PromotionTask", "say");
        task.set(
                "spec",
                TestProject.json(
                        "{\"vars\":[{\"name\":\"who\",\"value\":\"world\"}],\"steps\":" + TestProject.NOTE + "}"));
        TestProject.expect(201, cluster.post(project.path("promotiontasks"), task));
        project.stage("qa", TestProject.direct("shop"), "[{\"as\":\"deploy\",\"task\":{\"name\":\"say\"}}]");
        JsonNode created = TestProject.expect(
                201, cluster.post(project.path("promotions"), project.promotionOf("qa", project.freight("1.0.0"))));
        JsonNode step = created.path("spec").path("steps").get(0);
        assertThat(step.path("as").asText()).isEqualTo("deploy::note");
        assertThat(step.path("vars").get(0).path("name").asText()).isEqualTo("who");
    }

    @Test
    @DisplayName("the caller's labels and annotations survive; stage label, stage annotation and owner are added")
    void keepsLabelsAndAnnotations() {
        ObjectNode promotion = project.promotionOf("dev", project.freight("1.0.0"));
        ObjectNode metadata = promotion.withObjectProperty("metadata");
        metadata.putObject("labels").put("promotionbus.io/attempt", "a-1");
        metadata.putObject("annotations")
                .put("kargo.akuity.io/rollback", "true")
                .put("example.org/x", "y");
        JsonNode created = TestProject.expect(201, byBus(promotion)).path("metadata");
        assertThat(created.path("labels").path("promotionbus.io/attempt").asText())
                .isEqualTo("a-1");
        assertThat(created.path("labels").path("kargo.akuity.io/stage").asText())
                .isEqualTo("dev");
        JsonNode annotations = created.path("annotations");
        assertThat(annotations.path("kargo.akuity.io/rollback").asText()).isEqualTo("true");
        assertThat(annotations.path("example.org/x").asText()).isEqualTo("y");
        assertThat(annotations.path("kargo.akuity.io/stage").asText()).isEqualTo("dev");
        JsonNode owner = created.path("ownerReferences").get(0);
        assertThat(owner.path("kind").asText()).isEqualTo("Stage");
        assertThat(owner.path("controller").asBoolean()).isTrue();
        assertThat(owner.path("uid"))
                .isEqualTo(project.get("stages", "dev").path("metadata").path("uid"));
    }

    @Test
    @DisplayName("a Promotion can be found by its attempt label at once")
    void attemptLabelIsSelectable() {
        ObjectNode promotion = project.promotionOf("dev", project.freight("1.0.0"));
        promotion.withObjectProperty("metadata").putObject("labels").put("promotionbus.io/attempt", "only");
        TestProject.expect(201, byBus(promotion));
        JsonNode found = cluster.get(project.path("promotions") + "?labelSelector=promotionbus.io%2Fattempt%3Donly")
                .body();
        assertThat(found.path("items")).hasSize(1);
    }

    @Test
    @DisplayName("hold and resume annotations of the caller are removed")
    void stripsHoldAnnotations() {
        ObjectNode promotion = project.promotionOf("dev", project.freight("1.0.0"));
        promotion
                .withObjectProperty("metadata")
                .putObject("annotations")
                .put("kargo.akuity.io/auto-promotion-hold", "Warehouse/shop")
                .put("kargo.akuity.io/auto-promotion-resume", "Warehouse/shop");
        JsonNode annotations =
                TestProject.expect(201, byBus(promotion)).path("metadata").path("annotations");
        assertThat(annotations.has("kargo.akuity.io/auto-promotion-hold")).isFalse();
        assertThat(annotations.has("kargo.akuity.io/auto-promotion-resume")).isFalse();
    }

    @Test
    @DisplayName("an origin instead of a Freight is resolved to the newest by discoveredAt")
    void resolvesOrigin() {
        ObjectNode old = project.freightOf("shop", TestProject.IMAGE, "2.0.0");
        old.put("discoveredAt", "2020-01-01T00:00:00Z");
        String newest = project.freight("1.0.0");
        TestProject.expect(201, cluster.post(project.path("freights"), old));
        ObjectNode promotion = project.promotionOf("dev", null);
        promotion
                .withObjectProperty("spec")
                .putObject("origin")
                .put("kind", "Warehouse")
                .put("name", "shop");
        JsonNode created = TestProject.expect(201, byBus(promotion)).path("spec");
        assertThat(created.path("freight").asText()).isEqualTo(newest);
        assertThat(created.has("origin")).isFalse();
    }

    @Test
    @DisplayName("422: unknown Stage")
    void refusesUnknownStage() {
        Reply reply = cluster.post(project.path("promotions"), project.promotionOf("nope", project.freight("1.0.0")));
        assertThat(reply.code()).isEqualTo(422);
        assertThat(reply.message())
                .isEqualTo("admission webhook \"promotion.kargo.akuity.io\" denied the request: "
                        + "Promotion.kargo.akuity.io \"\" is invalid: spec.stage: Invalid value: \"nope\": "
                        + "could not find Stage \"nope\" in namespace \"" + project.name() + "\"");
    }

    @Test
    @DisplayName("422: Freight that is not available to the Stage, and the same text for Freight that does not exist")
    void refusesUnavailableFreight() {
        for (String freight : new String[] {project.freight("1.0.0"), "0".repeat(40)}) {
            Reply reply = cluster.post(project.path("promotions"), project.promotionOf("stg", freight));
            assertThat(reply.code()).isEqualTo(422);
            assertThat(reply.message()).endsWith("Freight is not available to this Stage");
            JsonNode cause = reply.body().path("details").path("causes").get(0);
            assertThat(cause.path("field").asText()).isEqualTo("spec.freight");
            assertThat(cause.path("reason").asText()).isEqualTo("FieldValueInvalid");
        }
    }

    @Test
    @DisplayName("422: neither Freight nor origin, and both")
    void refusesNeitherAndBoth() {
        ObjectNode both = project.promotionOf("dev", project.freight("1.0.0"));
        both.withObjectProperty("spec")
                .putObject("origin")
                .put("kind", "Warehouse")
                .put("name", "shop");
        for (ObjectNode promotion : new ObjectNode[] {project.promotionOf("dev", null), both}) {
            Reply reply = cluster.post(project.path("promotions"), promotion);
            assertThat(reply.code()).isEqualTo(422);
            assertThat(reply.message())
                    .endsWith("spec: Invalid value: \"object\": exactly one of freight or origin must be set");
        }
    }

    @Test
    @DisplayName("422: a Stage without steps cannot be promoted to")
    void refusesControlFlowStage() {
        project.stageSpec("gate", "{\"requestedFreight\":" + TestProject.direct("shop") + "}");
        Reply reply = cluster.post(project.path("promotions"), project.promotionOf("gate", project.freight("1.0.0")));
        assertThat(reply.code()).isEqualTo(422);
        assertThat(reply.message()).contains("defines no promotion steps");
    }

    @Test
    @DisplayName("422: the spec of a Promotion is immutable")
    void specIsImmutable() {
        String name = project.promote("dev", project.freight("1.0.0"));
        Reply reply =
                cluster.merge(project.path("promotions", name), TestProject.json("{\"spec\":{\"stage\":\"stg\"}}"));
        assertThat(reply.code()).isEqualTo(422);
        assertThat(reply.message()).contains("spec is immutable");
    }

    @Test
    @DisplayName("500, not 403: a caller without the verb promote, and only the text tells")
    void wrapsDeniedPromote() {
        Grants.user(cluster, project, "someone", "create");
        Reply reply =
                project.post(cluster.as("someone"), "promotions", project.promotionOf("dev", project.freight("1.0.0")));
        assertThat(reply.code()).isEqualTo(500);
        assertThat(reply.body().path("reason").asText()).isEqualTo("InternalError");
        assertThat(reply.message())
                .startsWith(
                        "admission webhook \"promotion.kargo.akuity.io\" denied the request: Internal error occurred")
                .endsWith("subject \"someone\" is not permitted to create Promotions for Stage \"dev\"");
    }

    @Test
    @DisplayName("500: annotating a Promotion needs promote too")
    void wrapsDeniedUpdate() {
        Grants.user(cluster, project, "someone", "patch");
        String name = project.promote("dev", project.freight("1.0.0"));
        Reply reply = cluster.send(
                cluster.as("someone"),
                "PATCH",
                project.path("promotions", name),
                "application/merge-patch+json",
                TestProject.json("{\"metadata\":{\"annotations\":{\"kargo.akuity.io/abort\":\"terminate\"}}}"));
        assertThat(reply.code()).isEqualTo(500);
        assertThat(reply.message()).contains("is not permitted to update Promotions");
    }

    @Test
    @DisplayName("403: only deleting without promote is refused plainly")
    void refusesDeletePlainly() {
        Grants.user(cluster, project, "someone", "delete");
        String name = project.promote("dev", project.freight("1.0.0"));
        Reply reply = cluster.send(
                cluster.as("someone"), "DELETE", project.path("promotions", name), "application/json", null);
        assertThat(reply.code()).isEqualTo(403);
        assertThat(reply.message()).contains("is not permitted to delete Promotions for Stage \"dev\"");
    }

    @Test
    @DisplayName("403: no RBAC to create Promotions at all")
    void refusesWithoutRbac() {
        Reply reply =
                project.post(cluster.as("nobody"), "promotions", project.promotionOf("dev", project.freight("1.0.0")));
        assertThat(reply.code()).isEqualTo(403);
        assertThat(reply.message())
                .isEqualTo("promotions.kargo.akuity.io is forbidden: User \"nobody\" cannot create resource "
                        + "\"promotions\" in API group \"kargo.akuity.io\" in the namespace \"" + project.name()
                        + "\"");
    }

    @Test
    @DisplayName("404: no such namespace")
    void refusesUnknownNamespace() {
        Reply reply = cluster.post(
                TestProject.KARGO + "/namespaces/no-such-project/promotions", project.promotionOf("dev", "x"));
        assertThat(reply.code()).isIn(404, 422);
    }

    @Test
    @DisplayName("500 failed calling webhook: the admission server is away, which is worth a retry")
    void webhookDownIsInternalError() {
        var levers = levers("the admission server cannot be stopped");
        String freight = project.freight("1.0.0");
        levers.simulator().faults().admissionDown(Duration.ofSeconds(30));
        try {
            Reply reply = cluster.post(project.path("promotions"), project.promotionOf("dev", freight));
            assertThat(reply.code()).isEqualTo(500);
            assertThat(reply.message())
                    .contains("failed calling webhook \"promotion.kargo.akuity.io\"")
                    .doesNotContain("is not permitted to");
        } finally {
            levers.simulator().faults().clear();
        }
    }
}
