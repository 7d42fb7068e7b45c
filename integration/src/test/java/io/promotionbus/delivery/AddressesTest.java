package io.promotionbus.delivery;

import static io.promotionbus.delivery.PromotionBusChart.at;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One address of everything, however many files write it: the issuer above all, which tokens name and everybody compares. */
class AddressesTest {

    private static final Path GITOPS = Path.of("../gitops");
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Object bus = first(GITOPS.resolve("argocd/applications/bus-values.yaml"));
    private final String publicUrl = (String) at(bus, "publicUrl");
    private final String issuer = (String) at(bus, "identity", "issuerUri");
    private final List<Map<String, Object>> keycloak = objects(GITOPS.resolve("keycloak/keycloak.yaml"));
    private final JsonNode realm = json(Manifests.read(GITOPS.resolve("keycloak/realm.json")));

    @Test
    void theIssuerIsWhereKeycloakAnswers() {
        String host = (String) at(keycloak.getLast(), "spec", "rules", 0, "host");
        assertThat(issuer)
                .isEqualTo("https://" + host + "/realms/" + realm.path("realm").asText());
        assertThat(at(keycloak.getFirst(), "spec", "template", "spec", "containers", 0, "args")
                        .toString())
                .contains("--hostname=https://" + host + ",");
        assertThat(at(first(Charts.ROOT.resolve("promotion-bus/values.yaml")), "identity", "issuerUri"))
                .isEqualTo(issuer);
        assertThat(at(first(Charts.ROOT.resolve("user-api/values.yaml")), "issuerUri"))
                .isEqualTo(issuer);
        assertThat(at(first(Charts.ROOT.resolve("ui/values.yaml")), "config", "issuer"))
                .isEqualTo(issuer);
    }

    @Test
    void keysAreFetchedFromKeycloaksService() {
        String keys = (String) at(first(Charts.ROOT.resolve("user-api/values.yaml")), "jwkSetUri");
        Object service = keycloak.get(1);
        String namespace = (String) at(first(GITOPS.resolve("keycloak/kustomization.yaml")), "namespace");
        assertThat(keys)
                .isEqualTo("http://" + at(service, "metadata", "name") + "." + namespace + ".svc/realms/"
                        + realm.path("realm").asText() + "/protocol/openid-connect/certs");
        assertThat(at(service, "spec", "ports", 0, "port")).isEqualTo(80);
        // What the NetworkPolicy of the users API lets out is the pod's port, not the Service's.
        assertThat(at(keycloak.getFirst(), "spec", "template", "spec", "containers", 0, "ports", 0, "containerPort"))
                .isEqualTo(8080);
    }

    @ParameterizedTest
    @ValueSource(strings = {"dev", "stg", "prod"})
    void anEnvironmentHasOneHostAndTheIssuer(String environment) {
        Path overlay = Path.of("../k8s/overlays").resolve(environment);
        String kustomization = Manifests.read(overlay.resolve("kustomization.yaml"));
        Set<String> hosts = new TreeSet<>();
        java.util.regex.Pattern.compile("/host(?:s/0)?, value: (\\S+)}")
                .matcher(kustomization)
                .results()
                .forEach(host -> hosts.add(host.group(1)));
        assertThat(hosts).singleElement().asString().startsWith(environment + ".app.");
        assertThat(redirects("users-ui")).contains("https://" + hosts.iterator().next() + "/*");
        String config = objects(overlay.resolve("environment.yaml")).stream()
                .filter(object -> "ConfigMap".equals(object.get("kind")))
                .map(object -> (String) at(object, "data", "config.json"))
                .findFirst()
                .orElseThrow();
        assertThat(json(config).path("issuer").asText()).isEqualTo(issuer);
        assertThat(json(config).path("environment").asText()).isEqualTo(environment);
    }

    @Test
    void theBusIsWhereItsLinksLead() {
        assertThat(publicUrl).isEqualTo("https://" + at(bus, "ingress", "host"));
        assertThat(redirects("console")).containsExactly(publicUrl + "/login/oauth2/code/*");
        Object config = objects(GITOPS.resolve("kargo/project/project.yaml")).getLast();
        assertThat((String) at(config, "spec", "freightLinks", 0, "url")).startsWith(publicUrl + "/");
        assertThat((String) at(config, "spec", "stageLinks", 0, "url")).startsWith(publicUrl + "/");
    }

    @Test
    void theMailServerListensWhereTheBusSends() {
        Map<String, Object> service = objects(GITOPS.resolve("kargo/install/mail.yaml")).stream()
                .filter(object -> "Service".equals(object.get("kind")))
                .findFirst()
                .orElseThrow();
        assertThat(at(bus, "mail", "host"))
                .isEqualTo(at(service, "metadata", "name") + "." + at(service, "metadata", "namespace") + ".svc");
        assertThat(at(service, "spec", "ports").toString()).contains("port=" + at(bus, "mail", "port") + ",");
    }

    /** What Kargo pushes is what Argo CD reads, from a repository that its projects admit. */
    @Test
    void thereIsOneRepository() {
        Set<Object> repositories = new TreeSet<>();
        for (Path file : Manifests.yaml(GITOPS.resolve("argocd/applications"))) {
            for (Map<String, Object> object : objects(file)) {
                if ("Application".equals(object.get("kind"))) {
                    repositories.add(at(object, "spec", "source", "repoURL"));
                } else if ("AppProject".equals(object.get("kind"))) {
                    repositories.addAll((List<?>) at(object, "spec", "sourceRepos"));
                }
            }
        }
        Object task = first(GITOPS.resolve("kargo/stages/promotion-task.yaml"));
        repositories.add(at(task, "spec", "vars", 0, "value"));
        assertThat(repositories).hasSize(1);
    }

    /** The commit that was pushed is the commit that is synced, and nothing is written anywhere else. */
    @Test
    void aPromotionSyncsTheCommitThatItPushed() {
        Object task = first(GITOPS.resolve("kargo/stages/promotion-task.yaml"));
        List<String> steps = new ArrayList<>();
        ((List<?>) at(task, "spec", "steps")).forEach(step -> steps.add(at(step, "uses") + " " + at(step, "as")));
        assertThat(steps)
                .containsExactly(
                        "git-clone clone",
                        "git-clear clear",
                        "kustomize-set-image images",
                        "kustomize-build build",
                        "git-commit commit",
                        "git-push push",
                        "argocd-update sync");
        assertThat(at(task, "spec", "steps", 0, "config", "checkout", 1, "branch"))
                .isEqualTo("env/${{ ctx.stage }}");
        assertThat(at(task, "spec", "steps", 5, "config").toString()).doesNotContain("targetBranch", "force");
        Object app = at(task, "spec", "steps", 6, "config", "apps", 0);
        assertThat(at(app, "name")).isEqualTo("${{ ctx.stage }}-app");
        assertThat(at(app, "sources", 0, "desiredRevision")).isEqualTo("${{ task.outputs.commit.commit }}");
    }

    private List<String> redirects(String client) {
        List<String> redirects = new ArrayList<>();
        for (JsonNode one : realm.path("clients")) {
            if (one.path("clientId").asText().equals(client)) {
                one.path("redirectUris").forEach(uri -> redirects.add(uri.asText()));
            }
        }
        return redirects;
    }

    private static List<Map<String, Object>> objects(Path file) {
        return Charts.objects(Manifests.read(file));
    }

    private static Object first(Path file) {
        return objects(file).getFirst();
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
