package io.promotionbus.sandbox.keycloak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.promotionbus.support.SharedKeycloak;
import java.net.URI;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeycloakServerIT {

    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void issuesTokensWithRolesAndBothAudiences() throws Exception {
        KeycloakServer keycloak = SharedKeycloak.get();

        JsonNode claims = claims(keycloak.passwordToken("lead"));

        assertThat(claims.path("iss").asText()).isEqualTo(keycloak.issuer().toString());
        assertThat(claims.path("roles")).extracting(JsonNode::asText).contains("qa", "po", "user-reader");
        assertThat(claims.path("aud")).extracting(JsonNode::asText).contains("promotion-bus", "users-api");
        assertThat(claims.path("sub").asText())
                .isEqualTo(keycloak.admin().subject("lead").orElseThrow());
    }

    @Test
    void changesAPersonAtOnce() throws Exception {
        KeycloakServer keycloak = SharedKeycloak.get();
        try {
            keycloak.setPerson("po2", List.of("auditor"), true);
            assertThat(claims(keycloak.passwordToken("po2")).path("roles"))
                    .extracting(JsonNode::asText)
                    .contains("auditor")
                    .doesNotContain("po");

            keycloak.setPerson("po2", List.of("auditor"), false);
            assertThatThrownBy(() -> keycloak.passwordToken("po2")).hasMessageContaining("disabled");
        } finally {
            keycloak.setPerson("po2", List.of("user-reader", "po"), true);
        }
    }

    @Test
    void keepsSecretsAndChangesThroughAKill(@TempDir Path data) {
        int port = io.promotionbus.sandbox.process.Ports.free();
        try (KeycloakServer keycloak = KeycloakServer.in(data, port, URI.create("http://localhost:1"), message -> {})) {
            keycloak.start();
            assertThat(keycloak.issuer()).hasToString("http://localhost:1/realms/promotion-bus");
            String secret = keycloak.clientSecret("console");
            assertThat(secret)
                    .hasSizeGreaterThanOrEqualTo(32)
                    .isNotEqualTo(SharedKeycloak.get().clientSecret("console"));
            keycloak.setPerson("qa2", List.of(), false);

            keycloak.kill();
            keycloak.start();

            assertThat(keycloak.clientSecret("console")).isEqualTo(secret);
            assertThatThrownBy(() -> keycloak.passwordToken("qa2")).hasMessageContaining("disabled");
            assertThat(keycloak.passwordToken("qa")).isNotEmpty();
        }
    }

    private static JsonNode claims(String token) throws Exception {
        return JSON.readTree(Base64.getUrlDecoder().decode(token.split("\\.", 3)[1]));
    }
}
