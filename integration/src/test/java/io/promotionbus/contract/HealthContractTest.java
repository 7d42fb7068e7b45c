package io.promotionbus.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.promotionbus.sandbox.cluster.Faults;
import io.promotionbus.sandbox.cluster.ImageRef;
import io.promotionbus.sandbox.cluster.Rollout;
import io.promotionbus.sandbox.cluster.StepFailure;
import io.promotionbus.sandbox.cluster.Target;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Health of Stages with Argo CD Applications")
class HealthContractTest extends Contract {

    private static final String APPS = "/apis/argoproj.io/v1alpha1/namespaces/argocd/applications";

    private final ContractCluster.Levers levers = levers("what Argo CD deploys is simulated");
    private final Faults faults = levers.simulator().faults();
    private final TestProject project = TestProject.create(cluster);
    private final Target target = new Target(project.name(), "dev");
    private final String app = project.name() + "-dev";

    @BeforeEach
    void stageWithApplication() {
        project.warehouse("shop", TestProject.IMAGE);
        application(project.name() + ":dev");
        project.stage(
                "dev",
                TestProject.direct("shop"),
                "[{\"uses\":\"git-commit\",\"as\":\"commit\",\"config\":{\"path\":\"./out\"}},"
                        + "{\"uses\":\"git-push\",\"as\":\"push\",\"config\":{\"path\":\"./out\"}},"
                        + "{\"uses\":\"argocd-update\",\"as\":\"sync\",\"config\":{\"apps\":[{\"name\":\"" + app
                        + "\",\"sources\":[{\"repoURL\":\"https://example.org/x.git\",\"desiredRevision\":"
                        + "\"${{ outputs.commit.commit }}\"}]}]}}]");
    }

    private void application(String authorized) {
        ObjectNode object = TestProject.object("argoproj.io/v1alpha1", "Application", app);
        object.withObjectProperty("metadata")
                .putObject("annotations")
                .put("kargo.akuity.io/authorized-stage", authorized);
        ObjectNode spec = object.putObject("spec").put("project", "default");
        spec.putObject("source").put("repoURL", "https://example.org/x.git").put("targetRevision", "env/dev");
        TestProject.expect(201, cluster.post(APPS, object));
    }

    @AfterEach
    void truth() {
        levers.simulator().stageHealth(project.name(), "dev", null);
        faults.clear();
    }

    private JsonNode dev() {
        return project.get("stages", "dev").path("status");
    }

    private static String health(JsonNode status) {
        return status.path("health").path("status").asText("absent");
    }

    private JsonNode application() {
        return cluster.get(APPS + "/" + app).body().path("status");
    }

    private void awaitHealth(String wanted) {
        await("health " + wanted, this::dev, status -> health(status).equals(wanted));
    }

    private boolean isVerified(String freight) {
        return project.get("freights", freight)
                .path("status")
                .path("verifiedIn")
                .has("dev");
    }

    private String good(String tag) {
        String freight = project.freight(tag);
        project.promoteAndVerify("dev", freight);
        return freight;
    }

    @Test
    @DisplayName("a sync deploys the Freight's images; rolling out is Progressing, ready is Healthy, then verified")
    void rollsOut() {
        List<String> seen = new CopyOnWriteArrayList<>();
        String freight = project.freight("1.0.0");
        JsonNode promotion = project.awaitPhase(project.promote("dev", freight), "Succeeded");
        JsonNode check = promotion.path("status").path("healthChecks").get(0);
        assertThat(check.path("uses").asText()).isEqualTo("argocd-update");
        assertThat(check.path("config").path("apps").get(0).path("name").asText())
                .isEqualTo(app);
        await("progressing or done", this::dev, status -> {
            seen.add(health(status));
            return health(status).equals("Healthy");
        });
        assertThat(seen).contains("Progressing");
        await("verified", () -> project.get("freights", freight), found -> isVerified(freight));
        assertThat(levers.deployer().images(target)).extracting(ImageRef::tag).containsExactly("1.0.0");
        assertThat(application().path("health").path("status").asText()).isEqualTo("Healthy");
        assertThat(application().path("operationState").path("phase").asText()).isEqualTo("Succeeded");
    }

