package io.promotionbus.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.promotionbus.chaos.DeliveryLedger;
import io.promotionbus.sandbox.github.Hook;
import io.promotionbus.support.FileSizeLimit;
import io.promotionbus.support.InSandbox;
import io.promotionbus.support.SandboxClient;
import io.promotionbus.support.SandboxClient.Push;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** PostgreSQL has no room left: what is refused is not lost, because nobody was told that it is safe. */
@InSandbox
class FullDiskIT {

    private static final long ROOM = 16L << 20;
    private static final int BODY = 3 << 20;
    private static final int MORE_THAN_FITS = 40;
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Random random = new Random(7);

    /** What a sender holds until it is acknowledged. */
    private record Sent(String id, byte[] body) {}

    @Test
    void refusesWhatItCannotKeepAndTakesItWhenThereIsRoomAgain(SandboxClient sandbox) throws Exception {
        assumeTrue(FileSizeLimit.available(), "no prlimit on the PATH");
        Optional<Long> bus = sandbox.sandbox().buses().getFirst().pid();
        long postgres = sandbox.sandbox().postgres().pid().orElseThrow();
        List<Sent> accepted = new ArrayList<>();
        Sent refused = null;
        try (FileSizeLimit limit = new FileSizeLimit(postgres, ROOM)) {
            for (int i = 0; refused == null && i < MORE_THAN_FITS; i++) {
                Sent next = new Sent(UUID.randomUUID().toString(), ping());
                HttpResponse<String> answer = deliver(sandbox, next);
                if (answer.statusCode() == 202) {
                    accepted.add(next);
                } else {
                    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(503);
                    assertThat(answer.headers().firstValue("Retry-After")).isPresent();
                    assertThat(answer.body()).contains("storage-unavailable");
                    refused = next;
                }
            }
            assertThat(refused).as("the first that did not fit").isNotNull();
        }

        Sent again = refused;
        await().atMost(PATIENCE).until(() -> deliver(sandbox, again).statusCode() == 202);
        accepted.add(again);
        for (Sent one : accepted) {
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(verdicts(sandbox, one)).containsExactly("done ping"));
        }
        Push push = sandbox.push("users-api");
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(sandbox.running("dev")).isEqualTo(push.tag()));
        DeliveryLedger.theAuditLogIsWhole(sandbox);
        assertThat(sandbox.sandbox().buses().getFirst().pid())
                .as("the process lived through it")
                .isEqualTo(bus);
    }

    /** What no compression makes small. */
    private byte[] ping() {
        byte[] noise = new byte[BODY / 4 * 3];
        random.nextBytes(noise);
        return ("{\"zen\":\"" + Base64.getEncoder().encodeToString(noise) + "\"}").getBytes(StandardCharsets.US_ASCII);
    }

    private HttpResponse<String> deliver(SandboxClient sandbox, Sent sent) throws IOException, InterruptedException {
        return http.send(
                HttpRequest.newBuilder(URI.create(sandbox.console() + "/webhooks/github"))
                        .timeout(Duration.ofSeconds(30))
                        .header("Content-Type", "application/json")
                        .header("X-GitHub-Event", "ping")
                        .header("X-GitHub-Delivery", sent.id())
                        .header(
                                "X-Hub-Signature-256",
                                Hook.signature(sandbox.sandbox().githubSecret(), sent.body()))
                        .POST(HttpRequest.BodyPublishers.ofByteArray(sent.body()))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private static List<String> verdicts(SandboxClient sandbox, Sent sent) {
        return sandbox.get("auditor", "/api/deliveries?event=ping&limit=200")
                .items()
                .filter(delivery -> delivery.path("deliveryId").asText().equals(sent.id()))
                .map(FullDiskIT::verdict)
                .toList();
    }

    private static String verdict(JsonNode delivery) {
        return delivery.path("status").asText() + " "
                + delivery.path("verdict").path("kind").asText();
    }
}
