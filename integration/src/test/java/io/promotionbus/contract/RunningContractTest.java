package io.promotionbus.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.promotionbus.sandbox.cluster.Faults;
import io.promotionbus.sandbox.cluster.StepFailure;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Promotions on their way: abort, delete, failing and hanging steps")
class RunningContractTest extends Contract {

    private final ContractCluster.Levers levers = levers("steps cannot be made to hang or fail at will");
    private final Faults faults = levers.simulator().faults();
    private final TestProject project = TestProject.simple(cluster);

    @AfterEach
    void endFaults() {
        faults.clear();
    }

    private JsonNode dev() {
        return project.get("stages", "dev").path("status");
    }

    private String hanging(String freight) {
        faults.failNextPromotion(project.name(), "dev", "note", StepFailure.HANGS);
        String promotion = project.promote("dev", freight);
        project.awaitPhase(promotion, "Running");
        await(
                "current",
                this::dev,
                status -> status.path("currentPromotion").path("name").asText().equals(promotion));
        return promotion;
    }

    private void abort(String promotion) {
        project.annotate("promotions", promotion, "kargo.akuity.io/abort", "terminate");
    }

    @Test
    @DisplayName("while one runs it is currentPromotion, health is Unknown, and the next one stays Pending")
    void onlyOneRuns() {
        String running = hanging(project.freight("1.0.0"));
        String next = project.promote("dev", project.freight("1.0.1"));
        JsonNode status = await(
                "unknown",
                this::dev,
                found -> found.path("health").path("status").asText().equals("Unknown"));
        assertThat(status.path("currentPromotion").path("freight").path("name").asText())
                .isNotEmpty();
        assertThat(status.path("health").path("issues").get(0).asText())
                .isEqualTo("Cannot assess health because a Promotion is currently in progress");
        project.awaitPhase(next, "Pending");
        stays(
                "pending",
                () -> project.get("promotions", next),
                found -> TestProject.phase(found).equals("Pending"));
        abort(running);
        project.awaitPhase(next, "Succeeded");
    }

    @Test
    @DisplayName("a step that waits leaves the Promotion Running with that step shown as Running")
    void showsWaitingStep() {
        String promotion = hanging(project.freight("1.0.0"));
        JsonNode status = await(
                "step",
                () -> project.get("promotions", promotion).path("status"),
                found -> found.path("stepExecutionMetadata").size() == 1);
        assertThat(status.path("stepExecutionMetadata").get(0).path("status").asText())
                .isEqualTo("Running");
    }

    @Test
    @DisplayName("abort ends a Running Promotion as Aborted and says by whom; health is Unknown afterwards")
    void abortsRunning() {
        Grants.bus(cluster, project, "promote");
        String promotion = hanging(project.freight("1.0.0"));
        TestProject.expect(
                200,
                cluster.send(
                        cluster.as(ContractCluster.BUS),
                        "PATCH",
                        project.path("promotions", promotion),
                        "application/merge-patch+json",
                        TestProject.json(
                                "{\"metadata\":{\"annotations\":{\"kargo.akuity.io/abort\":\"terminate\"}}}")));
        JsonNode aborted = project.awaitPhase(promotion, "Aborted");
        assertThat(aborted.path("status").path("message").asText())
                .isEqualTo("Promotion terminated by kubernetes:" + ContractCluster.BUS);
        assertThat(aborted.path("metadata")
                        .path("annotations")
                        .path("kargo.akuity.io/abort")
                        .asText())
                .contains("\"action\":\"terminate\"")
                .contains("\"actor\":\"kubernetes:" + ContractCluster.BUS + "\"");
        assertThat(aborted.path("status")
                        .path("stepExecutionMetadata")
                        .get(0)
                        .path("status")
                        .asText())
                .isEqualTo("Aborted");
        await(
                "unknown",
                this::dev,
                status -> status.path("lastPromotion").path("name").asText().equals(promotion)
                        && status.path("health").path("status").asText().equals("Unknown"));
    }

    @Test
    @DisplayName("aborting a duplicate that is Pending makes it the last Promotion: the good one is never verified")
    void abortOfPendingHidesTheGoodOne() {
        String freight = project.freight("1.0.0");
        String good = hanging(freight);
        String duplicate = project.promote("dev", freight);
        project.awaitPhase(duplicate, "Pending");
        abort(duplicate);
        project.awaitPhase(duplicate, "Aborted");
        abort(good);
        await(
                "last",
                this::dev,
                status -> status.path("lastPromotion").path("name").asText().equals(duplicate)
                        && status.path("health").path("status").asText().equals("Unknown"));
    }

