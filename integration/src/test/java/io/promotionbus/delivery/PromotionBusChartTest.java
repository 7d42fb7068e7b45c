package io.promotionbus.delivery;

import static io.promotionbus.delivery.PromotionBusChart.at;
import static io.promotionbus.delivery.PromotionBusChart.has;
import static io.promotionbus.delivery.PromotionBusChart.objects;
import static io.promotionbus.delivery.PromotionBusChart.one;
import static org.assertj.core.api.Assertions.assertThat;

import io.promotionbus.sandbox.cluster.SandboxPipeline;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What only the bus's chart promises, one test per template. */
class PromotionBusChartTest {

    private static final List<Map<String, Object>> DEFAULTS = objects("");
    private static final List<Map<String, Object>> EVERYTHING = objects("everything-values.yaml");
    private static final List<Map<String, Object>> PLAIN = objects("plain-values.yaml");

    @Test
    void probesTheManagementPortAndDrains() {
        Map<String, Object> deployment = one(DEFAULTS, "Deployment", "promotion-bus");
        Object container = at(deployment, "spec", "template", "spec", "containers", 0);
        for (String probe : List.of("startupProbe", "readinessProbe", "livenessProbe")) {
            assertThat(at(container, probe, "httpGet", "port")).as(probe).isEqualTo("management");
        }
        assertThat(at(container, "readinessProbe", "httpGet", "path")).isEqualTo("/actuator/health/readiness");
        assertThat((Integer) at(deployment, "spec", "template", "spec", "terminationGracePeriodSeconds"))
                .isGreaterThan(5 + 25);
        assertThat(at(deployment, "spec", "template", "spec", "serviceAccountName"))
                .isEqualTo("promotion-bus");
        assertThat(at(deployment, "spec", "replicas")).isEqualTo(2);
    }

    @Test
    void pullsByDigestWhenThereIsOne() {
        assertThat((String) at(
                        one(EVERYTHING, "Deployment", "promotion-bus"),
                        "spec",
                        "template",
                        "spec",
                        "containers",
                        0,
                        "image"))
                .contains("@sha256:");
        assertThat(at(
                        one(DEFAULTS, "Deployment", "promotion-bus"),
                        "spec",
                        "template",
                        "spec",
                        "containers",
                        0,
                        "image"))
                .asString()
                .as("the version of the chart, as a release publishes both")
                .matches("docker\\.io/[^/]+/promotion-bus:\\d+\\.\\d+\\.\\d+");
    }

    @Test
    void startsNewPodsWhenTheConfigurationChanges() {
        String annotation = "promotionbus.io/configuration";
        Object first = at(
                one(DEFAULTS, "Deployment", "promotion-bus"),
                "spec",
                "template",
                "metadata",
                "annotations",
                annotation);
        Object second = at(
                one(EVERYTHING, "Deployment", "promotion-bus"),
                "spec",
                "template",
                "metadata",
                "annotations",
                annotation);
        assertThat(first).isNotEqualTo(second);
    }

    @Test
    void trustsALocalAuthorityBesideThePublicOnes() {
        Map<String, Object> deployment = one(EVERYTHING, "Deployment", "promotion-bus");
        assertThat(at(deployment, "spec", "template", "spec", "initContainers", 0, "name"))
                .isEqualTo("trust");
        assertThat(at(deployment, "spec", "template", "spec", "containers", 0, "env")
                        .toString())
                .contains("-Djavax.net.ssl.trustStore=/trust/cacerts");
        assertThat(at(one(DEFAULTS, "Deployment", "promotion-bus"), "spec", "template", "spec")
                        .toString())
                .doesNotContain("/trust");
    }

    @Test
    void givesTheOwnersCredentialsToTheMigrationAlone() {
        Object job = at(one(DEFAULTS, "Job", "promotion-bus-migration"), "spec", "template", "spec", "containers", 0);
        assertThat(at(job, "args")).isEqualTo(List.of("migrate"));
        assertThat(job.toString())
                .contains("owner-password")
                .containsPattern("pg\\.[0-9-]+\\.nip\\.io:5432/promotion_bus");
        assertThat(one(DEFAULTS, "Deployment", "promotion-bus").toString()).doesNotContain("owner-");
        assertThat(at(one(DEFAULTS, "Job", "promotion-bus-migration"), "metadata", "annotations")
                        .toString())
                .contains("PreSync");
        assertThat(at(one(EVERYTHING, "Job", "promotion-bus-migration"), "spec").toString())
                .contains("192.168.49.1:5432/promotion_bus");
    }

    @Test
    void keepsSecretsOutOfTheConfiguration() {
        String file = (String) at(one(EVERYTHING, "ConfigMap", "promotion-bus"), "data", "application.yaml");
        assertThat(file.lines().filter(line -> line.matches(".*(password|secret|token): .*")))
                .isNotEmpty()
                .allSatisfy(line -> assertThat(line).contains("\"${"));
    }

    @Test
    void findsTheDatabaseInEachWay() {
        assertThat(at(one(DEFAULTS, "Service", "postgres"), "spec", "externalName"))
                .asString()
                .startsWith("pg.");
        assertThat(at(one(EVERYTHING, "EndpointSlice", "postgres-host"), "endpoints", 0, "addresses", 0))
                .isEqualTo("192.168.49.1");
        assertThat(has(PLAIN, "Service", "postgres")).isFalse();
    }

    @Test
    void isTheServiceAccountThatTheAdmissionPoliciesName() throws Exception {
        assertThat(has(DEFAULTS, "ServiceAccount", "promotion-bus")).isTrue();
        assertThat(Files.readString(Path.of("../gitops/kargo/admission/promotions.yaml")))
                .contains("system:serviceaccount:promotion-bus:promotion-bus");
    }

