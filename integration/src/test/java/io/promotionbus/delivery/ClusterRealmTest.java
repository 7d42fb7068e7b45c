package io.promotionbus.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The cluster's realm is the sandbox's, which every test logs in to, without people, passwords and plain HTTP. */
class ClusterRealmTest {

    private final JsonNode cluster = read(Path.of("../gitops/keycloak/realm.json"));
    private final JsonNode sandbox = read(Path.of("src/test/resources/sandbox/realm.json"));

    @Test
    void knowsTheSameRoles() {
        assertThat(cluster.path("roles")).isEqualTo(sandbox.path("roles"));
    }

    @Test
    void holdsNobodyButTheServiceAccount() {
        assertThat(cluster.path("users")).singleElement().satisfies(user -> {
            assertThat(user.path("serviceAccountClientId").asText()).isEqualTo("promotion-bus");
            assertThat(user.at("/clientRoles/realm-management"))
                    .isEqualTo(serviceAccount(sandbox).at("/clientRoles/realm-management"));
        });
        assertThat(cluster.findValues("credentials")).isEmpty();
    }

    @Test
    void takesEverySecretFromTheEnvironment() {
        assertThat(cluster.findValuesAsText("secret"))
                .containsExactlyInAnyOrder("${CONSOLE_CLIENT_SECRET}", "${BUS_CLIENT_SECRET}");
        String deployment = Manifests.read(Path.of("../gitops/keycloak/keycloak.yaml"));
        assertThat(deployment).contains("name: CONSOLE_CLIENT_SECRET", "name: BUS_CLIENT_SECRET");
    }

    @Test
    void redirectsToHttpsAlone() {
        Set<String> redirects = new TreeSet<>();
        cluster.findValues("redirectUris").forEach(list -> list.forEach(uri -> redirects.add(uri.asText())));
        assertThat(redirects).hasSize(4).allMatch(uri -> uri.startsWith("https://"));
        assertThat(cluster.path("sslRequired").asText()).isEqualTo("external");
        assertThat(cluster.findValuesAsText("directAccessGrantsEnabled")).containsOnly("false");
    }

    @Test
    void putsTheSameClaimsIntoTokens() {
        assertThat(client(cluster, "console").path("protocolMappers"))
                .isEqualTo(client(sandbox, "console").path("protocolMappers"));
        assertThat(client(cluster, "users-ui").path("protocolMappers"))
                .isEqualTo(client(sandbox, "users-ui").path("protocolMappers"));
        assertThat(client(cluster, "console")
                        .at("/attributes/pkce.code.challenge.method")
                        .asText())
                .isEqualTo("S256");
        assertThat(client(cluster, "demo-cli").path("protocolMappers"))
                .isEqualTo(client(sandbox, "sandbox-cli").path("protocolMappers"));
    }

    private static JsonNode serviceAccount(JsonNode realm) {
        for (JsonNode user : realm.path("users")) {
            if (user.has("serviceAccountClientId")) {
                return user;
            }
        }
        throw new AssertionError("no service account");
    }

    private static JsonNode client(JsonNode realm, String id) {
        for (JsonNode client : realm.path("clients")) {
            if (client.path("clientId").asText().equals(id)) {
                return client;
            }
        }
        throw new AssertionError("no client " + id);
    }

    private static JsonNode read(Path file) {
        try {
            return new ObjectMapper().readTree(Files.readString(file));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
