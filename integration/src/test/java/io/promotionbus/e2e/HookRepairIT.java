package io.promotionbus.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.promotionbus.support.InSandbox;
import io.promotionbus.support.SandboxClient;
import io.promotionbus.support.SandboxClient.Push;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** GitHub's webhooks that never came are asked for again. */
@InSandbox
class HookRepairIT {

    private static final Duration PATIENCE = Duration.ofSeconds(90);

    @Test
    void asksGitHubForWhatWasDropped(SandboxClient sandbox) {
        Push push = sandbox.push(Map.of("image", "users-api", "webhooks", "drop"));
        advance(sandbox);

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(repaired(sandbox, push))
                        .extracting(delivery -> delivery.path("event").asText() + " "
                                + delivery.path("status").asText())
                        .containsExactlyInAnyOrder("push done", "pull_request done"));
        assertThat(repaired(sandbox, push))
                .extracting(delivery -> delivery.path("verdict").path("kind").asText())
                .containsExactlyInAnyOrder("commit", "merge");

        advance(sandbox);
        assertThat(repaired(sandbox, push))
                .allSatisfy(delivery -> assertThat(delivery.path("duplicates").asInt())
                        .as("never asked for twice")
                        .isZero());
        assertThat(sandbox.get("auditor", "/api/deliveries?source=github&q=" + push.commit())
                        .items())
                .isEmpty();
    }

    private static void advance(SandboxClient sandbox) {
        sandbox.advance(Duration.ofMinutes(6));
    }

    private static List<JsonNode> repaired(SandboxClient sandbox, Push push) {
        return sandbox.get("auditor", "/api/deliveries?source=repair&q=" + push.commit())
                .items()
                .filter(delivery -> !delivery.path("event").asText().equals("tag"))
                .toList();
    }
}
