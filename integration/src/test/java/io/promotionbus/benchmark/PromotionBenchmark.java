package io.promotionbus.benchmark;

import com.fasterxml.jackson.databind.JsonNode;
import io.promotionbus.sandbox.RunningSandbox;
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
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import org.HdrHistogram.Histogram;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/**
 * How long people wait: from the last sibling's webhook to dev's Promotion, idle and under noise, from a decision and from
 * the edge of a window to the stage's Promotion; and what 20 tags within two seconds become.
 */
final class PromotionBenchmark implements Benchmark {

    private static final int RUNS = Integer.getInteger("benchmark.promotion.runs", 200);
    private static final int EDGES = Integer.getInteger("benchmark.promotion.edges", RUNS);
    private static final int NOISE = 200;
    /** As the sandbox's policy for dev says. */
    private static final Duration UNHEALTHY_FOR = Duration.ofSeconds(3);

    private static final int TAGS = 20;
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /** The first announcement of each image under the tag; the later one is the last sibling's. */
    private static final String LAST_SIBLING = """
        SELECT max(first) FROM (
            SELECT min(received_at) AS first FROM intake_delivery, jsonb_array_elements(artifacts) AS artifact
            WHERE artifact ->> 'tag' = ? GROUP BY artifact ->> 'repository') AS siblings\
        """;

    private final Lab lab;

    PromotionBenchmark(Lab lab) {
        this.lab = lab;
    }

    @Override
    public String name() {
        return "promotion";
    }

    @Override
    public void run(Report report) throws Exception {
        SandboxClient sandbox = new SandboxClient(lab.sandbox());
        sandbox.release();
        Promotions promotions =
                new Promotions(lab.sandbox().cluster().simulator().orElseThrow());
        for (int i = 0; i < Math.min(10, RUNS); i++) {
            promote(sandbox, promotions, Load.histogram(), Load.histogram());
        }
        Histogram toDev = Load.histogram();
        Histogram toStg = Load.histogram();
        for (int i = 0; i < RUNS; i++) {
            promote(sandbox, promotions, toDev, toStg);
        }
        report.times("last sibling's webhook to dev Promotion, idle", toDev, Target.atMost(60), Target.atMost(150));
        report.times("decision to Promotion", toStg, null, Target.atMost(250));
        report.times(
                "last sibling's webhook to dev Promotion, " + NOISE + " deliveries/s beside",
                noisy(sandbox, promotions),
                null,
                null);
        twentyTags(report, sandbox, promotions);
        report.times(
                "unhealthy for longer than allowed to rollback",
                rollbacks(sandbox, promotions),
                null,
                Target.atMost(1000));
        report.times("edge of a window to Promotion", edges(sandbox, promotions), null, null);
    }

    /** One version to dev and, by a decision, to stg; then both lanes are free again. */
    private void promote(SandboxClient sandbox, Promotions promotions, Histogram toDev, Histogram toStg)
            throws SQLException {
        Push push = sandbox.push("users-api");
        String freight = freight(sandbox, push);
        record(toDev, lastSibling(push), promotions.of("dev", freight));
        JsonNode request = request(sandbox, freight);
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
        settled(sandbox, "stg", push);
    }

    private Histogram noisy(SandboxClient sandbox, Promotions promotions) throws Exception {
        RunningSandbox running = lab.sandbox();
        byte[] body = IntakeBenchmark.body();
        String signature = IntakeBenchmark.signature(running.githubSecret(), body);
        Histogram times = Load.histogram();
        AtomicBoolean over = new AtomicBoolean();
        try (ExecutorService noise = Executors.newSingleThreadExecutor()) {
            noise.submit(() -> {
                while (!over.get()) {
                    Load.paced(
                            8,
                            NOISE,
                            Duration.ofSeconds(2),
                            () -> new WebhookClient(running.buses().getFirst().url(), "push", signature, body));
                }
                return null;
            });
            try {
                for (int i = 0; i < RUNS; i++) {
                    Push push = sandbox.push("users-ui");
                    // When it is Freight, its deliveries are interpreted; what they announce is not known before.
                    String freight = freight(sandbox, push);
                    record(times, lastSibling(push), promotions.of("dev", freight));
                    settled(sandbox, "dev", push);
                }
            } finally {
                over.set(true);
            }
        }
        return times;
    }

