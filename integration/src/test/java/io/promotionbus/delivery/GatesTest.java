package io.promotionbus.delivery;

import static io.promotionbus.delivery.PromotionBusChart.at;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.promotionbus.kargo.PolicyObject;
import io.promotionbus.policy.Policies.StageRule;
import io.promotionbus.policy.PolicyVerdict;
import io.promotionbus.policy.ProjectRules;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The parts of the pipeline name each other by text; here they are held together. */
class GatesTest {

    private static final Path KARGO = Path.of("../gitops/kargo");
    private static final String PROJECT = "image-promotion";

    @Test
    void everyStageHasOnePolicyThatTheBusAccepts() {
        ProjectRules rules = ProjectRules.of(
                objects("policies", "StagePolicy").map(GatesTest::policy).toList());
        assertThat(rules.verdicts())
                .hasSize(3)
                .allSatisfy(verdict -> assertThat(verdict.ready())
                        .as(verdict.object().name() + ": " + verdict.message())
                        .isTrue());
        assertThat(rules.verdicts())
                .flatExtracting(PolicyVerdict::stages)
                .containsExactlyInAnyOrder("dev", "stg", "prod");
        assertThat(objects("stages", "Stage").map(stage -> rules.of((String) at(stage, "metadata", "name"))))
                .hasSize(3)
                .allMatch(StageRule.Governed.class::isInstance);
    }

    @Test
    void theBusMayPromoteToExactlyTheseStages() {
        Object values = Charts.objects(Manifests.read(Charts.ROOT.resolve("promotion-bus/values.yaml")))
                .getFirst();
        assertThat(at(values, "projects", 0, "name")).isEqualTo(PROJECT);
        assertThat((List<?>) at(values, "projects", 0, "stages"))
                .map(String::valueOf)
                .containsExactlyInAnyOrderElementsOf(objects("stages", "Stage")
                        .map(stage -> (String) at(stage, "metadata", "name"))
                        .toList());
    }

    /** Argo CD's Application of a stage is found by this annotation, by Kargo and by the bus. */
    @Test
    void applicationsAreAuthorisedForTheirStageAndNeverSyncThemselves() {
        for (String stage : List.of("dev", "stg", "prod")) {
            Map<String, Object> application = Charts.objects(Manifests.read(
                            Path.of("../gitops/argocd/applications").resolve(stage + "-app.yaml")))
                    .getFirst();
            assertThat(at(application, "metadata", "annotations", "kargo.akuity.io/authorized-stage"))
                    .isEqualTo(PROJECT + ":" + stage);
            assertThat(at(application, "spec", "source", "targetRevision")).isEqualTo("env/" + stage);
            assertThat(((Map<?, ?>) at(application, "spec")).containsKey("syncPolicy"))
                    .isFalse();
        }
    }

    @Test
    void imagesHaveTheSameNamesFromTheWarehouseToTheOverlays() {
        String warehouse = Manifests.read(KARGO.resolve("warehouse/users.yaml"));
        String task = Manifests.read(KARGO.resolve("stages/promotion-task.yaml"));
        for (String environment : List.of("dev", "stg", "prod")) {
            Object overlay = Charts.objects(Manifests.read(
                            Path.of("../k8s/overlays").resolve(environment).resolve("kustomization.yaml")))
                    .getFirst();
            for (Object image : (List<?>) at(overlay, "images")) {
                assertThat(warehouse).contains("repoURL: " + at(image, "name"));
                assertThat(task).contains("value: " + at(image, "name"));
            }
        }
    }

    @Test
    void nothingPromotesByItself() {
        Map<String, Object> config =
                objects("project", "ProjectConfig").findFirst().orElseThrow();
        assertThat(((Map<?, ?>) at(config, "spec")).containsKey("promotionPolicies"))
                .isFalse();
        assertThat(at(config, "spec", "freightLinks", 0, "url").toString())
                .endsWith("/lineage/{{ .freight.metadata.name }}");
        assertThat(at(config, "spec", "stageLinks", 0, "url").toString()).contains("/approvals?project=");
    }

    private static Stream<Map<String, Object>> objects(String folder, String kind) {
        return Manifests.yaml(KARGO.resolve(folder)).stream()
                .flatMap(file -> Charts.objects(Manifests.read(file)).stream())
                .filter(object -> kind.equals(object.get("kind")));
    }

    private static PolicyObject policy(Map<String, Object> object) {
        String name = (String) at(object, "metadata", "name");
        try {
            String spec = new ObjectMapper().writeValueAsString(object.get("spec"));
            return new PolicyObject(PROJECT, name, name, 1, Instant.EPOCH, null, spec, "{}");
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
