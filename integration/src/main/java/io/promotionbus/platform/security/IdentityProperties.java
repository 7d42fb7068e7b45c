package io.promotionbus.platform.security;

import jakarta.validation.Valid;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import java.net.URI;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The realm that knows the people.
 *
 * @param issuerUri as it stands in tokens, such as {@code https://id.example.org/realms/promotion-bus}
 * @param clientId the confidential client people log in with
 * @param clientSecret of that client
 * @param audience what a bearer token must be meant for
 * @param admin the service account that reads people and roles
 */
@Validated
@ConfigurationProperties("bus.identity")
public record IdentityProperties(
        @NotNull(message = "it must be the issuer of the realm, such as https://id.example.org/realms/promotion-bus")
        URI issuerUri,

        @NotBlank @DefaultValue("console") String clientId,

        @NotBlank(message = "it must be the secret of the client people log in with")
        String clientSecret,

        @NotBlank @DefaultValue("promotion-bus") String audience,
        @Valid @DefaultValue Admin admin) {

    @AssertTrue(message = "it must be an absolute http or https URL")
    boolean isIssuerUriUsable() {
        return issuerUri == null
                || (("http".equals(issuerUri.getScheme()) || "https".equals(issuerUri.getScheme()))
                        && issuerUri.getHost() != null);
    }

    public record Admin(
            @NotBlank @DefaultValue("promotion-bus") String clientId,

            @NotBlank(message = "it must be the secret of the service account that reads people and roles")
            String clientSecret) {

        @Override
        public String toString() {
            return "Admin[clientId=" + clientId + "]";
        }
    }

    /** An endpoint of Keycloak's OpenID Connect layout under the issuer; nothing is discovered at start. */
    public String endpoint(String name) {
        return issuerUri + "/protocol/openid-connect/" + name;
    }

    /** The realm's address in the admin API. */
    public String adminBase() {
        return issuerUri.toString().replaceFirst("/realms/", "/admin/realms/");
    }

    @Override
    public String toString() {
        return "IdentityProperties[issuerUri=" + issuerUri + ", clientId=" + clientId + "]";
    }
}
