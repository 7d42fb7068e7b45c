package io.promotionbus.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.promotionbus.sandbox.github.Hook;
import io.promotionbus.sandbox.http.Json;
import io.promotionbus.sandbox.source.Webhooks;
import io.promotionbus.support.SandboxClient;
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
import org.awaitility.Awaitility;

/**
 * Signed deliveries, each with an id of its own, and what became of them. Two phases: send and write down what was
 * acknowledged; then look at what became of it.
 */
public final class DeliveryLedger implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(5);

    static {
        // A killed bus breaks off what it was saying to the pretended mail server, whose threads complain about it.
        Awaitility.doNotCatchUncaughtExceptionsByDefault();
    }

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(2))
            .build();
    private final Set<String> acknowledged = ConcurrentHashMap.newKeySet();
    private final AtomicInteger sent = new AtomicInteger();
    private final SandboxClient sandbox;
    private final int deliveries;
    private final ExecutorService senders;
    private final List<Future<?>> sending = new ArrayList<>();

    /** Begins to send. Every tenth delivery is delivered twice although it was acknowledged. */
    public DeliveryLedger(SandboxClient sandbox, int deliveries, int senders) {
        this.sandbox = sandbox;
        this.deliveries = deliveries;
        this.senders = Executors.newFixedThreadPool(senders);
        for (int i = 0; i < senders; i++) {
            sending.add(this.senders.submit(this::send));
        }
    }

    /** Waits until that many were begun. */
    public void awaitSent(int count) {
        await().atMost(PATIENCE).until(() -> sent.get() >= count || failed());
    }

    private boolean failed() {
        return sending.stream().anyMatch(one -> one.state() == Future.State.FAILED);
    }

    /** Waits until every delivery was acknowledged. */
    public void awaitAcknowledged() throws Exception {
        for (Future<?> sender : sending) {
            sender.get();
        }
        assertThat(acknowledged).as("deliveries that got a 2xx").hasSize(deliveries);
    }

    private void send() {
        while (true) {
            int number = sent.incrementAndGet();
            if (number > deliveries) {
                return;
            }
            String id = UUID.randomUUID().toString();
            // Whoever got no answer cannot know whether it was stored, and delivers again under the same id.
            deliver(id, number);
            acknowledged.add(id);
            if (number % 10 == 0) {
                deliver(id, number);
            }
        }
    }

    private void deliver(String id, int number) {
        await().atMost(PATIENCE)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(200))
                .until(() -> post(id, body(number)));
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

    private boolean post(String id, byte[] body) {
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
            return status / 100 == 2;
        } catch (java.io.IOException killed) {
            return false; // Nobody answered: the sender knows nothing, and neither may the test.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Every acknowledged delivery is there once and has its verdict. */
    public void everyAcknowledgedDeliveryEndsInOneVerdict() {
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

    /** A second Promotion of an attempt may exist, but only one may ever have run. */
    public static void noAttemptRanTwice(SandboxClient sandbox) {
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
    public static void nobodyWasAskedTwice(SandboxClient sandbox) {
        Map<String, Set<String>> messages = sandbox.control("GET", "mail", null)
                .items()
                .collect(Collectors.groupingBy(
                        mail -> mail.path("to").asText() + " "
                                + mail.path("links").path(0).asText() + " "
                                + mail.path("subject").asText(),
                        Collectors.mapping(mail -> mail.path("messageId").asText(), Collectors.toSet())));
        assertThat(messages).allSatisfy((subject, ids) -> assertThat(ids).hasSize(1));
    }

    /** The audit chain is whole, and no request was decided twice by one person. */
    public static void theAuditLogIsWhole(SandboxClient sandbox) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(sandbox.get("auditor", "/api/audit/verify")
                                .body()
                                .path("ok")
                                .asBoolean())
                        .isTrue());
        Map<String, Long> decisions = sandbox.get("auditor", "/api/audit?action=approval.approved&limit=200")
                .items()
                .collect(Collectors.groupingBy(
                        event -> event.path("subject").path("id").asText() + " "
                                + event.path("actor").path("name").asText(),
                        Collectors.counting()));
        assertThat(decisions).allSatisfy((who, count) -> assertThat(count).isEqualTo(1));
    }

    @Override
    public void close() {
        senders.shutdownNow();
    }
}
