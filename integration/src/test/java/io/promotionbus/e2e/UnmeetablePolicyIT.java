package io.promotionbus.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.promotionbus.support.InSandbox;
import io.promotionbus.support.SandboxClient;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A policy that can never be met says so before anybody waits for it. */
@InSandbox
class UnmeetablePolicyIT {

    private static final Duration PATIENCE = Duration.ofSeconds(90);

    @Test
    void isKnownBeforeItBlocksSomebody(SandboxClient sandbox) {
        // Of a stage that does not exist, so that nobody else's tests wait for it.
        Map<String, Object> spec = Map.of(
                "stages",
                List.of("night"),
                "promotion",
                "Approval",
                "approval",
                Map.of("require", List.of(Map.of("role", "break-glass", "count", 7))));
        assertThat(sandbox.control("PUT", "policies/night", spec).status()).isEqualTo(200);
        try {
            await().atMost(PATIENCE).untilAsserted(() -> {
                JsonNode policy = sandbox.get("viewer", "/api/policies")
                        .items()
                        .filter(one -> one.path("name").asText().equals("night"))
                        .findFirst()
                        .orElseThrow();
                assertThat(policy.path("ready").asBoolean()).isTrue();
                assertThat(policy.path("because").asText())
                        .isEqualTo("it can never be met: the role break-glass needs 7 people and has 1");
            });
        } finally {
            sandbox.control("DELETE", "policies/night", null);
        }
    }
}
