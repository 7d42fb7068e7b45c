package io.promotionbus.benchmark;

import com.fasterxml.jackson.databind.JsonNode;
import io.promotionbus.support.SandboxClient;
import io.promotionbus.support.SandboxClient.Push;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import org.HdrHistogram.Histogram;
import org.awaitility.Awaitility;

/**
 * Takes versions from their push to the stages and says how long each step took. While a time runs nobody asks the bus
 * anything: Freight and Promotions are seen where they appear, in the cluster.
 */
final class Journey {

    static final Duration PATIENCE = Duration.ofMinutes(2);

    private static final Duration POLL = Duration.ofMillis(100);

    /** The first announcement of each image under the tag; the later one is the last sibling's. */
    private static final String LAST_SIBLING = """
        SELECT max(first) FROM (
            SELECT min(received_at) AS first FROM intake_delivery, jsonb_array_elements(artifacts) AS artifact
            WHERE artifact ->> 'tag' = ? GROUP BY artifact ->> 'repository') AS siblings\
        """;

    private final Lab lab;
    private final SandboxClient sandbox;
    private final Promotions promotions;

    Journey(Lab lab, SandboxClient sandbox, Promotions promotions) {
        this.lab = lab;
        this.sandbox = sandbox;
        this.promotions = promotions;
    }

    /** One version to dev and, by a decision, to stg; then both lanes are free again. */
    void promote(Histogram toDev, Histogram toStg) throws SQLException {
        Push push = toDev("users-api", toDev);
        String freight = promotions.freight(push.tag());
        JsonNode request = request(freight);
        Instant decided = Instant.now();
        int status = sandbox.api(
                        "qa",
                        "POST",
                        "/api/approvals/" + request.path("id").asText() + "/decision",
                        Map.of(
                                "decision",
                                "approve",
                                "fingerprint",
                                request.path("fingerprint").asText()))
                .status();
        if (status != 200) {
            throw new IllegalStateException("The decision was answered with " + status);
        }
        record(toStg, decided, promotions.of("stg", freight));
        settled("stg", push);
    }

    /** One version to dev, which is not waited for to run there. */
    Push toDev(String image, Histogram times) throws SQLException {
        Push push = sandbox.push(image);
        Instant created = promotions.of("dev", promotions.freight(push.tag()));
        record(times, lastSibling(push), created);
        return push;
    }

    /** It runs there and is verified, so that the next Promotion waits for nothing. */
    void settled(String stage, Push push) {
        await(() -> sandbox.running(stage).equals(push.tag())
                && sandbox.health(stage).equals("Healthy"));
        await(() -> sandbox.get(
                        "viewer",
                        "/api/why?project=image-promotion&stage=" + stage + "&freight="
                                + promotions.freight(push.tag()))
                .body()
                .path("state")
                .asText()
                .equals("current"));
    }

    private static void await(java.util.concurrent.Callable<Boolean> condition) {
        Awaitility.await().atMost(PATIENCE).pollInterval(POLL).until(condition);
    }

    /** Business time less wall time. */
    Duration offset() throws SQLException {
        try (Connection connection = lab.database();
                ResultSet row = connection.createStatement().executeQuery("SELECT offset_micros FROM clock_offset")) {
            row.next();
            return Duration.of(row.getLong(1), ChronoUnit.MICROS);
        }
    }

    private Instant lastSibling(Push push) throws SQLException {
        try (Connection connection = lab.database();
                PreparedStatement query = connection.prepareStatement(LAST_SIBLING)) {
            query.setString(1, push.tag());
            try (ResultSet row = query.executeQuery()) {
                row.next();
                return row.getObject(1, OffsetDateTime.class).toInstant().minus(offset());
            }
        }
    }

    private JsonNode request(String freight) {
        return Awaitility.await()
                .atMost(PATIENCE)
                .pollInterval(POLL)
                .until(
                        () -> sandbox.get("qa", "/api/approvals?state=open&stage=stg")
                                .items()
                                .filter(request ->
                                        request.path("freight").asText().equals(freight))
                                .findFirst()
                                .map(open -> sandbox.get(
                                                "qa",
                                                "/api/approvals/"
                                                        + open.path("id").asText())
                                        .body()),
                        // Nobody may decide before it is known who wrote it.
                        found -> found.isPresent()
                                && !found.get()
                                        .path("changes")
                                        .path("status")
                                        .asText()
                                        .equals("unavailable"))
                .orElseThrow();
    }

    static void record(Histogram times, Instant from, Instant to) {
        times.recordValue(Math.max(0, ChronoUnit.MICROS.between(from, to)));
    }
}
