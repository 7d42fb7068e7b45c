package io.promotionbus.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.promotionbus.sandbox.cluster.schema.RepositoryFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every manifest of the repository against the schema of its kind. Kargo's and Argo CD's definitions are not part of it: where
 * they lie beside the repository they are used, otherwise only the built-in kinds and our own are checked.
 */
class ManifestsTest {

    private static final Path ROOT = Path.of("..");
    private static final Path DEFINITIONS = Path.of("../../shared/data/crds");
    private static final Manifests MANIFESTS = new Manifests(ROOT.resolve("gitops/kargo/policies"), upstream());

    /** Kinds of systems whose schema is nowhere at hand. */
    private static final Set<String> UNCHECKED =
            Set.of("Certificate", "ClusterIssuer", "PrometheusRule", "Kustomization");

    private static final Set<String> UPSTREAM =
            Set.of("Application", "AppProject", "Project", "ProjectConfig", "Warehouse", "Stage", "PromotionTask");

    /** The clone may lie beside the folder or one level further down. */
    private static Path upstream() {
        return RepositoryFiles.find("shared/data/crds").orElse(DEFINITIONS);
    }

    @TestFactory
    Stream<DynamicTest> fitTheirSchemas() {
        return files().map(file -> DynamicTest.dynamicTest(ROOT.relativize(file).toString(), () -> {
            for (Map<String, Object> object : Charts.objects(Manifests.read(file))) {
                assertThat(object).containsKeys("apiVersion", "kind");
                check(object);
            }
        }));
    }

    @TestFactory
    Stream<DynamicTest> chartsFitInEveryScenario() {
        return Charts.names().stream()
                .flatMap(chart -> Stream.concat(
                                Stream.of(Optional.<Path>empty()),
                                Charts.files(chart, "ci").stream().map(Optional::of))
                        .map(values -> DynamicTest.dynamicTest(
                                chart + "/"
                                        + values.map(file -> file.getFileName().toString())
                                                .orElse("defaults"),
                                () -> Charts.objects(Charts.render(
                                                chart, values.stream().toArray(Path[]::new)))
                                        .forEach(ManifestsTest::check))));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "k8s/overlays/dev",
                "k8s/overlays/stg",
                "k8s/overlays/prod",
                "gitops/keycloak",
                "gitops/argocd/applications"
            })
    void rendersWithKustomize(String folder) throws Exception {
        assumeTrue(kubectl(), "no kubectl on the PATH");
        Process build = new ProcessBuilder(
                        "kubectl", "kustomize", ROOT.resolve(folder).toString())
                .redirectErrorStream(true)
                .start();
        String rendered = new String(build.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(build.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(build.exitValue()).as(rendered).isZero();
        List<Map<String, Object>> objects = Charts.objects(rendered);
        assertThat(objects).hasSizeGreaterThan(3);
        objects.forEach(ManifestsTest::check);
        if (folder.startsWith("k8s/overlays/")) {
            String environment = folder.substring("k8s/overlays/".length());
            assertThat(objects)
                    .allSatisfy(object -> assertThat(PromotionBusChart.at(object, "metadata", "namespace"))
                            .isEqualTo(environment));
            assertThat(rendered)
                    .contains("host: " + environment + ".app.", "users_" + environment, "value: " + environment);
            assertThat(namespacesOf(objects)).containsExactly(environment);
        }
    }

    /** Overlays may hold no kind that the AppProject refuses, or their first sync fails. */
    @Test
    void projectsOfArgoCdAdmitWhatIsDeployed() {
        assertThat(admitted("project.yaml")).containsAll(kinds(Stream.of("user-api", "ui")));
        assertThat(admitted("bus-project.yaml"))
                .containsAll(kinds(Stream.of("promotion-bus")))
                .contains("StagePolicy");
    }

    @Test
    void refusesWhatNoSchemaKnows() {
        Map<String, Object> wrong = Charts.objects("""
                        apiVersion: apps/v1
                        kind: Deployment
                        metadata: {name: x}
                        spec: {replica: 3}
                        """).getFirst();
        assertThat(MANIFESTS.problems(wrong)).singleElement().asString().contains("replica");
        Map<String, Object> policy = Charts.objects("""
                        apiVersion: promotionbus.io/v1alpha1
                        kind: StagePolicy
                        metadata: {name: x}
                        spec: {stages: [dev], promotions: Automatic}
                        """).getFirst();
        assertThat(MANIFESTS.problems(policy)).singleElement().asString().contains("promotions");
    }

    @Test
    void usesTheDefinitionsWhereTheyAre() {
        assumeTrue(Files.isDirectory(upstream()), "the definitions of Kargo and Argo CD are not at hand");
        assertThat(UPSTREAM)
                .allSatisfy(kind -> assertThat(MANIFESTS.defines(kind)).as(kind).isTrue());
        Map<String, Object> stage = Charts.objects("""
                        apiVersion: kargo.akuity.io/v1alpha1
                        kind: Stage
                        metadata: {name: x}
                        spec: {requestedFreights: []}
                        """).getFirst();
        assertThat(MANIFESTS.problems(stage)).anyMatch(problem -> problem.contains("requestedFreight"));
    }

    private static void check(Map<String, Object> object) {
        String kind = (String) object.get("kind");
        assertThat(MANIFESTS.problems(object)).as(object.toString()).isEmpty();
        assertThat(MANIFESTS.knows(object) || UNCHECKED.contains(kind) || UPSTREAM.contains(kind))
                .as(kind + " is a kind that nothing checks")
                .isTrue();
    }

    private static Stream<Path> files() {
        return Stream.of("gitops", "k8s")
                .flatMap(folder -> Manifests.yaml(ROOT.resolve(folder)).stream())
                .filter(file -> !file.endsWith("values.yaml") && !file.endsWith("bus-values.yaml"));
    }

    private static Set<String> kinds(Stream<String> charts) {
        return charts.flatMap(chart -> Stream.concat(
                                Stream.of(Charts.render(chart)),
                                Charts.files(chart, "ci").stream().map(file -> Charts.render(chart, file)))
                        .flatMap(rendered -> Charts.objects(rendered).stream()))
                .map(object -> (String) object.get("kind"))
                .collect(Collectors.toSet());
    }

    private static Set<String> admitted(String project) {
        Map<String, Object> object = Charts.objects(Manifests.read(
                        ROOT.resolve("gitops/argocd/applications").resolve(project)))
                .getFirst();
        List<Object> lists = new ArrayList<>();
        lists.addAll((List<?>) PromotionBusChart.at(object, "spec", "namespaceResourceWhitelist"));
        lists.addAll((List<?>) PromotionBusChart.at(object, "spec", "clusterResourceWhitelist"));
        return lists.stream()
                .map(entry -> (String) PromotionBusChart.at(entry, "kind"))
                .collect(Collectors.toSet());
    }

    private static Set<Object> namespacesOf(List<Map<String, Object>> objects) {
        return objects.stream()
                .map(object -> PromotionBusChart.at(object, "metadata", "namespace"))
                .collect(Collectors.toSet());
    }

    private static boolean kubectl() throws InterruptedException {
        try {
            Process version = new ProcessBuilder("kubectl", "kustomize", "--help")
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return version.waitFor() == 0;
        } catch (IOException notThere) {
            return false;
        }
    }
}