    private void twentyTags(Report report, SandboxClient sandbox, Promotions promotions) throws Exception {
        int before = promotions.in("dev");
        Instant began = Instant.now();
        List<Push> pushes = new ArrayList<>();
        for (int i = 0; i < TAGS; i++) {
            pushes.add(sandbox.push("users-api"));
        }
        double seconds = ChronoUnit.MILLIS.between(began, Instant.now()) / 1000.0;
        settled(sandbox, "dev", pushes.getLast());
        report.figure(TAGS + " tags pushed within", seconds, "s");
        long freights = 0;
        for (Push push : pushes) {
            freights += freight(sandbox, push).isEmpty() ? 0 : 1;
        }
        report.figure(TAGS + " tags: Freight", freights, "", Target.atLeast(TAGS));
        report.figure(TAGS + " tags: Promotions of dev", promotions.in("dev") - before, "", Target.atMost(2));
    }

    /** From the moment the stage has been unhealthy for as long as its policy allows. */
    private static Histogram rollbacks(SandboxClient sandbox, Promotions promotions) {
        Histogram times = Load.histogram();
        for (int i = 0; i < EDGES; i++) {
            Push good = sandbox.push("users-api");
            settled(sandbox, "dev", good);
            Push bad = sandbox.push("users-api");
            settled(sandbox, "dev", bad);
            Instant sick = Instant.now();
            health(sandbox, "Unhealthy");
            record(times, sick.plus(UNHEALTHY_FOR), promotions.after("dev", freight(sandbox, good), sick));
            health(sandbox, null);
            settled(sandbox, "dev", good);
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

    /** Stage stg is open in the first half of each minute; the versions wait in the second half. */
    private Histogram edges(SandboxClient sandbox, Promotions promotions) throws Exception {
        sandbox.control(
                "PUT",
                "policies/quality",
                Map.of(
                        "stages", List.of("stg"),
                        "promotion", "Automatic",
                        "windows",
                                List.of(Map.of(
                                        "kind", "Allow",
                                        "schedule", "* * * * *",
                                        "duration", "30s",
                                        "timeZone", "UTC"))));
        Histogram times = Load.histogram();
        for (int i = 0; i < EDGES; i++) {
            advanceTo(sandbox, 40);
            Push push = sandbox.push("users-api");
            String freight = freight(sandbox, push);
            settled(sandbox, "dev", push);
            Awaitility.await()
                    .atMost(PATIENCE)
                    .until(() -> sandbox.get("viewer", "/api/why?project=image-promotion&stage=stg&freight=" + freight)
                            .body()
                            .toString()
                            .contains("window-closed"));
            Instant edge =
                    advanceTo(sandbox, 59).truncatedTo(ChronoUnit.MINUTES).plus(1, ChronoUnit.MINUTES);
            Duration offset = offset();
            record(times, edge.minus(offset), promotions.of("stg", freight));
            settled(sandbox, "stg", push);
        }
        return times;
    }

    /** Moves the business time forward to the next such second of a minute. */
    private Instant advanceTo(SandboxClient sandbox, int second) throws SQLException {
        Instant now = Instant.now().plus(offset());
        Instant then = now.truncatedTo(ChronoUnit.MINUTES).plusSeconds(second);
        Duration advance = Duration.between(now, then.isAfter(now) ? then : then.plus(1, ChronoUnit.MINUTES));
        return Instant.parse(sandbox.control("POST", "clock", Map.of("advance", advance.toString()))
                .body()
                .path("now")
                .asText());
    }

    private Duration offset() throws SQLException {
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

    private static String freight(SandboxClient sandbox, Push push) {
        return Awaitility.await()
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(50))
                .until(() -> sandbox.freightOf(push.tag()), freight -> !freight.isEmpty());
    }

    private static JsonNode request(SandboxClient sandbox, String freight) {
        return Awaitility.await()
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(100))
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

    /** It runs there and is verified, so that the next Promotion waits for nothing. */
    private static void settled(SandboxClient sandbox, String stage, Push push) {
        Awaitility.await()
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(100))
                .until(() -> sandbox.running(stage).equals(push.tag())
                        && sandbox.health(stage).equals("Healthy"));
        Awaitility.await()
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(100))
                .until(() -> sandbox.get(
                                "viewer",
                                "/api/why?project=image-promotion&stage=" + stage + "&freight="
                                        + sandbox.freightOf(push.tag()))
                        .body()
                        .path("state")
                        .asText()
                        .equals("current"));
    }

    private static void record(Histogram times, Instant from, Instant to) {
        times.recordValue(Math.max(0, ChronoUnit.MICROS.between(from, to)));
    }
}