    @Test
    @DisplayName("right after a Promotion the Stage shows no health at all for a moment")
    void healthIsAbsentForAMoment() {
        good("1.0.0");
        List<String> seen = new ArrayList<>();
        project.promote("dev", project.freight("1.0.1"));
        await("healthy again", this::dev, status -> {
            seen.add(health(status));
            return seen.contains("Unknown") && health(status).equals("Healthy");
        });
        assertThat(seen).contains("Unknown", "absent");
    }

    @Test
    @DisplayName("a version that never gets ready is Unhealthy after the deadline and never verified")
    void neverReady() {
        good("1.0.0");
        levers.deployer().nextRolloutEnds(target, Rollout.FAILED);
        String bad = project.freight("1.0.1");
        project.awaitPhase(project.promote("dev", bad), "Succeeded");
        awaitHealth("Unhealthy");
        assertThat(application().path("health").path("status").asText()).isEqualTo("Degraded");
        assertThat(dev().path("health").path("issues").get(0).asText()).endsWith("has health state \"Degraded\"");
        stays("not verified", () -> project.get("freights", bad), found -> !isVerified(bad));
    }

    @Test
    @DisplayName("with an unhealthy Stage the next Promotion starts at once; a rollback makes it Healthy again")
    void rollsBack() {
        String good = good("1.0.0");
        levers.deployer().nextRolloutEnds(target, Rollout.FAILED);
        project.awaitPhase(project.promote("dev", project.freight("1.0.1")), "Succeeded");
        awaitHealth("Unhealthy");
        project.awaitPhase(project.promote("dev", good), "Succeeded");
        awaitHealth("Healthy");
    }

    @Test
    @DisplayName("a crash after a finished rollout is Progressing for ever, never Degraded; verifiedIn stays")
    void crashAfterReady() {
        String freight = good("1.0.0");
        levers.deployer().become(target, Rollout.CRASHED);
        awaitHealth("Progressing");
        assertThat(application().path("health").path("status").asText()).isEqualTo("Progressing");
        stays("still progressing", this::dev, status -> health(status).equals("Progressing"));
        assertThat(isVerified(freight)).isTrue();
    }

    @Test
    @DisplayName("verifiedIn stays when a verified version turns bad later")
    void verifiedInStays() {
        String freight = good("1.0.0");
        levers.deployer().become(target, Rollout.FAILED);
        awaitHealth("Unhealthy");
        assertThat(isVerified(freight)).isTrue();
    }

    @Test
    @DisplayName(
            "a foreign commit makes the Stage Unhealthy while the Application is Synced and Healthy; a Promotion heals")
    void revisionMismatch() {
        String freight = good("1.0.0");
        levers.simulator().stageHealth(project.name(), "dev", "RevisionMismatch");
        awaitHealth("Unhealthy");
        assertThat(dev().path("health").path("issues").get(0).asText())
                .startsWith("Not all sources of Application")
                .contains("does not match the desired revision");
        assertThat(application().path("health").path("status").asText()).isEqualTo("Healthy");
        assertThat(application().path("sync").path("status").asText()).isEqualTo("Synced");
        project.awaitPhase(project.promote("dev", freight), "Succeeded");
        awaitHealth("Healthy");
    }

    @Test
    @DisplayName("an Application that does not exist makes the step err and changes nothing")
    void missingApplication() {
        TestProject.expect(200, cluster.delete(APPS + "/" + app));
        JsonNode status = project.awaitPhase(project.promote("dev", project.freight("1.0.0")), "Errored")
                .path("status");
        assertThat(status.path("message").asText())
                .endsWith("unable to find Argo CD Application \"" + app + "\" in namespace \"argocd\"");
    }

    @Test
    @DisplayName("an Application that does not name the Stage cannot be synced by it")
    void unauthorizedApplication() {
        TestProject.expect(
                200,
                cluster.merge(
                        APPS + "/" + app,
                        TestProject.json("{\"metadata\":{\"annotations\":{\"kargo.akuity.io/authorized-stage\":"
                                + "\"other:dev\"}}}")));
        JsonNode status = project.awaitPhase(project.promote("dev", project.freight("1.0.0")), "Errored")
                .path("status");
        assertThat(status.path("message").asText()).endsWith("is not authorized");
    }