    /** The sandbox refuses what is not granted there, so both lists together are neither too short nor too long. */
    @Test
    void grantsExactlyWhatTheSandboxGrants() {
        Set<String> chart = grants(DEFAULTS);
        assertThat(chart)
                .isEqualTo(grants(Charts.objects(SandboxPipeline.standard().busAccess())));
        assertThat(chart)
                .contains("promotion-bus kargo.akuity.io/stages[dev, stg, prod] promote")
                .noneMatch(grant -> grant.contains("*"))
                .noneMatch(grant -> grant.contains("secrets"));
    }

    @Test
    void givesRightsProjectByProject() {
        assertThat(EVERYTHING.stream()
                        .filter(object -> "Role".equals(object.get("kind")))
                        .map(object -> at(object, "metadata", "namespace")))
                .contains("argocd", "image-promotion", "another");
        assertThat(grants(EVERYTHING)).contains("promotion-bus kargo.akuity.io/stages[test] promote");
    }

    @Test
    void offersNoManagementPortToTheOutside() {
        assertThat(at(one(DEFAULTS, "Service", "promotion-bus"), "spec", "ports"))
                .asString()
                .contains("http")
                .doesNotContain("8081", "management");
    }

    @Test
    void keepsAReplicaWhenNodesAreDrained() {
        assertThat(at(one(DEFAULTS, "PodDisruptionBudget", "promotion-bus"), "spec", "maxUnavailable"))
                .isEqualTo(1);
        assertThat(has(PLAIN, "PodDisruptionBudget", "promotion-bus")).isFalse();
    }

    @Test
    void letsWebhooksInThroughTheIngressOnly() {
        assertThat(at(one(DEFAULTS, "Ingress", "promotion-bus"), "metadata", "annotations")
                        .toString())
                .contains("proxy-body-size=26m", "cluster-issuer=local-ca");
        assertThat(has(PLAIN, "Ingress", "promotion-bus")).isFalse();
        Object policy = at(one(DEFAULTS, "NetworkPolicy", "promotion-bus"), "spec");
        assertThat(at(policy, "policyTypes")).isEqualTo(List.of("Ingress", "Egress"));
        assertThat(at(policy, "ingress").toString()).contains("ingress-nginx", "monitoring");
        assertThat(at(policy, "egress").toString()).contains("5432", "587", "443", "6443");
        assertThat(at(policy, "egress").toString()).doesNotContain("5000");
        assertThat(at(one(EVERYTHING, "NetworkPolicy", "promotion-bus"), "spec", "egress")
                        .toString())
                .contains("5000");
        assertThat(has(PLAIN, "NetworkPolicy", "promotion-bus")).isFalse();
    }

    @Test
    void pullsAsSomebodyWhereImagesAreNotPublic() {
        for (String kind : List.of("Deployment", "Job")) {
            String name = kind.equals("Job") ? "promotion-bus-migration" : "promotion-bus";
            assertThat(at(one(EVERYTHING, kind, name), "spec", "template", "spec", "imagePullSecrets", 0, "name"))
                    .isEqualTo("docker-hub");
            assertThat(at(one(DEFAULTS, kind, name), "spec", "template", "spec").toString())
                    .doesNotContain("imagePullSecrets");
        }
    }

    @Test
    void alertsOnlyWhereTheOperatorOfPrometheusIs() {
        assertThat(has(DEFAULTS, "PrometheusRule", "promotion-bus")).isFalse();
        assertThat(at(one(EVERYTHING, "PrometheusRule", "promotion-bus"), "spec", "groups", 0, "rules"))
                .asString()
                .contains("DeadDelivery", "SilentSource", "StuckLane", "SealLag", "StageWithoutPolicy", "> 86400")
                .contains("{{ $labels.dependency }}");
        assertThat(has(DEFAULTS, "ConfigMap", "promotion-bus-dashboard")).isTrue();
        assertThat(has(PLAIN, "ConfigMap", "promotion-bus-dashboard")).isFalse();
    }

    @Test
    void bringsTheDefinitionThatGitOpsApplies() throws Exception {
        assertThat(Files.readString(Charts.ROOT.resolve("promotion-bus/crds/stagepolicies.yaml")))
                .isEqualTo(Files.readString(Path.of("../gitops/kargo/policies/crd-stagepolicies.yaml")));
    }

    /** Role, resource, names and verb, one line per verb; namespaces and ClusterRoles aside. */
    private static Set<String> grants(List<Map<String, Object>> objects) {
        Set<String> grants = new TreeSet<>();
        for (Map<String, Object> role : objects) {
            if (List.of("Role", "ClusterRole").contains(role.get("kind"))) {
                String name = (String) at(role, "metadata", "name");
                String who = name.endsWith("break-glass") ? name : "promotion-bus";
                for (Object rule : (List<?>) at(role, "rules")) {
                    Map<?, ?> one = (Map<?, ?>) rule;
                    String names = one.containsKey("resourceNames")
                            ? one.get("resourceNames").toString()
                            : "";
                    product(one, names).forEach(grant -> grants.add(who + " " + grant));
                }
            }
        }
        return grants;
    }

    private static Stream<String> product(Map<?, ?> rule, String names) {
        return ((List<?>) at(rule, "apiGroups"))
                .stream()
                        .flatMap(group -> ((List<?>) at(rule, "resources"))
                                .stream()
                                        .flatMap(resource -> ((List<?>) at(rule, "verbs"))
                                                .stream().map(verb -> group + "/" + resource + names + " " + verb)));
    }
}
