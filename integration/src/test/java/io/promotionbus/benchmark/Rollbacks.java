package io.promotionbus.benchmark;

import io.promotionbus.support.SandboxClient;
import io.promotionbus.support.SandboxClient.Push;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/** From the moment a stage has been unhealthy for as long as its policy allows to the Promotion that brings it back. */
final class Rollbacks {

    /** A wait by design; what is measured is what follows it. Shorter than in the sandbox's own policy. */
    private static final Duration UNHEALTHY_FOR = Duration.ofSeconds(1);

    private Rollbacks() {}

    static Histogram measure(int runs, SandboxClient sandbox, Promotions promotions, Journey journey) {
        beImpatient(sandbox);
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

    private static void beImpatient(SandboxClient sandbox) {
        SandboxClient.Response answer = sandbox.control(
                "PUT",
                "policies/development",
                Map.of(
                        "stages",
                        List.of("dev"),
                        "promotion",
                        "Automatic",
                        "rollback",
                        Map.of(
                                "enabled",
                                true,
                                "unhealthyFor",
                                UNHEALTHY_FOR.toSeconds() + "s",
                                "progressingFor",
                                "30s")));
        if (answer.status() != 200) {
            throw new IllegalStateException("The policy was not taken: " + answer);
        }
    }

    private static void health(SandboxClient sandbox, @Nullable String status) {
        Map<String, Object> body = new HashMap<>(Map.of("project", "image-promotion", "stage", "dev"));
        body.put("status", status);
        sandbox.control("POST", "health", body);
    }
}
