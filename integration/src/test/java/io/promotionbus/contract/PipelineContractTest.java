package io.promotionbus.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.promotionbus.contract.ContractCluster.Reply;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Queue, phases and what is remembered")
class PipelineContractTest extends Contract {

    private final TestProject project = TestProject.simple(cluster);

    private JsonNode stage(String name) {
        return project.get("stages", name).path("status");
    }

    @Test
    @DisplayName("a Promotion goes through Pending and Running to Succeeded and says what it did")
    void runsThrough() {
        String freight = project.freight("1.0.0");
        JsonNode ended = project.awaitPhase(project.promote("dev", freight), "Succeeded");
        JsonNode status = ended.path("status");
        assertThat(status.path("startedAt").asText()).isNotEmpty();
        assertThat(status.path("finishedAt").asText()).isNotEmpty();
        assertThat(status.path("freight").path("name").asText()).isEqualTo(freight);
        assertThat(status.path("freightCollection")
                        .path("items")
                        .path("Warehouse/shop")
                        .path("name")
                        .asText())
                .isEqualTo(freight);
        JsonNode step = status.path("stepExecutionMetadata").get(0);
        assertThat(step.path("alias").asText()).isEqualTo("note");
        assertThat(step.path("status").asText()).isEqualTo("Succeeded");
    }

    @Test
    @DisplayName("the Stage remembers the last Promotion and its Freight")
    void stageRemembersLast() {
        String freight = project.freight("1.0.0");
        String promotion = project.promote("dev", freight);
        JsonNode status = await(
                "last promotion",
                () -> stage("dev"),
                found -> found.path("lastPromotion").path("name").asText().equals(promotion)
                        && found.path("health").has("status"));
        JsonNode last = status.path("lastPromotion");
        assertThat(last.path("status").path("phase").asText()).isEqualTo("Succeeded");
        assertThat(last.path("freight").path("name").asText()).isEqualTo(freight);
        assertThat(last.path("finishedAt").asText()).isNotEmpty();
        assertThat(status.path("freightSummary").asText()).isEqualTo(freight);
        assertThat(status.has("currentPromotion")).isFalse();
        JsonNode newest = status.path("freightHistory").get(0);
        assertThat(newest.path("items").path("Warehouse/shop").path("name").asText())
                .isEqualTo(freight);
        assertThat(newest.path("items")
                        .path("Warehouse/shop")
                        .path("images")
                        .get(0)
                        .path("tag")
                        .asText())
                .isEqualTo("1.0.0");
    }

    @Test
    @DisplayName("without health checks a Stage is Healthy, its Freight verified at once, and both conditions say so")
    void verifiesAtOnce() {
        String freight = project.freight("1.0.0");
        project.promoteAndVerify("dev", freight);
        JsonNode status = await(
                "ready",
                () -> stage("dev"),
                found -> found.path("conditions").findValuesAsText("type").contains("Verified")
                        && found.path("health").path("status").asText().equals("Healthy"));
        assertThat(status.path("freightHistory")
                        .get(0)
                        .path("verificationHistory")
                        .get(0)
                        .path("phase")
                        .asText())
                .isEqualTo("Successful");
        JsonNode verified = project.get("freights", freight)
                .path("status")
                .path("verifiedIn")
                .path("dev");
        assertThat(verified.path("verifiedAt").asText()).isNotEmpty();
        assertThat(condition("dev", "Ready")).isEqualTo("True");
        assertThat(condition("dev", "Healthy")).isEqualTo("True");
        assertThat(condition("dev", "Verified")).isEqualTo("True");
    }

    private String condition(String stage, String type) {
        for (JsonNode condition : stage(stage).path("conditions")) {
            if (condition.path("type").asText().equals(type)) {
                return condition.path("status").asText();
            }
        }
        return "absent";
    }

    @Test
    @DisplayName("currentlyIn follows the Stage; Freight that leaves keeps verifiedIn and gets longestSoak")
    void keepsTrackOfWhereFreightIs() {
        String first = project.freight("1.0.0");
        String second = project.freight("1.0.1");
        project.promoteAndVerify("dev", first);
        assertThat(project.get("freights", first)
                        .path("status")
                        .path("currentlyIn")
                        .path("dev")
                        .path("since")
                        .asText())
                .isNotEmpty();
        project.promoteAndVerify("dev", second);
        JsonNode left = await(
                "left",
                () -> project.get("freights", first).path("status"),
                status -> !status.path("currentlyIn").has("dev"));
        assertThat(left.path("verifiedIn").path("dev").path("longestSoak").asText())
                .matches("[0-9hm.]+s");
    }