    @Test
    @DisplayName("failing before the step that changes the environment leaves it alone; failing after it does not")
    void failsBeforeOrAfterTheChange() {
        good("1.0.0");
        faults.failNextPromotion(project.name(), "dev", "before-sync", StepFailure.ERRORED);
        JsonNode before = project.awaitPhase(project.promote("dev", project.freight("1.0.1")), "Errored");
        assertThat(before.path("status")
                        .path("stepExecutionMetadata")
                        .get(2)
                        .path("status")
                        .asText())
                .isEqualTo("Skipped");
        assertThat(levers.deployer().images(target).get(0).tag()).isEqualTo("1.0.0");
        faults.failNextPromotion(project.name(), "dev", "after-sync", StepFailure.ERRORED);
        JsonNode after = project.awaitPhase(project.promote("dev", project.freight("1.0.2")), "Errored");
        assertThat(after.path("status")
                        .path("stepExecutionMetadata")
                        .get(2)
                        .path("status")
                        .asText())
                .isEqualTo("Errored");
        assertThat(levers.deployer().images(target).get(0).tag()).isEqualTo("1.0.2");
        awaitHealth("Unknown");
        assertThat(application().path("health").path("status").asText()).isIn("Progressing", "Healthy");
    }

    @Test
    @DisplayName("kargo #7032: two Freight at once on a Stage with health checks, and the first is never verified")
    void skipsVerificationOfTheFirst() {
        String first = project.freight("1.0.0");
        String second = project.freight("1.0.1");
        String one = project.promote("dev", first);
        String two = project.promote("dev", second);
        project.awaitPhase(one, "Succeeded");
        project.awaitPhase(two, "Succeeded");
        await("second verified", () -> project.get("freights", second), found -> isVerified(second));
        assertThat(isVerified(first)).isFalse();
    }

    @Test
    @DisplayName("one after the other, each waiting for verification: all are verified")
    void verifiesEachWhenSerialised() {
        assertThat(isVerified(good("1.0.0"))).isTrue();
        assertThat(isVerified(good("1.0.1"))).isTrue();
    }

    @Test
    @DisplayName(
            "a stale Healthy can verify a rollout that has not happened: verified while the Application progresses")
    void verifiesTooEarly() {
        good("1.0.0");
        levers.deployer().nextRolloutEnds(target, Rollout.FAILED);
        faults.staleHealth(project.name(), "dev", Duration.ofMillis(600));
        String bad = project.freight("1.0.1");
        project.awaitPhase(project.promote("dev", bad), "Succeeded");
        await("verified too early", () -> project.get("freights", bad), found -> isVerified(bad));
        awaitHealth("Unhealthy");
        assertThat(isVerified(bad)).isTrue();
    }

    @Test
    @DisplayName("what a test sets is reported until it says otherwise: Unhealthy, Progressing, Unknown")
    void overrides() {
        good("1.0.0");
        levers.simulator().stageHealth(project.name(), "dev", "Unhealthy");
        awaitHealth("Unhealthy");
        assertThat(application().path("health").path("status").asText()).isEqualTo("Degraded");
        levers.simulator().stageHealth(project.name(), "dev", "Progressing");
        awaitHealth("Progressing");
        levers.simulator().stageHealth(project.name(), "dev", "Unknown");
        awaitHealth("Unknown");
        levers.simulator().stageHealth(project.name(), "dev", null);
        awaitHealth("Healthy");
    }

    @Test
    @DisplayName("the Stage links its Applications in an annotation and shows their state in its health")
    void linksApplications() {
        good("1.0.0");
        JsonNode stage = project.get("stages", "dev");
        assertThat(stage.path("metadata")
                        .path("annotations")
                        .path("kargo.akuity.io/argocd-context")
                        .asText())
                .contains("\"name\":\"" + app + "\"");
        JsonNode shown = stage.path("status")
                .path("health")
                .path("output")
                .get(0)
                .path("applicationStatuses")
                .get(0);
        assertThat(shown.path("Name").asText()).isEqualTo(app);
        assertThat(shown.path("health").path("status").asText()).isEqualTo("Healthy");
    }
}
