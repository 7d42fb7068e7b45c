package io.promotionbus.benchmark;

import com.fasterxml.jackson.databind.JsonNode;
import io.promotionbus.sandbox.http.Json;
import io.promotionbus.support.SandboxClient;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import org.HdrHistogram.Histogram;
import org.awaitility.Awaitility;

/**
 * The audit log full of events: every filter of the API, deep pages, a whole export with the memory it takes, sealing and
 * verifying.
 */
final class AuditBenchmark implements Benchmark {

    private static final long EVENTS = Long.getLong("benchmark.audit.events", 200_000L);
    /** Sealing ten million takes a quarter of an hour; when fewer than there are, nothing is sealed and verified. */
    private static final long SEALED = Math.min(EVENTS, Long.getLong("benchmark.audit.sealed", 500_000L));

    private static final int RUNS = Integer.getInteger("benchmark.audit.runs", 60);
    private static final int WARM_UP = 20;
    private static final int PAGES = 200;
    private static final String PARTITIONS = "FROM pg_inherits WHERE inhparent = 'audit_event'::regclass";
    private static final Duration PATIENCE = Duration.ofMinutes(20);

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Lab lab;
    private final Random random = new Random(7);

    AuditBenchmark(Lab lab) {
        this.lab = lab;
    }

    @Override
    public String name() {
        return "audit";
    }

    @Override
    public void run(Report report) throws Exception {
        SandboxClient sandbox = new SandboxClient(lab.sandbox());
        AuditFill fill = new AuditFill(EVENTS, Instant.now().minus(1, ChronoUnit.HOURS));
        if (count("audit_event") < EVENTS) {
            long began = System.nanoTime();
            try (Connection connection = lab.database()) {
                fill.copy(connection);
            }
            report.figure("filling by COPY, indexes built afterwards", EVENTS / seconds(began), "/s");
        }
        // Otherwise an earlier run has left them: ten million take half an hour.
        long events = count("audit_event");
        report.figure("events", events, "");
        double bytes = number("SELECT sum(pg_total_relation_size(inhrelid)) " + PARTITIONS);
        report.figure("size of the events with indexes", bytes / 1048576, "MiB");
        report.figure("one event with its share of the indexes", bytes / events, "bytes");
        report.figure("partitions, one per month", number("SELECT count(*) " + PARTITIONS), "");
        Map<String, Supplier<String>> filters = filters(fill);
        // What is read from disk once, and code that nobody has run yet.
        for (int i = 0; i < WARM_UP; i++) {
            for (Supplier<String> filter : filters.values()) {
                ask(sandbox, filter.get());
            }
        }
        for (Map.Entry<String, Supplier<String>> filter : filters.entrySet()) {
            Histogram times = Load.histogram();
            for (int i = 0; i < RUNS; i++) {
                times.recordValue(ask(sandbox, filter.getValue().get()));
            }
            report.times("filter " + filter.getKey(), times, null, Target.atMost(50));
        }
        deep(report, sandbox);
        export(report, sandbox);
        if (SEALED >= EVENTS) {
            seal(report, sandbox);
        } else {
            System.out.println("[benchmark]   not everything is sealed, so nothing is verified");
        }
    }

    private Map<String, Supplier<String>> filters(AuditFill fill) {
        Map<String, Supplier<String>> filters = new LinkedHashMap<>();
        filters.put("none", () -> "");
        filters.put("actor", () -> "&actor=" + AuditFill.actor(random.nextInt(AuditFill.ACTORS)));
        filters.put("action, common", () -> "&action=delivery.");
        filters.put("action, rare", () -> "&action=break-glass");
        filters.put("project", () -> "&project=" + project());
        filters.put("stage", () -> "&stage=" + stage());
        filters.put("project and stage", () -> "&project=" + project() + "&stage=" + stage());
        filters.put("freight", () -> "&freight=" + freight());
        filters.put("delivery", () -> "&delivery=" + AuditFill.delivery(random.nextLong(EVENTS / 5)));
        filters.put("from and to", () -> hour(fill));
        filters.put("q, one Freight", () -> "&q=" + freight());
        filters.put("q, every event", () -> "&q=promote");
        filters.put("q, one project", () -> "&q=" + project());
        filters.put("q and project", () -> "&q=verdict&project=" + project());
        filters.put("project and action", () -> "&action=approval.approved&project=" + project());
        filters.put("actor and hour", () -> "&actor=" + AuditFill.actor(random.nextInt(AuditFill.ACTORS)) + hour(fill));
        return filters;
    }

    private String project() {
        return AuditFill.project(random.nextInt(AuditFill.PROJECTS));
    }

