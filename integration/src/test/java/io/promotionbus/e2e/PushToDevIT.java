package io.promotionbus.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.promotionbus.support.InSandbox;
import io.promotionbus.support.SandboxClient;
import io.promotionbus.support.SandboxClient.Push;
import io.promotionbus.support.SandboxClient.Response;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

@InSandbox
class PushToDevIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Test
    void promotesAPushToDevOnceHoweverOftenItIsAnnounced(SandboxClient sandbox) {
        Push push = sandbox.push(Map.of("image", "users-api", "message", "feat: sort users", "posts", 5));

        await().atMost(PATIENCE).untilAsserted(() -> {
            assertThat(sandbox.running("dev")).isEqualTo(push.tag());
            assertThat(sandbox.serving("dev")).isEqualTo(push.tag());
        });

        String freight = sandbox.freightOf(push.tag());
        assertThat(freight).matches("[0-9a-f]{40}");
        assertThat(sandbox.promotions("dev", freight)).singleElement().satisfies(promotion -> {
            assertThat(promotion.path("labels").path("promotionbus.io/attempt").asText())
                    .isNotEmpty();
            assertThat(promotion
                            .path("annotations")
                            .path("kargo.akuity.io/create-actor")
                            .asText())
                    .contains("promotion-bus");
        });
        List<JsonNode> deliveries = sandbox.get("auditor", "/api/deliveries?source=dockerhub&q=" + push.tag())
                .items()
                .toList();
        assertThat(deliveries).hasSize(2).allSatisfy(delivery -> {
            assertThat(delivery.path("status").asText()).isEqualTo("done");
            assertThat(delivery.path("duplicates").asInt()).isEqualTo(4);
        });
    }

    @Test
    void endsOnTheNewestOfSeveralQuickPushes(SandboxClient sandbox) {
        sandbox.push("users-api");
        sandbox.push("users-ui");
        Push last = sandbox.push("users-api");

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(sandbox.running("dev")).isEqualTo(last.tag()));
    }

    @Test
    void makesUpForWebhooksThatNeverCame(SandboxClient sandbox) {
        // What is there before the first comparison is only learned.
        sandbox.advance(Duration.ofMinutes(6));
        Push push = sandbox.push(Map.of("image", "users-api", "webhooks", "drop"));
        sandbox.advance(Duration.ofMinutes(6));

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(sandbox.running("dev")).isEqualTo(push.tag()));
        assertThat(sandbox.get("auditor", "/api/deliveries?source=repair&event=tag&q=" + push.tag())
                        .items())
                .as("one per image")
                .hasSize(2)
                .allSatisfy(delivery -> {
                    assertThat(delivery.path("status").asText()).isEqualTo("done");
                    assertThat(delivery.path("verdict").path("freights")).isNotEmpty();
                });
        assertThat(sandbox.get("auditor", "/api/deliveries?source=dockerhub&q=" + push.tag())
                        .items())
                .isEmpty();
    }

    @Test
    void recordsEveryStepInTheAuditLog(SandboxClient sandbox) {
        Push push = sandbox.push("users-ui");
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(sandbox.running("dev")).isEqualTo(push.tag()));
        String freight = sandbox.freightOf(push.tag());

        await().atMost(PATIENCE).untilAsserted(() -> {
            Response audit = sandbox.get("auditor", "/api/audit?limit=200&freight=" + freight);
            assertThat(audit.items().map(event -> event.path("action").asText()))
                    .contains("promotion.created", "promotion.succeeded");
            assertThat(audit.items())
                    .allSatisfy(event -> assertThat(event.path("seq").asLong()).isPositive());
        });
        assertThat(sandbox.get("auditor", "/api/audit/verify").body().path("ok").asBoolean())
                .isTrue();
    }

    @Test
    void refusesWhatIsNotSignedAndKeepsNothingOfIt(SandboxClient sandbox) {
        Response unsigned =
                sandbox.raw("/webhooks/github", Map.of("X-GitHub-Event", "push", "X-GitHub-Delivery", "1"), "{}");
        Response wrongToken = sandbox.raw("/webhooks/dockerhub/0123456789abcdef0123456789abcdef", Map.of(), "{}");

        assertThat(unsigned.status()).isEqualTo(401);
        assertThat(unsigned.problem()).isEqualTo("bad-signature");
        assertThat(wrongToken.status()).isIn(401, 404);
    }
}
