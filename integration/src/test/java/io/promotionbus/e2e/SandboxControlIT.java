package io.promotionbus.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.promotionbus.support.InSandbox;
import io.promotionbus.support.SandboxClient;
import io.promotionbus.support.SandboxClient.Push;
import io.promotionbus.support.SandboxClient.Response;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The control calls as somebody takes them who knows nothing but their description. */
@InSandbox
class SandboxControlIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Map<String, Object> QUALITY = Map.of(
            "stages", List.of("stg"),
            "promotion", "Approval",
            "approval", Map.of("require", List.of(Map.of("role", "qa", "count", 1))));

    @Test
    void keepsTheDigestOfTheImageThatDidNotChange(SandboxClient sandbox) {
        String sha = UUID.randomUUID().toString().replace("-", "") + "01234567";
        Push first = sandbox.push(Map.of("image", "users-api", "webhooks", "drop"));
        Push given = sandbox.push(Map.of("image", "users-ui", "webhooks", "drop", "tag", sha));
        Push named = sandbox.push(Map.of("image", "users-api", "webhooks", "drop", "tag", "v1-" + sha.substring(0, 8)));

        assertThat(first.tag()).isEqualTo(first.commit());
        assertThat(given.commit()).isEqualTo(sha);
        assertThat(given.digests().get("users-api")).isEqualTo(first.digests().get("users-api"));
        assertThat(given.digests().get("users-ui")).isNotEqualTo(first.digests().get("users-ui"));
        assertThat(named.commit()).matches("[0-9a-f]{40}");
        assertThat(named.digests().get("users-ui")).isEqualTo(given.digests().get("users-ui"));
    }

    @Test
    void tellsEveryProcessWithItsMemory(SandboxClient sandbox) {
        Response status = sandbox.control("GET", "status", null);

        assertThat(status.status()).isEqualTo(200);
        assertThat(status.body().path("processes")).hasSize(4).allSatisfy(process -> {
            assertThat(process.path("state").asText()).isEqualTo("running");
            assertThat(process.path("pid").asLong()).isPositive();
            assertThat(process.path("rssMiB").asLong()).isPositive();
        });
    }

    @Test
    void answersWithThePolicyAndWhatTheBusThinksOfIt(SandboxClient sandbox) {
        try {
            JsonNode twice = sandbox.control("PUT", "policies/another", QUALITY).body();
            assertThat(ready(twice).path("status").asText())
                    .as("two policies name one stage")
                    .isEqualTo("False");
        } finally {
            assertThat(sandbox.control("DELETE", "policies/another", null).status())
                    .isEqualTo(204);
        }
        assertThat(sandbox.control("DELETE", "policies/another", null).status()).isEqualTo(404);
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(ready(sandbox.control("PUT", "policies/quality", QUALITY)
                                        .body())
                                .path("status")
                                .asText())
                        .isEqualTo("True"));
    }

    @Test
    void movesTheClockForwardAndAnswersWhenTheDueIsDone(SandboxClient sandbox) {
        Instant before = sandbox.advance(Duration.ofSeconds(1));
        Response freeze = sandbox.api(
                "operator",
                "POST",
                "/api/freezes",
                Map.of(
                        "stage",
                        "prod",
                        "project",
                        "image-promotion",
                        "reason",
                        "until tea",
                        "until",
                        before.plus(Duration.ofMinutes(90)).toString()));
        assertThat(freeze.status()).isEqualTo(201);

        Instant after = sandbox.advance(Duration.ofHours(2));

        assertThat(Duration.between(before, after)).isGreaterThanOrEqualTo(Duration.ofHours(2));
        assertThat(sandbox.get("viewer", "/api/freezes")
                        .items()
                        .map(one -> one.path("id").asText()))
                .doesNotContain(freeze.body().path("id").asText());
    }

    @Test
    void reportsTheHealthThatWasSet(SandboxClient sandbox) {
        Push push = sandbox.push("users-ui");
        await().atMost(PATIENCE).until(() -> sandbox.running("dev").equals(push.tag()));
        await().atMost(PATIENCE).until(() -> sandbox.health("dev").equals("Healthy"));
        try {
            for (String status : List.of("Unhealthy", "Progressing", "Unknown")) {
                health(sandbox, status);
                await().atMost(PATIENCE).until(() -> sandbox.health("dev").equals(status));
            }
        } finally {
            health(sandbox, null);
        }
        await().atMost(PATIENCE).until(() -> sandbox.health("dev").equals("Healthy"));
    }

    private static JsonNode ready(JsonNode policy) {
        return StreamSupport.stream(policy.path("status").path("conditions").spliterator(), false)
                .filter(condition -> condition.path("type").asText().equals("Ready"))
                .findFirst()
                .orElseThrow();
    }

    private static void health(SandboxClient sandbox, @Nullable String status) {
        Map<String, Object> body = new java.util.HashMap<>(Map.of("project", "image-promotion", "stage", "dev"));
        body.put("status", status);
        assertThat(sandbox.control("POST", "health", body).status()).isEqualTo(204);
    }
}
