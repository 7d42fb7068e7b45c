package io.promotionbus.sandbox.github;

import io.promotionbus.sandbox.http.Json;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The repository's one webhook: signs, sends, and remembers its deliveries, which can be asked for again. */
public final class Hook {

    public static final long ID = 1_001;

    /** Sends a body and answers the status, 0 when nobody answered. */
    @FunctionalInterface
    public interface Post {
        CompletableFuture<Integer> send(String path, List<String> headers, byte[] body);
    }

    /** @param guid the same for a redelivery */
    record Delivery(
            long id, String guid, String event, Instant deliveredAt, boolean redelivery, int status, byte[] body) {

        Map<String, Object> summary() {
            Map<String, Object> summary = new TreeMap<>();
            summary.put("id", id);
            summary.put("guid", guid);
            summary.put("event", event);
            summary.put("delivered_at", deliveredAt.toString());
            summary.put("redelivery", redelivery);
            summary.put("status", status >= 200 && status < 300 ? "OK" : status == 0 ? "failed to connect" : "failed");
            summary.put("status_code", status == 0 ? 502 : status);
            return summary;
        }

        Map<String, Object> full() {
            Map<String, Object> full = new TreeMap<>(summary());
            full.put("request", Map.of("payload", Json.tree(body)));
            return full;
        }
    }

    private final String secret;
    private final AtomicLong ids = new AtomicLong(10_000);
    private final List<Delivery> deliveries = new CopyOnWriteArrayList<>();

    public Hook(String secret) {
        this.secret = secret;
    }

    public CompletableFuture<Integer> deliver(String event, byte[] body, Post post) {
        return deliver(UUID.randomUUID().toString(), event, body, false, post);
    }

    private CompletableFuture<Integer> deliver(String guid, String event, byte[] body, boolean again, Post post) {
        List<String> headers = List.of(
                "User-Agent",
                "GitHub-Hookshot/5ec5b0a",
                "X-GitHub-Event",
                event,
                "X-GitHub-Delivery",
                guid,
                "X-GitHub-Hook-ID",
                Long.toString(ID),
                "X-GitHub-Hook-Installation-Target-ID",
                "4242",
                "X-GitHub-Hook-Installation-Target-Type",
                "repository",
                "X-Hub-Signature-256",
                signature(secret, body));
        Instant at = Instant.now();
        return post.send("/webhooks/github", headers, body).thenApply(status -> {
            deliveries.add(new Delivery(ids.incrementAndGet(), guid, event, at, again, status, body));
            return status;
        });
    }

    /** A delivery that gets lost on its way; GitHub notes that it could not connect. */
    public void lose(String event, byte[] body) {
        deliveries.add(new Delivery(
                ids.incrementAndGet(), UUID.randomUUID().toString(), event, Instant.now(), false, 0, body));
    }

    /** Sends the delivery again under its old GUID; empty when there is none of this id. */
    Optional<CompletableFuture<Integer>> again(long id, Post post) {
        return find(id).map(old -> deliver(old.guid(), old.event(), old.body(), true, post));
    }

    Optional<Delivery> find(long id) {
        return deliveries.stream().filter(delivery -> delivery.id() == id).findFirst();
    }

    /** Newest first. */
    List<Delivery> deliveries() {
        return deliveries.reversed();
    }

    public void clear() {
        deliveries.clear();
    }

    /** The value of {@code X-Hub-Signature-256}. */
    public static String signature(String secret, byte[] body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return "sha256=" + HexFormat.of().formatHex(mac.doFinal(body));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
