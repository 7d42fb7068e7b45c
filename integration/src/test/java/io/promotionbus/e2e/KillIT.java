package io.promotionbus.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.promotionbus.sandbox.github.Hook;
import io.promotionbus.sandbox.http.Json;
import io.promotionbus.sandbox.source.Webhooks;
import io.promotionbus.support.SandboxClient;
import io.promotionbus.support.SandboxClient.Push;
import io.promotionbus.support.SandboxExtension;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * 500 signed deliveries while the bus is killed five times and PostgreSQL twice. Two phases: send and write down what was
 * acknowledged, then look at what became of it.
 */
@ExtendWith(SandboxExtension.class)
class KillIT {

    private static final int DELIVERIES = 500;
    private static final int PUSHES = 10;
    private static final int SENDERS = 4;
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(2))
            .build();
    private final Set<String> acknowledged = ConcurrentHashMap.newKeySet();
    private final AtomicInteger sent = new AtomicInteger();

    @Test
    void losesNothingAndDoesNothingTwiceWhileBusAndDatabaseAreKilled(SandboxClient sandbox) throws Exception {
        try (ExecutorService senders = Executors.newFixedThreadPool(SENDERS)) {
            List<Future<?>> sending = new ArrayList<>();
            for (int i = 0; i < SENDERS; i++) {
                sending.add(senders.submit(() -> send(sandbox)));
            }
            for (int i = 0; i < PUSHES; i++) {
                afterDeliveries((i + 1) * DELIVERIES / (PUSHES + 1));
                sandbox.push(Map.of("image", "users-api", "posts", 3));
                switch (i) {
                    case 0, 2, 4, 6, 8 -> {
                        sandbox.control("POST", "processes/bus", Map.of("action", "kill"));
                        sandbox.control("POST", "processes/bus", Map.of("action", "start"));
                    }
                    case 3, 7 -> {
                        sandbox.control("POST", "processes/postgres", Map.of("action", "kill"));
                        sandbox.control("POST", "processes/postgres", Map.of("action", "start"));
                    }
                    default -> {
                        // A push between two kills, as life has them.
                    }
                }
                await().atMost(PATIENCE).until(() -> sandbox.sandbox().isReady());
            }
            for (Future<?> sender : sending) {
                sender.get();
            }
        }
        Push last = sandbox.push("users-ui");
        assertThat(acknowledged).as("deliveries that got a 2xx").hasSize(DELIVERIES);

        everyAcknowledgedDeliveryEndsInOneVerdict(sandbox);
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(sandbox.running("dev")).isEqualTo(last.tag()));
        noAttemptRanTwice(sandbox);
        nobodyWasAskedTwice(sandbox);
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(sandbox.get("auditor", "/api/audit/verify")
                                .body()
                                .path("ok")
                                .asBoolean())
                        .isTrue());
    }

    private void afterDeliveries(int count) {
        await().atMost(PATIENCE).until(() -> sent.get() >= count);
    }

    private void send(SandboxClient sandbox) {
        while (true) {
            int number = sent.incrementAndGet();
            if (number > DELIVERIES) {
                return;
            }
            String id = UUID.randomUUID().toString();
            // Whoever got no answer cannot know whether it was stored, and delivers again under the same id.
            while (!post(sandbox, id, body(number))) {
                await().atMost(PATIENCE).pollInterval(Duration.ofMillis(200)).until(sandbox.sandbox()::isReady);
            }
            acknowledged.add(id);
        }
    }

    /** A push to a branch that nobody promotes from: its verdict is known, and it costs no Freight. */
    private static byte[] body(int number) {
        ObjectNode body = Json.MAPPER.createObjectNode();
        body.put("ref", "refs/heads/env/dev");
        body.put("before", "0".repeat(40));
        body.put("after", String.format("%040x", number));
        body.put("created", false).put("deleted", false).put("forced", false);
        body.putArray("commits");
        body.set("repository", Webhooks.repository());
        return Json.bytes(body);
    }

    private boolean post(SandboxClient sandbox, String id, byte[] body) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(sandbox.console() + "/webhooks/github"))
                .timeout(Duration.ofSeconds(10))
                .header("Content-Type", "application/json")
                .header("X-GitHub-Event", "push")
                .header("X-GitHub-Delivery", id)
                .header("X-Hub-Signature-256", Hook.signature(sandbox.sandbox().githubSecret(), body))
                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                .build();
        try {
            int status =
                    http.send(request, HttpResponse.BodyHandlers.ofString()).statusCode();
            if (status / 100 == 2) {
                return true;
            }
        } catch (java.io.IOException killed) {
            // Nobody answered: the sender knows nothing, and neither may the test.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return false;
    }

    private void everyAcknowledgedDeliveryEndsInOneVerdict(SandboxClient sandbox) {
        await().atMost(PATIENCE).pollInterval(Duration.ofSeconds(2)).untilAsserted(() -> {
            Map<String, List<String>> ended = new HashMap<>();
            String cursor = "";
            do {
                JsonNode page = sandbox.get("auditor", "/api/deliveries?source=github&limit=200" + cursor)
                        .body();
                page.path("items")
                        .forEach(delivery -> ended.computeIfAbsent(
                                        delivery.path("deliveryId").asText(), id -> new ArrayList<>())
                                .add(delivery.path("status").asText() + ":"
                                        + delivery.path("verdict").path("kind").asText()));
                cursor =
                        page.hasNonNull("next") ? "&cursor=" + page.path("next").asText() : "";
            } while (!cursor.isEmpty());
            assertThat(acknowledged).allSatisfy(id -> assertThat(ended.get(id)).containsExactly("done:ignored"));
        });
    }

    private static void noAttemptRanTwice(SandboxClient sandbox) {
        Map<String, Long> ran = sandbox.control("GET", "promotions", null)
                .items()
                .filter(promotion -> promotion.path("labels").has("promotionbus.io/attempt"))
                .filter(promotion ->
                        !Set.of("", "Pending").contains(promotion.path("phase").asText()))
                .collect(Collectors.groupingBy(
                        promotion -> promotion
                                .path("labels")
                                .path("promotionbus.io/attempt")
                                .asText(),
                        Collectors.counting()));
        assertThat(ran)
                .isNotEmpty()
                .allSatisfy((attempt, count) -> assertThat(count).isEqualTo(1));
    }

    /** A kill inside the SMTP dialogue may repeat a mail, with the same Message-ID. */
    private static void nobodyWasAskedTwice(SandboxClient sandbox) {
        Map<String, Set<String>> messages = sandbox.control("GET", "mail", null)
                .items()
                .collect(Collectors.groupingBy(
                        mail -> mail.path("to").asText() + " "
                                + mail.path("links").path(0).asText() + " "
                                + mail.path("subject").asText(),
                        Collectors.mapping(mail -> mail.path("messageId").asText(), Collectors.toSet())));
        assertThat(messages).allSatisfy((subject, ids) -> assertThat(ids).hasSize(1));
    }
}