    private String stage() {
        return AuditFill.STAGES.get(random.nextInt(AuditFill.STAGES.size()));
    }

    private String freight() {
        return AuditFill.freight(random.nextLong(Math.max(1, EVENTS / 20)));
    }

    private String hour(AuditFill fill) {
        Instant from = fill.begin().plus(random.nextLong(80 * 24), ChronoUnit.HOURS);
        return "&from=" + from + "&to=" + from.plus(1, ChronoUnit.HOURS);
    }

    /** @return microseconds */
    private static long ask(SandboxClient sandbox, String query) {
        long began = System.nanoTime();
        int status = sandbox.get("auditor", "/api/audit?limit=50" + query).status();
        if (status != 200) {
            throw new IllegalStateException(query + " was answered with " + status);
        }
        return (System.nanoTime() - began) / 1000;
    }

    private static void deep(Report report, SandboxClient sandbox) throws Exception {
        Histogram times = Load.histogram();
        String cursor = "";
        for (int i = 0; i < PAGES && cursor != null; i++) {
            long began = System.nanoTime();
            JsonNode page =
                    sandbox.get("auditor", "/api/audit?limit=200" + cursor).body();
            times.recordValue((System.nanoTime() - began) / 1000);
            cursor = page.hasNonNull("next") ? "&cursor=" + page.path("next").asText() : null;
        }
        report.times("each of " + PAGES + " pages of 200", times, null, Target.atMost(50));
    }

    private void export(Report report, SandboxClient sandbox) throws Exception {
        Path status = Path.of("/proc/" + lab.sandbox().buses().getFirst().pid().orElseThrow() + "/status");
        double before = residentMiB(status);
        HttpRequest request = HttpRequest.newBuilder(
                        sandbox.console().resolve("/api/audit/export?format=ndjson&from=2000-01-01T00:00:00Z"))
                .header("Authorization", "Bearer " + sandbox.token("auditor"))
                .build();
        long began = System.nanoTime();
        long lines = 0;
        double most = before;
        try (InputStream in =
                http.send(request, HttpResponse.BodyHandlers.ofInputStream()).body()) {
            byte[] buffer = new byte[1 << 16];
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                for (int i = 0; i < n; i++) {
                    lines += buffer[i] == '\n' ? 1 : 0;
                }
                most = Math.max(most, residentMiB(status));
            }
        }
        if (lines < EVENTS) {
            throw new IllegalStateException("The export has " + lines + " lines only");
        }
        report.figure("export", lines / seconds(began), "events/s");
        report.figure("export: RSS more than before", most - before, "MiB");
    }

    private void seal(Report report, SandboxClient sandbox) throws Exception {
        long sealed = count("audit_sealed");
        try (Connection connection = lab.database();
                Statement statement = connection.createStatement()) {
            statement.execute("INSERT INTO audit_unsealed (event_id, at) SELECT id, at FROM audit_event"
                    + " e WHERE NOT EXISTS (SELECT FROM audit_sealed s WHERE s.event_id = e.id) LIMIT " + SEALED
                    + " ON CONFLICT DO NOTHING");
        }
        long began = System.nanoTime();
        Awaitility.await()
                .atMost(PATIENCE)
                .pollInterval(Duration.ofSeconds(1))
                .until(() -> number("SELECT count(*) FROM (SELECT FROM audit_unsealed LIMIT 1) AS one") == 0);
        report.figure("sealing", (count("audit_sealed") - sealed) / seconds(began), "events/s");
        began = System.nanoTime();
        JsonNode verified = Json.tree(http.send(
                        HttpRequest.newBuilder(sandbox.console().resolve("/api/audit/verify"))
                                .header("Authorization", "Bearer " + sandbox.token("auditor"))
                                .build(),
                        HttpResponse.BodyHandlers.ofByteArray())
                .body());
        if (!verified.path("ok").asBoolean()) {
            throw new IllegalStateException("The log does not verify: " + verified);
        }
        report.figure("verification", verified.path("through").asLong() / seconds(began), "events/s");
    }

    private long count(String table) throws Exception {
        return number("SELECT count(*) FROM " + table);
    }

    private long number(String query) throws Exception {
        try (Connection connection = lab.database();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getLong(1);
        }
    }

    private static double residentMiB(Path status) throws Exception {
        try (var lines = Files.lines(status)) {
            return lines.filter(line -> line.startsWith("VmRSS:"))
                            .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                            .findFirst()
                            .orElseThrow()
                    / 1024.0;
        }
    }

    private static double seconds(long began) {
        return (System.nanoTime() - began) / 1e9;
    }
}
