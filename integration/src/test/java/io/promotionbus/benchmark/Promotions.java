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

/** When each Promotion appeared in the cluster, by stage and Freight, to the microsecond of this machine's clock. */
final class Promotions {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Map<String, Instant> latest = new ConcurrentHashMap<>();
    private final Map<String, Instant> created = new ConcurrentHashMap<>();
    private final Map<String, AtomicInteger> perStage = new ConcurrentHashMap<>();

    Promotions(ClusterSimulator cluster) {
        cluster.observe(this::see);
    }

    private void see(StoreEvent event) {
        JsonNode object = event.object();
        if (event.kind() == StoreEvent.Kind.ADDED
                && object.path("kind").asText().equals("Promotion")) {
            String stage = object.path("spec").path("stage").asText();
            created.putIfAbsent(
                    stage + " " + object.path("spec").path("freight").asText(), Instant.now());
            perStage.computeIfAbsent(stage, ignored -> new AtomicInteger()).incrementAndGet();
        }
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
