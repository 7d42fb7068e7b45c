package io.promotionbus.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.promotionbus.sandbox.github.Hook;
import io.promotionbus.support.InSandbox;
import io.promotionbus.support.SandboxClient;
import io.promotionbus.support.SandboxClient.Push;
import io.promotionbus.support.SandboxClient.Response;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What happens to the sandbox's parts when others of them are ended, and that a reset undoes everything. */
@InSandbox
class SandboxOutageIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** Others share the sandbox: whatever was asserted or not, they find it whole. */
    @AfterEach
    void standsAgain(SandboxClient sandbox) {
        for (String process : List.of("postgres", "keycloak", "bus")) {
            sandbox.control("POST", "processes/" + process, Map.of("action", "start"));
        }
        await().atMost(PATIENCE).until(sandbox.sandbox()::isReady);
    }

    @Test
    void runsOnWhilePostgresKeycloakKubernetesOrMailAreAway(SandboxClient sandbox) {
        Push push = sandbox.push("users-api");
        await().atMost(PATIENCE).until(() -> !sandbox.mails("qa", push.tag()).isEmpty());
        String request =
                sandbox.mails("qa", push.tag()).getFirst().path("links").path(0).asText();
        String path = "/api/approvals" + request.substring(request.lastIndexOf('/'));
        String fingerprint = sandbox.get("qa", path).body().path("fingerprint").asText();
        Map<String, String> decision = Map.of("decision", "approve", "fingerprint", fingerprint);

        end(sandbox, "keycloak", "kill");
        Response undecided = sandbox.api("qa", "POST", path + "/decision", decision);
        assertThat(undecided.status()).isEqualTo(503);
        assertThat(undecided.problem()).isEqualTo("identity-unavailable");
        assertThat(sandbox.control("PUT", "people/qa", Map.of("roles", List.of("qa")))
                        .status())
                .isEqualTo(503);
        start(sandbox, "keycloak");

        end(sandbox, "postgres", "stop");
        assertThat(sandbox.control("POST", "clock", Map.of("advance", "PT1S")).status())
                .isEqualTo(503);
        Response ping = ping(sandbox);
        assertThat(ping.status()).isEqualTo(503);
        assertThat(ping.problem()).isEqualTo("storage-unavailable");
        start(sandbox, "postgres");
        await().atMost(PATIENCE).until(() -> ping(sandbox).status() == 202);

        fault(sandbox, "smtp", "PT8S");
        fault(sandbox, "kubernetes", "PT20S");
        end(sandbox, "bus", "kill");
        assertThat(sandbox.control("GET", "promotions", null).status()).isEqualTo(200);
        Push unheard = sandbox.push("users-ui");
        start(sandbox, "bus");
        await().atMost(PATIENCE).until(sandbox.sandbox()::isReady);
        Push heard = sandbox.push("users-ui");
        await().atMost(PATIENCE.multipliedBy(2))
                .until(() -> sandbox.running("dev").equals(heard.tag()));
        await().atMost(PATIENCE).until(() -> !sandbox.mails("qa", heard.tag()).isEmpty());
        assertThat(sandbox.mails("qa", heard.tag())).hasSize(1);
        assertThat(unheard.tag()).isNotEqualTo(heard.tag());
    }

    @Test
    void isAsAtFirstStartAfterAReset(SandboxClient sandbox) {
        Push old = sandbox.push(Map.of("image", "users-api", "posts", 3));
        sandbox.push(Map.of("image", "users-ui", "webhooks", "late"));
        sandbox.advance(Duration.ofHours(48));
        sandbox.control("PUT", "people/qa", Map.of("roles", List.of(), "enabled", false));
        assertThatThrownBy(() -> sandbox.sandbox().keycloak().passwordToken("qa"))
                .hasMessageContaining("disabled");
        sandbox.control("DELETE", "policies/development", null);
        fault(sandbox, "registry", "P1D");

        assertThat(sandbox.control("POST", "reset", null).status()).isEqualTo(204);

        assertThat(sandbox.control("GET", "promotions", null).items()).isEmpty();
        assertThat(sandbox.control("GET", "mail", null).items()).isEmpty();
        assertThat(sandbox.get("auditor", "/api/deliveries").items()).isEmpty();
        assertThat(sandbox.sandbox().keycloak().passwordToken("qa")).isNotEmpty();
        assertThat(sandbox.advance(Duration.ofSeconds(1)))
                .isBefore(Instant.now().plus(Duration.ofHours(1)));
        Push fresh = sandbox.push("users-api");
        await().atMost(PATIENCE).until(() -> sandbox.running("dev").equals(fresh.tag()));
        assertThat(sandbox.get("auditor", "/api/deliveries?limit=200").items().map(JsonNode::toString))
                .noneMatch(delivery -> delivery.contains(old.tag()));
    }

    private static void fault(SandboxClient sandbox, String target, String time) {
        assertThat(sandbox.control("POST", "faults", Map.of("target", target, "kind", "down", "for", time))
                        .status())
                .isEqualTo(204);
    }

    /** Ends it twice: the second time there is nothing to end. */
    private static void end(SandboxClient sandbox, String process, String action) {
        Response ended = sandbox.control("POST", "processes/" + process, Map.of("action", action));
        assertThat(ended.body().path("pid").asLong()).isPositive();
        Response again = sandbox.control("POST", "processes/" + process, Map.of("action", action));
        assertThat(again.status()).isEqualTo(200);
        assertThat(again.body().path("pid").isNull()).isTrue();
        assertThat(sandbox.control("GET", "status", null).status()).isEqualTo(503);
    }

    private static void start(SandboxClient sandbox, String process) {
        long pid = sandbox.control("POST", "processes/" + process, Map.of("action", "start"))
                .body()
                .path("pid")
                .asLong();
        assertThat(sandbox.control("POST", "processes/" + process, Map.of("action", "start"))
                        .body()
                        .path("pid")
                        .asLong())
                .isEqualTo(pid)
                .isPositive();
    }

    private static Response ping(SandboxClient sandbox) {
        String body = "{\"zen\":\"Keep it logically awesome.\"}";
        return sandbox.raw(
                "/webhooks/github",
                Map.of(
                        "X-GitHub-Event", "ping",
                        "X-GitHub-Delivery", UUID.randomUUID().toString(),
                        "X-Hub-Signature-256",
                                Hook.signature(
                                        sandbox.sandbox().githubSecret(), body.getBytes(StandardCharsets.UTF_8))),
                body);
    }
}