    @Test
    @DisplayName("freightHistory is newest first and holds ten")
    void historyHoldsTen() {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            names.add(project.freight("1.0." + i));
            project.promoteAndVerify("dev", names.get(i));
        }
        JsonNode history = stage("dev").path("freightHistory");
        assertThat(history).hasSize(10);
        assertThat(history.get(0)
                        .path("items")
                        .path("Warehouse/shop")
                        .path("name")
                        .asText())
                .isEqualTo(names.get(11));
        assertThat(history.get(9)
                        .path("items")
                        .path("Warehouse/shop")
                        .path("name")
                        .asText())
                .isEqualTo(names.get(2));
    }

    @Test
    @DisplayName("a Stage fed by two Warehouses keeps the Freight of the one when the other's is promoted")
    void inheritsOtherOrigins() {
        project.warehouse("base", "example/base");
        project.stage(
                "both",
                "[{\"origin\":{\"kind\":\"Warehouse\",\"name\":\"shop\"},\"sources\":{\"direct\":true}},"
                        + "{\"origin\":{\"kind\":\"Warehouse\",\"name\":\"base\"},\"sources\":{\"direct\":true}}]",
                TestProject.NOTE);
        String shop = project.freight("1.0.0");
        String base = TestProject.expect(
                        201, cluster.post(project.path("freights"), project.freightOf("base", "example/base", "7")))
                .path("metadata")
                .path("name")
                .asText();
        project.promoteAndVerify("both", shop);
        project.promoteAndVerify("both", base);
        JsonNode items = stage("both").path("freightHistory").get(0).path("items");
        assertThat(items.path("Warehouse/shop").path("name").asText()).isEqualTo(shop);
        assertThat(items.path("Warehouse/base").path("name").asText()).isEqualTo(base);
        assertThat(stage("both").path("freightSummary").asText()).isEqualTo("2/2 Fulfilled");
    }

    @Test
    @DisplayName("Promotions created at once on a Stage run one after the other, in order, and all are verified")
    void queues() {
        List<String> freights = new ArrayList<>();
        List<String> promotions = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            freights.add(project.freight("1.0." + i));
        }
        freights.forEach(freight -> promotions.add(project.promote("dev", freight)));
        promotions.forEach(promotion -> project.awaitPhase(promotion, "Succeeded"));
        freights.forEach(freight -> await(
                "verified",
                () -> project.get("freights", freight).path("status").path("verifiedIn"),
                found -> found.has("dev")));
        List<String> order = new ArrayList<>();
        await("history", () -> stage("dev").path("freightHistory"), history -> history.size() == 4)
                .forEach(entry -> order.add(
                        entry.path("items").path("Warehouse/shop").path("name").asText()));
        assertThat(order).containsExactlyElementsOf(freights.reversed());
    }

    @Test
    @DisplayName(
            "the same Freight again is a new Promotion and a new entry in the history, with the same collection id")
    void repeatsPromotion() {
        String freight = project.freight("1.0.0");
        project.promoteAndVerify("dev", freight);
        project.promoteAndVerify("dev", freight);
        JsonNode history = await("two entries", () -> stage("dev").path("freightHistory"), found -> found.size() == 2);
        assertThat(history.get(0).path("id")).isEqualTo(history.get(1).path("id"));
    }

    @Test
    @DisplayName(
            "a step that says no ends as Failed; the steps after it are Skipped; health is Unknown until a success")
    void failsAndRecovers() {
        project.stage(
                "strict",
                TestProject.direct("shop"),
                "[{\"uses\":\"fail\",\"as\":\"check\",\"config\":{\"message\":\"no\"}},"
                        + "{\"uses\":\"compose-output\",\"as\":\"after\",\"config\":{\"x\":\"y\"}}]");
        String freight = project.freight("1.0.0");
        JsonNode failed =
                project.awaitPhase(project.promote("strict", freight), "Failed").path("status");
        assertThat(failed.path("message").asText()).isEqualTo("step \"check\": failed: no");
        assertThat(failed.path("stepExecutionMetadata").get(1).path("status").asText())
                .isEqualTo("Skipped");
        JsonNode status = await(
                "unknown",
                () -> stage("strict"),
                found -> found.path("lastPromotion")
                                .path("status")
                                .path("phase")
                                .asText()
                                .equals("Failed")
                        && found.path("health").path("status").asText().equals("Unknown"));
        assertThat(status.path("health").path("issues").get(0).asText())
                .isEqualTo("Cannot assess health because last Promotion did not succeed");
        assertThat(project.get("freights", freight)
                        .path("status")
                        .path("verifiedIn")
                        .has("strict"))
                .isFalse();
        TestProject.expect(
                200,
                cluster.merge(
                        project.path("stages", "strict"),
                        TestProject.json(
                                "{\"spec\":{\"promotionTemplate\":{\"spec\":{\"steps\":" + TestProject.NOTE + "}}}}")));
        project.promoteAndVerify("strict", freight);
        await(
                "healthy again",
                () -> stage("strict").path("health"),
                health -> health.path("status").asText().equals("Healthy"));
    }

    @Test
    @DisplayName("a step kind nobody knows ends as Errored")
    void unknownStepErrs() {
        project.stage("odd", TestProject.direct("shop"), "[{\"uses\":\"no-such-step\",\"config\":{}}]");
        JsonNode status = project.awaitPhase(project.promote("odd", project.freight("1.0.0")), "Errored")
                .path("status");
        assertThat(status.path("message").asText()).contains("no-such-step");
    }

    @Test
    @DisplayName("with a verified upstream Freight is available, before it is not; deleting the Stage forgets")
    void availabilityFollowsVerification() {
        String freight = project.freight("1.0.0");
        Reply early = cluster.post(project.path("promotions"), project.promotionOf("stg", freight));
        assertThat(early.code()).isEqualTo(422);
        project.promoteAndVerify("dev", freight);
        project.promoteAndVerify("stg", freight);
        TestProject.expect(200, cluster.delete(project.path("stages", "stg")));
        await(
                "forgotten",
                () -> project.get("freights", freight).path("status").path("verifiedIn"),
                verified -> !verified.has("stg"));
    }

    @Test
    @DisplayName("availabilityStrategy All wants every upstream, the default any")
    void strategies() {
        project.stage("dev2", TestProject.direct("shop"), TestProject.NOTE);
        project.stage("any", TestProject.after("shop", "dev", "dev2"), TestProject.NOTE);
        project.stage(
                "all",
                "[{\"origin\":{\"kind\":\"Warehouse\",\"name\":\"shop\"},\"sources\":{\"stages\":[\"dev\",\"dev2\"],"
                        + "\"availabilityStrategy\":\"All\"}}]",
                TestProject.NOTE);
        String freight = project.freight("1.0.0");
        project.promoteAndVerify("dev", freight);
        project.promote("any", freight);
        assertThat(cluster.post(project.path("promotions"), project.promotionOf("all", freight))
                        .code())
                .isEqualTo(422);
        project.promoteAndVerify("dev2", freight);
        project.promote("all", freight);
    }

    @Test
    @DisplayName("a Stage without steps passes verified Freight on")
    void controlFlowStagePassesOn() {
        project.stageSpec("gate", "{\"requestedFreight\":" + TestProject.after("shop", "dev") + "}");
        String freight = project.freight("1.0.0");
        project.promoteAndVerify("dev", freight);
        await(
                "passed on",
                () -> project.get("freights", freight).path("status").path("verifiedIn"),
                verified -> verified.has("gate"));
    }

    @Test
    @DisplayName("re-verification by annotation starts a new verification; verifiedIn stays as it was")
    void reverifies() {
        String freight = project.freight("1.0.0");
        project.promoteAndVerify("dev", freight);
        JsonNode before = project.get("freights", freight).path("status").path("verifiedIn");
        String id = await(
                        "verified",
                        () -> stage("dev").path("freightHistory").path(0).path("verificationHistory"),
                        history -> !history.isEmpty())
                .get(0)
                .path("id")
                .asText();
        project.annotate("stages", "dev", "kargo.akuity.io/reverify", id);
        await(
                "verified again",
                () -> stage("dev").path("freightHistory").path(0).path("verificationHistory"),
                history -> history.size() == 2);
        assertThat(project.get("freights", freight).path("status").path("verifiedIn"))
                .isEqualTo(before);
    }

    @Test
    @DisplayName("a refresh token on a Stage is echoed as lastHandledRefresh")
    void stageEchoesRefresh() {
        project.annotate("stages", "dev", "kargo.akuity.io/refresh", "token-1");
        await(
                "echoed",
                () -> stage("dev"),
                status -> status.path("lastHandledRefresh").asText().equals("token-1"));
    }

    @Test
    @DisplayName("Events tell of created and ended Promotions and of verification, in the project's namespace")
    void writesEvents() {
        String freight = project.freight("1.0.0");
        project.promoteAndVerify("dev", freight);
        JsonNode events = await(
                "events",
                () -> cluster.get("/api/v1/namespaces/" + project.name() + "/events")
                        .body()
                        .path("items"),
                items -> items.findValuesAsText("reason")
                        .containsAll(
                                List.of("PromotionCreated", "PromotionSucceeded", "FreightVerificationSucceeded")));
        assertThat(events.findValuesAsText("type")).containsOnly("Normal");
        assertThat(events.findValuesAsText("event.kargo.akuity.io/freight-name"))
                .contains(freight);
    }
}
