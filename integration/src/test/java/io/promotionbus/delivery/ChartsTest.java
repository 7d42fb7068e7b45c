package io.promotionbus.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** What holds for every chart: it lints, renders every scenario, refuses every wrong value, and its pods are restricted. */
class ChartsTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @TestFactory
    Stream<DynamicTest> lintsAndRendersEveryScenario() {
        return scenarios()
                .map(scenario -> DynamicTest.dynamicTest(scenario.toString(), () -> {
                    var lint = Charts.helm(scenario.chart()).lint().call();
                    assertThat(lint.isFailed())
                            .as(String.join("\n", lint.getMessages()))
                            .isFalse();
                    assertThat(scenario.objects()).isNotEmpty().allSatisfy(object -> {
                        assertThat(object).containsKeys("apiVersion", "kind", "metadata");
                    });
                }));
    }

    @TestFactory
    Stream<DynamicTest> refusesEveryWrongValue() {
        return Charts.names().stream()
                .flatMap(chart -> Charts.files(chart, "ci/invalid").stream()
                        .map(file -> DynamicTest.dynamicTest(
                                chart + "/" + file.getFileName(),
                                () -> assertThatThrownBy(() -> Charts.render(chart, file))
                                        .hasMessageContaining("values don't meet the specifications of the schema"))));
    }

    @TestFactory
    Stream<DynamicTest> hasAnInvalidExampleAndAClosedSchema() {
        return Charts.names().stream()
                .map(chart -> DynamicTest.dynamicTest(chart, () -> {
                    assertThat(Charts.files(chart, "ci/invalid")).isNotEmpty();
                    JsonNode schema = JSON.readTree(
                            Files.readString(Charts.ROOT.resolve(chart).resolve("values.schema.json")));
                    assertThat(openObjects(schema, ""))
                            .as("objects that accept unknown members")
                            .containsExactly("/properties/global");
                }));
    }

    /** Pod Security Standards, level restricted: kubernetes.io/docs/concepts/security/pod-security-standards. */
    @TestFactory
    Stream<DynamicTest> runsEveryPodRestricted() {
        return pods().map(pod -> DynamicTest.dynamicTest(pod.name(), () -> {
            JsonNode spec = pod.spec();
            assertThat(spec.at("/securityContext/runAsNonRoot").asBoolean()).isTrue();
            assertThat(spec.at("/securityContext/seccompProfile/type").asText()).isEqualTo("RuntimeDefault");
            assertThat(spec.path("containers")).isNotEmpty().allSatisfy(container -> {
                JsonNode security = container.path("securityContext");
                assertThat(security.path("allowPrivilegeEscalation").asBoolean(true))
                        .isFalse();
                assertThat(security.path("readOnlyRootFilesystem").asBoolean()).isTrue();
                assertThat(security.at("/capabilities/drop/0").asText()).isEqualTo("ALL");
                assertThat(container.at("/resources/limits/memory").asText()).isNotEmpty();
                assertThat(container.at("/resources/requests/memory").asText()).isNotEmpty();
            });
            for (JsonNode volume : spec.path("volumes")) {
                assertThat(volume.has("hostPath")).as(volume.toString()).isFalse();
            }
        }));
    }

    @TestFactory
    Stream<DynamicTest> takesEverySecretByReference() {
        Pattern secret = Pattern.compile("(?i)password|secret|token|signing");
        return pods().map(pod -> DynamicTest.dynamicTest(pod.name(), () -> {
            for (JsonNode container : pod.spec().path("containers")) {
                for (JsonNode variable : container.path("env")) {
                    if (secret.matcher(variable.path("name").asText()).find()) {
                        assertThat(variable.has("value"))
                                .as(variable.toString())
                                .isFalse();
                    }
                }
            }
            assertThat(pod.objects()).noneMatch(object -> "Secret".equals(object.get("kind")));
        }));
    }

    @TestFactory
    Stream<DynamicTest> neverTakesTheOldVersionAwayBeforeTheNewOneIsReady() {
        return scenarios()
                .flatMap(scenario -> scenario.objects().stream()
                        .filter(object -> "Deployment".equals(object.get("kind")))
                        .map(object -> DynamicTest.dynamicTest(scenario.toString(), () -> {
                            JsonNode spec = JSON.valueToTree(object).path("spec");
                            assertThat(spec.at("/strategy/rollingUpdate/maxUnavailable")
                                            .asInt(-1))
                                    .isZero();
                            assertThat(spec.path("progressDeadlineSeconds").asInt())
                                    .isEqualTo(60);
                            JsonNode selector = spec.at("/selector/matchLabels");
                            assertThat(spec.at("/template/metadata/labels")).containsAll(selector);
                            assertThat(selector.toString()).doesNotContain("helm.sh/chart");
                        })));
    }

    private static Stream<Scenario> scenarios() {
        return Charts.names().stream()
                .flatMap(chart -> Stream.concat(
                        Stream.of(new Scenario(chart, null)),
                        Charts.files(chart, "ci").stream().map(file -> new Scenario(chart, file))))
                // A chart whose defaults are incomplete on purpose says so with a required value and has full examples.
                .filter(scenario -> scenario.values() != null
                        || !Files.exists(Charts.ROOT.resolve(scenario.chart()).resolve("ci/defaults-are-incomplete")));
    }

    private static Stream<Pod> pods() {
        return scenarios().flatMap(scenario -> {
            List<Map<String, Object>> objects = scenario.objects();
            return objects.stream()
                    .filter(object ->
                            List.of("Deployment", "Job", "StatefulSet").contains(object.get("kind")))
                    .map(object -> JSON.<JsonNode>valueToTree(object))
                    .map(object -> new Pod(
                            scenario + " " + object.at("/metadata/name").asText(),
                            object.at("/spec/template/spec"),
                            objects));
        });
    }

    private static List<String> openObjects(JsonNode node, String path) {
        List<String> open = new ArrayList<>();
        if (node.path("type").asText().equals("object")
                && node.path("additionalProperties").asBoolean(true)
                && !node.path("additionalProperties").isObject()) {
            open.add(path);
        }
        node.properties().forEach(child -> open.addAll(openObjects(child.getValue(), path + "/" + child.getKey())));
        return open;
    }

    private record Scenario(String chart, Path values) {
        List<Map<String, Object>> objects() {
            return Charts.objects(values == null ? Charts.render(chart) : Charts.render(chart, values));
        }

        @Override
        public String toString() {
            return chart + "/" + (values == null ? "defaults" : values.getFileName());
        }
    }

    private record Pod(String name, JsonNode spec, List<Map<String, Object>> objects) {}
}
