package io.promotionbus.benchmark;

import io.promotionbus.support.SandboxClient;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.HdrHistogram.Histogram;

/**
 * How the cost grows: acceptance, and the way from a webhook and from a decision to the Promotion, with 1, 10 and 100 times
 * as many deliveries in the inbox and projects on the board. Ratios against the smallest, in one run.
 */
final class GrowthBenchmark implements Benchmark {

    private static final List<Integer> SCALES = List.of(1, 10, 100);
    private static final int DELIVERIES = 1_000;
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
        Measured smallest = null;
        for (int scale : SCALES) {
            new BoardFill(sandbox, scale).fill();
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

    private void fill(int deliveries) throws SQLException {
        try (Connection connection = lab.database();
                PreparedStatement copy = connection.prepareStatement(COPY);
                Statement statement = connection.createStatement()) {
            copy.setInt(1, deliveries);
            if (copy.executeUpdate() != deliveries) {
                throw new IllegalStateException("There is no interpreted delivery to copy.");
            }
            statement.execute("ANALYZE intake_delivery");
        }
    }

    /** Per second, and medians in microseconds. */
    private record Measured(double accepted, double toDev, double toStg) {}
}