    @Test
    @DisplayName("deleting a duplicate that is Pending leaves the good one to succeed and be verified")
    void deleteOfPendingIsHarmless() {
        String freight = project.freight("1.0.0");
        faults.freezeQueue(true);
        String good = project.promote("dev", freight);
        String duplicate = project.promote("dev", freight);
        project.awaitPhase(duplicate, "Pending");
        TestProject.expect(200, cluster.delete(project.path("promotions", duplicate)));
        faults.freezeQueue(false);
        project.awaitPhase(good, "Succeeded");
        await(
                "verified",
                () -> project.get("freights", freight).path("status").path("verifiedIn"),
                verified -> verified.has("dev"));
        assertThat(dev().path("lastPromotion").path("name").asText()).isEqualTo(good);
    }

    @Test
    @DisplayName("deleting the Promotion that runs lets the next one start")
    void deleteOfRunningOpensTheQueue() {
        String running = hanging(project.freight("1.0.0"));
        String next = project.promote("dev", project.freight("1.0.1"));
        TestProject.expect(200, cluster.delete(project.path("promotions", running)));
        project.awaitPhase(next, "Succeeded");
    }

    @Test
    @DisplayName("a step that errs ends the Promotion as Errored with the step named and counted")
    void errs() {
        faults.failNextPromotion(project.name(), "dev", "note", StepFailure.ERRORED);
        JsonNode status = project.awaitPhase(project.promote("dev", project.freight("1.0.0")), "Errored")
                .path("status");
        assertThat(status.path("message").asText())
                .startsWith("step \"note\" met error threshold of 1: error running step \"note\":");
        assertThat(status.path("stepExecutionMetadata")
                        .get(0)
                        .path("errorCount")
                        .asInt())
                .isEqualTo(1);
    }

    @Test
    @DisplayName("Kargo never retries a Promotion that failed")
    void doesNotRetry() {
        faults.failNextPromotion(project.name(), "dev", "note", StepFailure.ERRORED);
        project.awaitPhase(project.promote("dev", project.freight("1.0.0")), "Errored");
        stays("one Promotion", () -> project.list("promotions").path("items"), items -> items.size() == 1);
    }

    @Test
    @DisplayName("after a failure the next Promotion starts at once")
    void failureOpensTheQueue() {
        faults.failNextPromotion(project.name(), "dev", "note", StepFailure.FAILED);
        project.awaitPhase(project.promote("dev", project.freight("1.0.0")), "Failed");
        project.awaitPhase(project.promote("dev", project.freight("1.0.1")), "Succeeded");
    }

    @Test
    @DisplayName("a running verification holds the queue; a failed one opens it, without verifiedIn")
    void verificationHoldsTheQueue() {
        project.stageSpec(
                "checked",
                "{\"requestedFreight\":" + TestProject.direct("shop") + ",\"verification\":{\"analysisTemplates\":"
                        + "[{\"name\":\"t\"}]},\"promotionTemplate\":{\"spec\":{\"steps\":" + TestProject.NOTE + "}}}");
        faults.failNextVerification(project.name(), "checked", "Failed");
        String bad = project.freight("1.0.0");
        String good = project.freight("1.0.1");
        project.awaitPhase(project.promote("checked", bad), "Succeeded");
        String next = project.promote("checked", good);
        await(
                "running verification",
                () -> project.get("stages", "checked")
                        .path("status")
                        .path("freightHistory")
                        .path(0)
                        .path("verificationHistory")
                        .path(0)
                        .path("phase"),
                phase -> phase.asText().equals("Running"));
        assertThat(TestProject.phase(project.get("promotions", next))).isEqualTo("Pending");
        project.awaitPhase(next, "Succeeded");
        assertThat(project.get("freights", bad)
                        .path("status")
                        .path("verifiedIn")
                        .has("checked"))
                .isFalse();
        await(
                "good one verified",
                () -> project.get("freights", good).path("status").path("verifiedIn"),
                verified -> verified.has("checked"));
    }
}
