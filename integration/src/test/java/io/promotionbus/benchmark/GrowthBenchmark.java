package io.promotionbus.benchmark;

import io.promotionbus.support.SandboxClient;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.HdrHistogram.Histogram;
import org.awaitility.Awaitility;

/**
 * How the cost grows: acceptance, and the way from a webhook and from a decision to the Promotion, with 1, 10 and 100 times
 * as many deliveries in the inbox and projects on the board. Ratios against the smallest, in one run.
 */
final class GrowthBenchmark implements Benchmark {

    private static final List<Integer> SCALES = List.of(1, 10, 100);
    private static final int DELIVERIES = 5_000;
    private static final int RUNS = Integer.getInteger("benchmark.growth.runs", 30);
    private static final int WARM_UP = 20;
    private static final int CLIENTS = 8;
    private static final Duration ROUND = Duration.ofSeconds(8);

    /** Copies of one that was interpreted, with keys of their own. */
    private static final String COPY = """
            INSERT INTO intake_delivery (id, source, source_name, delivery_id, event, dedupe_key, received_at, correlation,
                headers, body, body_bytes, body_sha256, status, next_attempt_at, finished_at, verdict_kind, verdict_reason)
            SELECT gen_random_uuid(), source, source_name, delivery_id, event, 'growth:' || gen_random_uuid(),
                received_at - n * interval '1 second', correlation, headers, body, body_bytes, body_sha256, status,
                next_attempt_at, finished_at, verdict_kind, verdict_reason
            FROM (SELECT * FROM intake_delivery WHERE status = 'done' AND event = 'push' LIMIT 1) AS one,
                generate_series(1, ?) AS n
            """;

    private final Lab lab;

    GrowthBenchmark(Lab lab) {
        this.lab = lab;
    }

    @Override
    public String name() {
        return "growth";
    }

    @Override
    public void run(Report report) throws Exception {
        SandboxClient sandbox = new SandboxClient(lab.sandbox());
        sandbox.release();
        Journey journey = new Journey(
                lab, sandbox, new Promotions(lab.sandbox().cluster().simulator().orElseThrow()));
        Callable<Load.Client> bus = WebhookClient.of(
                lab.sandbox().buses().getFirst().url(), lab.sandbox().githubSecret());
        IntakeBenchmark.warmUp(bus);
        for (int i = 0; i < WARM_UP; i++) {
            journey.promote(Load.histogram(), Load.histogram());
        }
        forgetTheWarmUp();
        Measured smallest = null;
        int there = 0;
        for (int scale : SCALES) {
            new BoardFill(sandbox, there, scale - there).fill();
            there = scale;
            fill(DELIVERIES * scale);
            Measured measured = measure(report, scale, journey, bus);
            smallest = smallest == null ? measured : smallest;
            String what = scale + "x against 1x: ";
            report.figure(what + "accepted per second", measured.accepted() / smallest.accepted(), "x");
            report.figure(what + "webhook to dev Promotion, p50", measured.toDev() / smallest.toDev(), "x");
            report.figure(what + "decision to Promotion, p50", measured.toStg() / smallest.toStg(), "x");
        }
    }

    private static Measured measure(Report report, int scale, Journey journey, Callable<Load.Client> bus)
            throws Exception {
        String what = scale + "x (" + DELIVERIES * scale + " deliveries, " + scale + " projects beside): ";
        double accepted = Load.asFastAsPossible(CLIENTS, ROUND, bus);
        report.figure(what + "accepted", accepted, "/s");
        Histogram toDev = Load.histogram();
        Histogram toStg = Load.histogram();
        for (int i = 0; i < RUNS; i++) {
            journey.promote(toDev, toStg);
        }
        report.times(what + "webhook to dev Promotion", toDev, null, null);
        report.times(what + "decision to Promotion", toStg, null, null);
        return new Measured(accepted, toDev.getValueAtPercentile(50), toStg.getValueAtPercentile(50));
    }

    /** All deliveries but one to copy, so that the first scale is what it says. */
    private void forgetTheWarmUp() throws SQLException {
        Awaitility.await()
                .atMost(Duration.ofMinutes(10))
                .pollInterval(Duration.ofSeconds(1))
                .until(() -> count("status IN ('new', 'retry', 'running')") == 0);
        try (Connection connection = lab.database();
                Statement statement = connection.createStatement()) {
            statement.execute("DELETE FROM intake_delivery WHERE id <> "
                    + "(SELECT id FROM intake_delivery WHERE status = 'done' AND event = 'push' LIMIT 1)");
            statement.execute("VACUUM FULL ANALYZE intake_delivery");
        }
    }

    private long count(String which) throws SQLException {
        try (Connection connection = lab.database();
                ResultSet row = connection
                        .createStatement()
                        .executeQuery("SELECT count(*) FROM intake_delivery WHERE " + which)) {
            row.next();
            return row.getLong(1);
        }
    }

    /** Until there are that many. */
    private void fill(int deliveries) throws SQLException {
        long missing = deliveries - count("true");
        if (missing <= 0) {
            throw new IllegalStateException("There are more than " + deliveries + " deliveries already.");
        }
        try (Connection connection = lab.database();
                PreparedStatement copy = connection.prepareStatement(COPY);
                Statement statement = connection.createStatement()) {
            copy.setLong(1, missing);
            if (copy.executeUpdate() != missing) {
                throw new IllegalStateException("There is no interpreted delivery to copy.");
            }
            statement.execute("VACUUM ANALYZE intake_delivery");
            statement.execute("CHECKPOINT");
        }
    }

    /** Per second, and medians in microseconds. */
    private record Measured(double accepted, double toDev, double toStg) {}
}
