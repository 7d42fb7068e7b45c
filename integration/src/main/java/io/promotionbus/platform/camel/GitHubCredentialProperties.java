package io.promotionbus.platform.camel;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Who the bus is to GitHub. With both, the App is used.
 *
 * @param token of a person or a machine account
 */
@ConfigurationProperties("bus.github")
record GitHubCredentialProperties(
        @Nullable String token, @Nullable App app) {

    /**
     * An installed GitHub App.
     *
     * @param id the App's id or client id
     * @param installationId of the installation in the organisation or account that owns the repository
     * @param privateKey RSA, PEM as GitHub gives it (PKCS#1) or PKCS#8
     */
    record App(
            @Nullable String id,
            @Nullable String installationId,
            @Nullable String privateKey) {

        boolean absent() {
            return blank(id) && blank(installationId) && blank(privateKey);
        }

        @Override
        public String toString() {
            return "App[" + id + ", installation " + installationId + "]";
        }
    }

    static boolean blank(@Nullable String text) {
        return text == null || text.isBlank();
    }

    @Override
    public String toString() {
        return "GitHubCredentialProperties[token " + (blank(token) ? "absent" : "present") + ", app " + app + "]";
    }
}
