package io.promotionbus.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import io.promotionbus.support.SandboxClient;
import io.promotionbus.support.SandboxClient.Push;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;
import org.awaitility.Awaitility;

/**
 * From the edge of a window to the Promotion. Stage stg is open in every other minute; the versions wait in the
 * one between, and business time is moved to a second before the edge.
 */
final class WindowEdges {

    /** Seconds; an open minute and a closed one. */
    private static final long PERIOD = 120;

    private final SandboxClient sandbox;
    private final Promotions promotions;
    private final Journey journey;

    WindowEdges(SandboxClient sandbox, Promotions promotions, Journey journey) {
        this.sandbox = sandbox;
        this.promotions = promotions;
        this.journey = journey;
    }

    Histogram measure(int runs) throws SQLException {
        SandboxClient.Response answer = sandbox.control(
                "PUT",
                "policies/quality",
                Map.of(
                        "stages", List.of("stg"),
                        "promotion", "Automatic",
                        "windows",
                                List.of(Map.of(
                                        "kind", "Allow",
                                        "schedule", "*/2 * * * *",
                                        "duration", "1m",
                                        "timeZone", "UTC",
                                        "reason", "every other minute"))));
        if (answer.status() != 200) {
            throw new IllegalStateException("The policy was not taken: " + answer);
        }
        Histogram times = Load.histogram();
        for (int i = 0; i < runs; i++) {
            measure(times);
        }
        return times;
    }

    private void measure(Histogram times) throws SQLException {
        advanceTo(61);
        Push push = sandbox.push("users-api");
        String freight = promotions.freight(push.tag());
        journey.settled("dev", push);
        Awaitility.await()
                .atMost(Journey.PATIENCE)
                .untilAsserted(() -> assertThat(
                                sandbox.get("viewer", "/api/why?project=image-promotion&stage=stg&freight=" + freight)
                                        .body()
                                        .toString())
                        .contains("window-closed"));
        Instant edge = advanceTo(119).truncatedTo(ChronoUnit.MINUTES).plus(1, ChronoUnit.MINUTES);
        Duration offset = journey.offset();
        Journey.record(times, edge.minus(offset), promotions.of("stg", freight));
        journey.settled("stg", push);
    }

    /** Moves the business time forward to the next such second of two minutes. */
    private Instant advanceTo(int second) throws SQLException {
        Instant now = Instant.now().plus(journey.offset());
        Instant then = Instant.ofEpochSecond(now.getEpochSecond() / PERIOD * PERIOD + second);
        Duration advance = Duration.between(now, then.isAfter(now) ? then : then.plusSeconds(PERIOD));
        return Instant.parse(sandbox.control("POST", "clock", Map.of("advance", advance.toString()))
                .body()
                .path("now")
                .asText());
    }
}
