package io.promotionbus.benchmark;

import io.promotionbus.support.SandboxClient;
import io.promotionbus.support.SandboxClient.Push;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/** From the moment a stage has been unhealthy for as long as its policy allows to the Promotion that brings it back. */
final class Rollbacks {

    /** As the sandbox's policy for dev says. */
    private static final Duration UNHEALTHY_FOR = Duration.ofSeconds(3);

    private Rollbacks() {}

    static Histogram measure(int runs, SandboxClient sandbox, Promotions promotions, Journey journey) {
        Histogram times = Load.histogram();
        Push good = sandbox.push("users-api");
        journey.settled("dev", good);
        for (int i = 0; i < runs; i++) {
            Push bad = sandbox.push("users-api");
            journey.settled("dev", bad);
            Instant sick = Instant.now();
            health(sandbox, "Unhealthy");
            Instant created = promotions.after("dev", promotions.freight(good.tag()), sick);
            Journey.record(times, sick.plus(UNHEALTHY_FOR), created);
            health(sandbox, null);
            journey.settled("dev", good);
            sandbox.api(
                    "operator",
                    "POST",
                    "/api/stages/image-promotion/dev/resume",
                    Map.of("reason", "the next measurement"));
        }
        return times;
    }

    private static void health(SandboxClient sandbox, @Nullable String status) {
        Map<String, Object> body = new HashMap<>(Map.of("project", "image-promotion", "stage", "dev"));
        body.put("status", status);
        sandbox.control("POST", "health", body);
    }
}
