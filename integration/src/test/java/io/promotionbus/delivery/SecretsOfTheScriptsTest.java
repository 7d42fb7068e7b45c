package io.promotionbus.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Secrets are never committed: the scripts make them, and everything else names them by namespace, name and key. */
class SecretsOfTheScriptsTest {

    private static final Path GITOPS = Path.of("../gitops");
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern MADE = Pattern.compile("(?m)^\\s*secret (\\S+) (\\S+) (.+)$");
    private static final Pattern KEY = Pattern.compile("(?:^|\\s)\"?([A-Za-z][A-Za-z_.-]*)=");

    private final Map<String, Set<String>> made = made("setup-argocd.sh", "setup-kargo.sh");

    @Test
    void theBusFindsItsSecrets() {
        String rendered = Charts.render("promotion-bus", GITOPS.resolve("argocd/applications/bus-values.yaml"));
        assertThat(wanted("promotion-bus", rendered)).hasSizeGreaterThan(7).allSatisfy(this::isMade);
    }

    @Test
    void everyEnvironmentFindsItsSecrets() {
        String rendered = Manifests.read(Path.of("../k8s/base/helm-output/user-api/manifest.yaml"));
        assertThat(wanted("$environment", rendered)).hasSize(4).allSatisfy(this::isMade);
        assertThat(Manifests.read(GITOPS.resolve("scripts/setup-argocd.sh")))
                .contains("for environment in dev stg prod; do");
    }

    @Test
    void keycloakFindsItsSecrets() {
        String deployment = Manifests.read(GITOPS.resolve("keycloak/keycloak.yaml"));
        assertThat(wanted("keycloak", deployment)).hasSize(4).allSatisfy(this::isMade);
    }

    @Test
    void kargoFindsItsSecrets() {
        Object values = Charts.objects(Manifests.read(GITOPS.resolve("kargo/install/values.yaml")))
                .getFirst();
        String name = (String) PromotionBusChart.at(values, "api", "secret", "name");
        // The chart's own names: charts/kargo/templates/api/secret.yaml.
        isMade("kargo/" + name + " ADMIN_ACCOUNT_PASSWORD_HASH");
        isMade("kargo/" + name + " ADMIN_ACCOUNT_TOKEN_SIGNING_KEY");
        isMade("image-promotion/git repoURL");
        isMade("argocd/repository url");
    }

    /** The same secret on both sides of the login. */
    @Test
    void keycloakAndTheBusShareTheClientsSecrets() {
        String script = Manifests.read(GITOPS.resolve("scripts/setup-argocd.sh"));
        assertThat(script)
                .contains("\"client-secret=$client\"", "\"console-client-secret=$client\"")
                .contains("\"admin-client-secret=$admin_client\"", "\"bus-client-secret=$admin_client\"");
    }

    private void isMade(String wanted) {
        String[] parts = wanted.split(" ");
        assertThat(made).as(wanted).containsKey(parts[0]);
        assertThat(made.get(parts[0])).as(wanted).contains(parts[1]);
    }

    /** Namespace, name and key of everything that a pod takes from a Secret. */
    private static Set<String> wanted(String namespace, String rendered) {
        Set<String> wanted = new TreeSet<>();
        Charts.objects(rendered).stream()
                .map(object -> JSON.<JsonNode>valueToTree(object))
                .forEach(object -> {
                    object.findValues("secretKeyRef")
                            .forEach(reference -> wanted.add(namespace + "/"
                                    + reference.path("name").asText() + " "
                                    + reference.path("key").asText()));
                    for (JsonNode volume : object.at("/spec/template/spec/volumes")) {
                        volume.at("/secret/items")
                                .forEach(item -> wanted.add(namespace + "/"
                                        + volume.at("/secret/secretName").asText() + " "
                                        + item.path("key").asText()));
                    }
                });
        return wanted;
    }

    private static Map<String, Set<String>> made(String... scripts) {
        Map<String, Set<String>> made = new TreeMap<>();
        for (String script : scripts) {
            Matcher call = MADE.matcher(
                    Manifests.read(GITOPS.resolve("scripts").resolve(script)).replace("\\\n", " "));
            while (call.find()) {
                String secret = unquoted(call.group(1)) + "/" + unquoted(call.group(2));
                Set<String> keys = made.computeIfAbsent(secret, name -> new TreeSet<>());
                KEY.matcher(call.group(3)).results().forEach(key -> keys.add(key.group(1)));
            }
        }
        return made;
    }

    private static String unquoted(String word) {
        return word.replace("\"", "");
    }
}
