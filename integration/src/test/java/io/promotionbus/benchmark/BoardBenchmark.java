package io.promotionbus.benchmark;

import io.promotionbus.support.Chromium;
import io.promotionbus.support.SandboxClient;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Random;
import java.util.function.Supplier;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;
import org.opentest4j.TestAbortedException;

/** A company's size: 200 projects of five stages and 100 000 audit events, by the API and in a browser. */
final class BoardBenchmark implements Benchmark {

    private static final int PROJECTS = Integer.getInteger("benchmark.board.projects", 200);
    private static final long EVENTS = 100_000;
    private static final int WARM_UP = 30;
    private static final int RUNS = 200;
    private static final int VISITS = 10;
    private static final Target BOARD = Target.atMost(100);
    private static final Target AUDIT = Target.atMost(50);

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Lab lab;
    private final Random random = new Random(8);

    BoardBenchmark(Lab lab) {
        this.lab = lab;
    }

    @Override
    public String name() {
        return "board";
    }

    @Override
    public void run(Report report) throws Exception {
        SandboxClient sandbox = new SandboxClient(lab.sandbox());
        sandbox.release();
        long began = System.nanoTime();
        int promotions = new BoardFill(sandbox, PROJECTS).fill();
        report.figure("projects", PROJECTS, "");
        report.figure("stages", (double) PROJECTS * BoardFill.STAGES, "");
        report.figure("promotions by the bus until then", promotions / seconds(began), "/s");
        audited();
        report.figure("audit events", events(), "");
        api(report, sandbox);
        browser(report, sandbox);
    }

    private void api(Report report, SandboxClient sandbox) throws Exception {
        report.figure("board as sent", ask(sandbox, "viewer", "/api/board").bytes() / 1024.0, "KiB");
        measure(report, sandbox, "GET /api/board", "viewer", () -> "/api/board", BOARD);
        measure(report, sandbox, "GET /api/audit", "auditor", () -> "/api/audit?limit=50", AUDIT);
        measure(
                report,
                sandbox,
                "GET /api/audit by project",
                "auditor",
                () -> "/api/audit?limit=50&project=" + BoardFill.project(random.nextInt(PROJECTS)),
                AUDIT);
        measure(
                report,
                sandbox,
                "GET /api/audit by action",
                "auditor",
                () -> "/api/audit?limit=50&action=approval.",
                AUDIT);
        measure(report, sandbox, "GET /api/audit by text", "auditor", () -> "/api/audit?limit=50&q=shop-007", AUDIT);
        measure(report, sandbox, "GET /api/approvals", "qa", () -> "/api/approvals?mine=true", null);
    }

    private void browser(Report report, SandboxClient sandbox) throws Exception {
        try (Chromium chromium = Chromium.start();
                BoardVisit visit = new BoardVisit(chromium, sandbox)) {
            Histogram usable = Load.histogram();
            Histogram largest = Load.histogram();
            double shift = 0;
            for (int i = 0; i <= VISITS; i++) {
                visit.open();
                if (i > 0) { // The first one is the login's.
                    usable.recordValue((long) (visit.seen("usable") * 1000));
                    largest.recordValue((long) (visit.seen("largest") * 1000));
                    shift = Math.max(shift, visit.seen("shift"));
                }
            }
            report.times("board usable in a new browser", usable, null, null);
            report.times("largest contentful paint", largest, null, null);
            report.figure("layout shift while loading, most", shift, "");
            visit.type(BoardFill.project(PROJECTS / 2));
            report.figure("a key to the next paint while filtering, slowest", visit.seen("slow"), "ms");
            visit.clear();
            visit.scroll();
            report.figure("layout shift after filtering and scrolling", visit.seen("shift"), "");
        } catch (TestAbortedException withoutBrowser) {
            report.figure("browsers found", 0, "");
        }
    }

    private void measure(
            Report report,
            SandboxClient sandbox,
            String what,
            String person,
            Supplier<String> path,
            @Nullable Target p95)
            throws Exception {
        for (int i = 0; i < WARM_UP; i++) {
            ask(sandbox, person, path.get());
        }
        Histogram times = Load.histogram();
        for (int i = 0; i < RUNS; i++) {
            times.recordValue(ask(sandbox, person, path.get()).micros());
        }
        report.times(what, times, null, p95);
    }

    private record Asked(long micros, int bytes) {}

    /** As a browser asks: compressed. */
    private Asked ask(SandboxClient sandbox, String person, String path) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(sandbox.console().resolve(path))
                .header("Authorization", "Bearer " + sandbox.token(person))
                .header("Accept-Language", "pt-BR")
                .header("Accept-Encoding", "gzip")
                .build();
        long began = System.nanoTime();
        HttpResponse<byte[]> answer = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
        long micros = (System.nanoTime() - began) / 1000;
        if (answer.statusCode() != 200) {
            throw new IllegalStateException(path + " was answered with " + answer.statusCode());
        }
        return new Asked(micros, answer.body().length);
    }

    /** What is missing of the audit log's events. */
    private void audited() throws Exception {
        long missing = EVENTS - events();
        if (missing > 0) {
            try (Connection connection = lab.database()) {
                new AuditFill(missing, Instant.now().minus(1, ChronoUnit.HOURS)).copy(connection);
            }
        }
    }

    private long events() throws Exception {
        try (Connection connection = lab.database();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT count(*) FROM audit_event")) {
            row.next();
            return row.getLong(1);
        }
    }

    private static double seconds(long began) {
        return (System.nanoTime() - began) / 1e9;
    }
}
