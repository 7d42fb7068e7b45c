package io.promotionbus.sandbox;

import io.promotionbus.sandbox.RunningSandbox.Remote;
import io.promotionbus.sandbox.github.Hook;
import io.promotionbus.sandbox.source.Commits;
import java.util.Map;
import java.util.TreeMap;

/** The bus's properties, as an operator would set them in production, with the sandbox's addresses. */
final class BusConfiguration {

    private BusConfiguration() {}

    static Map<String, String> of(RunningSandbox sandbox, Secrets secrets, String database) {
        Map<String, String> properties = new TreeMap<>();
        properties.put("spring.datasource.url", sandbox.postgres().url(database));
        properties.put("spring.datasource.username", "promotion_bus_app");
        properties.put("spring.datasource.password", secrets.of("promotion_bus_app"));
        properties.put("spring.flyway.user", "promotion_bus_owner");
        properties.put("spring.flyway.password", secrets.of("promotion_bus_owner"));
        properties.put("bus.public-url", sandbox.consoleUrl().toString());
        properties.put("bus.clock.adjustable", "true");
        properties.put("bus.intake.github.default.secrets[0]", sandbox.githubSecret());
        properties.put("bus.intake.github.default.hook-id", Long.toString(Hook.ID));
        properties.put("bus.intake.dockerhub.default.tokens[0]", sandbox.dockerHubToken());
        properties.put("bus.identity.issuer-uri", sandbox.keycloak().issuer().toString());
        properties.put("bus.identity.client-secret", sandbox.keycloak().clientSecret("console"));
        properties.put("bus.identity.admin.client-secret", sandbox.keycloak().clientSecret("promotion-bus"));
        properties.put("bus.registries.[docker.io].url", loopback(sandbox, Remote.REGISTRY));
        properties.put("bus.github.api-url", loopback(sandbox, Remote.GITHUB));
        properties.put("bus.github.token", secrets.of("github-api-token"));
        properties.put("bus.github.repository", Commits.REPOSITORY);
        // Somebody is waiting here for what is looked for once a minute elsewhere.
        properties.put("bus.policy.check-needs", "5000");
        properties.put("bus.mail.from", "Promotion Bus <promotion-bus@example.org>");
        properties.put("spring.mail.host", "127.0.0.1");
        properties.put(
                "spring.mail.port", Integer.toString(sandbox.gate(Remote.SMTP).port()));
        properties.put("bus.audit.signing-key", secrets.signingKey());
        properties.put("bus.audit.key-id", "sandbox");
        properties.putAll(sandbox.options().bus());
        return properties;
    }

    private static String loopback(RunningSandbox sandbox, Remote remote) {
        return "http://127.0.0.1:" + sandbox.gate(remote).port();
    }
}
