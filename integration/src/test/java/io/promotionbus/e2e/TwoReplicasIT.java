package io.promotionbus.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.promotionbus.sandbox.RunningSandbox;
import io.promotionbus.sandbox.SandboxOptions;
import io.promotionbus.support.SandboxClient;
import io.promotionbus.support.SandboxClient.Push;
import io.promotionbus.support.SandboxExtension;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two replicas of the bus do everything once, and what is set on one holds on both. */
class TwoReplicasIT {

    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final String ROUTE = "approval-read-commits";

    @Test
    void doesEverythingOnceAndFollowsWhatIsSetOnEither(@TempDir Path data) {
        try (RunningSandbox running =
                RunningSandbox.start(SandboxOptions.onFreePorts(SandboxExtension.jar(), data, 2), message -> {})) {
            SandboxClient sandbox = new SandboxClient(running);
            List<URI> replicas = running.buses().stream().map(bus -> bus.url()).toList();
            assertThat(replicas).hasSize(2);

            Push push = sandbox.push(Map.of("image", "users-api", "posts", 4));
            await().atMost(PATIENCE).untilAsserted(() -> {
                for (String person : List.of("qa", "qa2", "lead")) {
                    assertThat(sandbox.mails(person, push.tag())).hasSize(1);
                }
            });
            assertThat(sandbox.control("GET", "promotions", null).items()).hasSize(1);

            Instant before = Instant.now();
            sandbox.advance(Duration.ofHours(73));
            for (URI replica : replicas) {
                JsonNode request = sandbox.api(replica, "qa", "GET", "/api/approvals?state=expired", null)
                        .items()
                        .findFirst()
                        .orElseThrow();
                assertThat(Instant.parse(request.path("expiresAt").asText())).isAfter(before);
            }
            assertThat(sandbox.mails("qa", push.tag()).stream()
                            .map(mail -> mail.path("messageId").asText())
                            .distinct())
                    .hasSameSizeAs(sandbox.mails("qa", push.tag()));

            suspend(sandbox, replicas.getFirst(), "suspend");
            for (URI replica : replicas) {
                await().atMost(PATIENCE).until(() -> state(sandbox, replica).equals("Suspended"));
            }
            suspend(sandbox, replicas.getLast(), "resume");
            for (URI replica : replicas) {
                await().atMost(PATIENCE).until(() -> state(sandbox, replica).equals("Started"));
            }

            sandbox.control("POST", "processes/bus2", Map.of("action", "kill"));
            assertThat(sandbox.control("POST", "clock", Map.of("advance", "PT1H"))
                            .status())
                    .as("nobody waits for the dead")
                    .isEqualTo(200);
        }
    }

    private static void suspend(SandboxClient sandbox, URI replica, String verb) {
        assertThat(sandbox.api(
                                replica,
                                "operator",
                                "POST",
                                "/api/routes/" + ROUTE + "/" + verb,
                                Map.of("reason", "test"))
                        .status())
                .isEqualTo(200);
    }

    private static String state(SandboxClient sandbox, URI replica) {
        return sandbox.api(replica, "operator", "GET", "/api/routes", null)
                .items()
                .filter(route -> route.path("id").asText().equals(ROUTE))
                .map(route -> route.path("state").asText())
                .findFirst()
                .orElse("");
    }
}
