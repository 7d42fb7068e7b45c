package io.promotionbus.benchmark;

import com.fasterxml.jackson.databind.JsonNode;
import io.promotionbus.sandbox.cluster.ClusterSimulator;
import io.promotionbus.sandbox.cluster.api.StoreEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;

/**
 * When each Promotion appeared in the cluster, by stage and Freight, to the microsecond of this machine's clock; and which
 * Freight carries which tag.
 */
final class Promotions {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Map<String, Instant> latest = new ConcurrentHashMap<>();
    private final Map<String, Instant> created = new ConcurrentHashMap<>();
    private final Map<String, String> freights = new ConcurrentHashMap<>();
    private final Map<String, AtomicInteger> perStage = new ConcurrentHashMap<>();

    Promotions(ClusterSimulator cluster) {
        cluster.observe(this::see);
    }

    private void see(StoreEvent event) {
        JsonNode object = event.object();
        // Other projects have stages of the same names.
        if (event.kind() == StoreEvent.Kind.ADDED
                && object.path("metadata").path("namespace").asText().equals("image-promotion")) {
            switch (object.path("kind").asText()) {
                case "Promotion" -> promotion(object.path("spec"));
                case "Freight" -> freight(object);
                default -> {}
            }
        }
    }

    private void promotion(JsonNode spec) {
        String stage = spec.path("stage").asText();
        String key = stage + " " + spec.path("freight").asText();
        Instant now = Instant.now();
        created.putIfAbsent(key, now);
        latest.put(key, now);
        perStage.computeIfAbsent(stage, ignored -> new AtomicInteger()).incrementAndGet();
    }

    private void freight(JsonNode freight) {
        freight.path("images")
                .forEach(image -> freights.put(
                        image.path("tag").asText(),
                        freight.path("metadata").path("name").asText()));
    }

    /** The Freight of the tag; waits for it. */
    String freight(String tag) {
        Awaitility.await().atMost(PATIENCE).pollInterval(Duration.ofMillis(5)).until(() -> freights.containsKey(tag));
        return freights.get(tag);
    }

    /** Waits for it. */
    Instant of(String stage, String freight) {
        String key = stage + " " + freight;
        Awaitility.await().atMost(PATIENCE).pollInterval(Duration.ofMillis(5)).until(() -> created.containsKey(key));
        return created.get(key);
    }

    /** Waits for one that was created after that time. */
    Instant after(String stage, String freight, Instant time) {
        String key = stage + " " + freight;
        Awaitility.await()
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(5))
                .until(() -> latest.getOrDefault(key, Instant.MIN).isAfter(time));
        return latest.get(key);
    }

    int in(String stage) {
        return perStage.getOrDefault(stage, new AtomicInteger()).get();
    }
}
