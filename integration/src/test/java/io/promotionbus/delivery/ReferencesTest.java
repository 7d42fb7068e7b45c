package io.promotionbus.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a manifest names stands beside it: an API server takes a name that leads nowhere, and the pod then never starts. */
class ReferencesTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path GITOPS = Path.of("../gitops");

    record Place(String name, List<JsonNode> objects) {

        List<JsonNode> of(String... kinds) {
            return objects.stream()
                    .filter(object ->
                            List.of(kinds).contains(object.path("kind").asText()))
                    .toList();
        }

        List<JsonNode> pods() {
            return of("Deployment", "Job").stream()
                    .map(object -> object.at("/spec/template"))
                    .toList();
        }

        Set<String> names(String kind) {
            Set<String> names = new TreeSet<>();
            of(kind).forEach(object -> names.add(object.at("/metadata/name").asText()));
            return names;
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Place> places() {
        return Stream.of(
                place(
                        "promotion-bus",
                        Charts.render("promotion-bus", GITOPS.resolve("argocd/applications/bus-values.yaml"))),
                place(
                        "users",
                        Manifests.read(Path.of("../k8s/base/helm-output/user-api/manifest.yaml")),
                        Manifests.read(Path.of("../k8s/base/helm-output/ui/manifest.yaml"))),
                place("keycloak", Manifests.read(GITOPS.resolve("keycloak/keycloak.yaml"))),
                place("mail", Manifests.read(GITOPS.resolve("kargo/install/mail.yaml"))));
    }

    @ParameterizedTest
    @MethodSource("places")
    void servicesLeadToPortsOfPods(Place place) {
        for (JsonNode service : place.of("Service")) {
            if (service.at("/spec/type").asText().equals("ExternalName")) {
                continue;
            }
            List<JsonNode> pods = selected(place, service.at("/spec/selector"));
            assertThat(pods).as(service.at("/metadata/name").asText()).hasSize(1);
            for (JsonNode port : service.at("/spec/ports")) {
                assertThat(ports(pods)).contains(port.path("targetPort").asText());
            }
        }
        for (JsonNode ingress : place.of("Ingress")) {
            for (JsonNode path : ingress.at("/spec/rules/0/http/paths")) {
                JsonNode backend = path.at("/backend/service");
                assertThat(place.of("Service"))
                        .anyMatch(service -> service.at("/metadata/name").equals(backend.path("name"))
                                && service.at("/spec/ports")
                                        .findValuesAsText("name")
                                        .contains(backend.at("/port/name").asText()));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("places")
    void podsNameOnlyWhatIsThere(Place place) {
        assertThat(place.pods()).isNotEmpty().allSatisfy(pod -> {
            JsonNode spec = pod.path("spec");
            if (spec.has("serviceAccountName")) {
                assertThat(place.names("ServiceAccount"))
                        .contains(spec.path("serviceAccountName").asText());
            }
            List<String> volumes = spec.path("volumes").findValuesAsText("name");
            for (JsonNode container : all(spec, "containers", "initContainers")) {
                container
                        .path("volumeMounts")
                        .forEach(mount ->
                                assertThat(volumes).contains(mount.path("name").asText()));
                for (String probe : List.of("startupProbe", "readinessProbe", "livenessProbe")) {
                    if (container.has(probe)) {
                        assertThat(container.path("ports").findValuesAsText("name"))
                                .contains(container
                                        .at("/" + probe + "/httpGet/port")
                                        .asText());
                    }
                }
                if (container.at("/securityContext/readOnlyRootFilesystem").asBoolean()) {
                    assertThat(container.path("volumeMounts").findValuesAsText("mountPath"))
                            .as("what " + container.path("name") + " may write")
                            .contains("/tmp");
                }
            }
            for (JsonNode volume : spec.path("volumes")) {
                if (volume.has("configMap") && !place.name().equals("keycloak")) {
                    assertThat(place.names("ConfigMap"))
                            .contains(volume.at("/configMap/name").asText());
                }
            }
        });
    }

    @ParameterizedTest
    @MethodSource("places")
    void policiesSelectPodsAndTheirPorts(Place place) {
        for (JsonNode policy : place.of("NetworkPolicy")) {
            JsonNode selector = policy.at("/spec/podSelector");
            List<JsonNode> pods = place.pods().stream()
                    .filter(pod -> matches(selector, pod.at("/metadata/labels")))
                    .toList();
            assertThat(pods).isNotEmpty();
            policy.at("/spec/ingress").findValues("port").stream()
                    .filter(JsonNode::isTextual)
                    .forEach(port -> assertThat(ports(pods)).contains(port.asText()));
        }
        // A pod that no policy selects may be reached by everything and reach everything.
        if (!place.of("NetworkPolicy").isEmpty()) {
            assertThat(place.pods())
                    .allMatch(pod -> place.of("NetworkPolicy").stream()
                            .anyMatch(policy -> matches(policy.at("/spec/podSelector"), pod.at("/metadata/labels"))));
        }
        for (JsonNode budget : place.of("PodDisruptionBudget")) {
            assertThat(selected(place, budget.at("/spec/selector/matchLabels"))).hasSize(1);
        }
    }

    @ParameterizedTest
    @MethodSource("places")
    void bindingsJoinARoleAndAnAccountThatExist(Place place) {
        for (JsonNode binding : place.of("RoleBinding", "ClusterRoleBinding")) {
            String role = binding.at("/roleRef/kind").asText();
            assertThat(place.of(role))
                    .anyMatch(one -> one.at("/metadata/name").equals(binding.at("/roleRef/name"))
                            && one.at("/metadata/namespace").equals(binding.at("/metadata/namespace")));
            binding.path("subjects").forEach(subject -> {
                if (subject.path("kind").asText().equals("ServiceAccount")) {
                    assertThat(place.names("ServiceAccount"))
                            .contains(subject.path("name").asText());
                }
            });
        }
    }

    /** Of two Ingresses that ask for one secret cert-manager serves the first and reports the other as an error. */
    @ParameterizedTest
    @MethodSource("places")
    void oneIngressAsksForEachCertificate(Place place) {
        List<String> asked = new ArrayList<>();
        Set<String> used = new TreeSet<>();
        for (JsonNode ingress : place.of("Ingress")) {
            String secret = ingress.at("/spec/tls/0/secretName").asText();
            used.add(secret);
            if (ingress.at("/metadata/annotations").has("cert-manager.io/cluster-issuer")) {
                asked.add(secret);
            }
        }
        assertThat(asked).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(used);
    }

    @Test
    void looksAtEveryPlace() {
        assertThat(places())
                .hasSize(4)
                .allSatisfy(place ->
                        assertThat(place.objects().size()).as(place.name()).isGreaterThan(2));
    }

    private static Place place(String name, String... texts) {
        return new Place(
                name,
                Stream.of(texts)
                        .flatMap(text -> Charts.objects(text).stream())
                        .map((Map<String, Object> object) -> JSON.<JsonNode>valueToTree(object))
                        .toList());
    }

    private static List<JsonNode> selected(Place place, JsonNode labels) {
        return place.pods().stream()
                .filter(pod -> has(pod.at("/metadata/labels"), labels))
                .toList();
    }

    private static boolean has(JsonNode labels, JsonNode wanted) {
        return !wanted.isEmpty()
                && wanted.properties().stream()
                        .allMatch(label -> label.getValue().equals(labels.path(label.getKey())));
    }

    private static boolean matches(JsonNode selector, JsonNode labels) {
        if (selector.has("matchLabels")) {
            return has(labels, selector.path("matchLabels"));
        }
        JsonNode expression = selector.at("/matchExpressions/0");
        List<String> values = new ArrayList<>();
        expression.path("values").forEach(value -> values.add(value.asText()));
        return values.contains(labels.path(expression.path("key").asText()).asText());
    }

    private static List<String> ports(List<JsonNode> pods) {
        return pods.stream()
                .flatMap(pod -> all(pod.path("spec"), "containers").stream())
                .flatMap(container -> container.path("ports").findValuesAsText("name").stream())
                .toList();
    }

    private static List<JsonNode> all(JsonNode spec, String... lists) {
        List<JsonNode> all = new ArrayList<>();
        for (String list : lists) {
            spec.path(list).forEach(all::add);
        }
        return all;
    }
}
