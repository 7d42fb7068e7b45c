package io.promotionbus.benchmark;

import io.promotionbus.sandbox.RunningSandbox;
import io.promotionbus.sandbox.http.Json;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.HdrHistogram.Histogram;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/**
 * Accepted deliveries per second, each durable before its answer, against single-row inserts from as many clients into the
 * same PostgreSQL. Rounds alternate, and the median of the ratios counts. Measured twice: the acceptance alone, with the
 * route that interprets suspended, and with the bus interpreting what it accepted, which shares the cores with it.
 */
final class IntakeBenchmark implements Benchmark {

    private static final Map<Integer, Double> TARGETS = new LinkedHashMap<>();

    static {
        TARGETS.put(1, 0.4);
        TARGETS.put(8, 0.5);
        TARGETS.put(64, 0.8);
    }

    private static final String INTERPRETING = "intake-claim-deliveries";
    private static final Duration ROUND = Duration.ofSeconds(Integer.getInteger("benchmark.intake.seconds", 8));
    private static final int LONGEST_WARM_UP = 10;
    private static final double NOTICEABLE = 1.03;
    private static final int ROUNDS = Integer.getInteger("benchmark.intake.rounds", 3);

    private final Lab lab;

    IntakeBenchmark(Lab lab) {
        this.lab = lab;
    }

    @Override
    public String name() {
        return "intake";
    }

    @Override
    public void run(Report report) throws Exception {
        RunningSandbox sandbox = lab.sandbox();
        byte[] body = SignedPush.template();
        Callable<Load.Client> bus = WebhookClient.of(sandbox.buses().getFirst().url(), sandbox.githubSecret());
        Callable<Load.Client> baseline = () -> new InsertClient(lab.database(), body, headers());
        prepare();
        warmUp(bus);
        warmUp(baseline);
        Optional<Pgbench> pgbench = Pgbench.find(lab, body, headers());
        if (pgbench.isEmpty()) {
            System.out.println("[benchmark]   pgbench is not on the PATH and takes no part");
        }
        for (boolean alone : List.of(true, false)) {
            Map<String, Double> rates = new LinkedHashMap<>();
            for (Map.Entry<Integer, Double> target : TARGETS.entrySet()) {
                measure(report, alone, target.getKey(), target.getValue(), bus, baseline, rates);
            }
            if (alone && pgbench.isPresent()) {
                against(report, pgbench.get(), rates);
            }
            report.plot(alone ? "rates" : "rates-interpreting", Plot.bars("accepted or inserted per second", rates));
        }
    }

    /** The same rows without a JVM on either side. */
    private static void against(Report report, Pgbench pgbench, Map<String, Double> rates) throws Exception {
        for (int clients : TARGETS.keySet()) {
            List<Double> rows = new ArrayList<>();
            for (int i = 0; i < ROUNDS; i++) {
                rows.add(pgbench.rate(clients, ROUND));
            }
            double rate = median(rows);
            report.figure(clients + " connections: pgbench", rate, "/s");
            report.figure(
                    clients + " connections: accepted against pgbench",
                    Objects.requireNonNull(rates.get("bus " + clients)) / rate,
                    "x");
            rates.put("pgbench " + clients, rate);
        }
    }

    /** As often as the compilers still find something: until a round is not faster than the best before it. */
    static void warmUp(Callable<Load.Client> clients) throws Exception {
        for (int connections : TARGETS.keySet()) {
            double best = 0;
            boolean faster = true;
            for (int round = 0; faster && round < LONGEST_WARM_UP; round++) {
                double rate = Load.asFastAsPossible(connections, ROUND, clients);
                faster = rate > best * NOTICEABLE;
                best = Math.max(best, rate);
            }
        }
    }

    private void measure(
            Report report,
            boolean alone,
            int clients,
            double target,
            Callable<Load.Client> bus,
            Callable<Load.Client> baseline,
            Map<String, Double> rates)
            throws Exception {
        List<Double> accepted = new ArrayList<>();
        List<Double> inserted = new ArrayList<>();
        List<Double> ratios = new ArrayList<>();
        String what = clients + (alone ? " connections: " : " connections, interpreting: ");
        for (int i = 0; i < ROUNDS; i++) {
            drained(report, null);
            if (alone) {
                lab.suspend(INTERPRETING);
            }
            double rows = Load.asFastAsPossible(clients, ROUND, baseline);
            double deliveries = Load.asFastAsPossible(clients, ROUND, bus);
            if (alone) {
                lab.resume(INTERPRETING);
            }
            inserted.add(rows);
            accepted.add(deliveries);
            ratios.add(deliveries / rows);
        }
        drained(report, what + "backlog worked off");
        report.figure(what + "accepted", median(accepted), "/s");
        report.figure(what + "baseline", median(inserted), "/s");
        if (alone) {
            report.figure(what + "ratio", median(ratios), "x", Target.atLeast(target));
        } else {
            report.figure(what + "ratio", median(ratios), "x");
        }
        rates.put("bus " + clients, median(accepted));
        rates.put("insert " + clients, median(inserted));
        paced(report, alone, clients, what, median(accepted) / 2, bus, baseline);
    }

    /** Rounds alternate here too: a stall of the disk in one of them says nothing about who was writing. */
    private void paced(
            Report report,
            boolean alone,
            int clients,
            String what,
            double rate,
            Callable<Load.Client> bus,
            Callable<Load.Client> baseline)
            throws Exception {
        Histogram rows = Load.histogram();
        Histogram deliveries = Load.histogram();
        List<Double> ratios = new ArrayList<>();
        for (int i = 0; i < ROUNDS; i++) {
            drained(report, null);
            Histogram inserted = Load.paced(clients, rate, ROUND, baseline);
            if (alone) {
                lab.suspend(INTERPRETING);
            }
            Histogram acknowledged = Load.paced(clients, rate, ROUND, bus);
            if (alone) {
                lab.resume(INTERPRETING);
            }
            rows.add(inserted);
            deliveries.add(acknowledged);
            ratios.add(acknowledged.getValueAtPercentile(99) / Math.max(1.0, inserted.getValueAtPercentile(99)));
        }
        report.times(what + "acknowledged at half of that rate", deliveries, null, null);
        report.times(what + "baseline at that rate", rows, null, null);
        report.figure(what + "p99 against the baseline's", median(ratios), "x", Target.atMost(3));
    }

    /** The baseline's table has the inbox's columns, indexes and checks. */
    private void prepare() throws Exception {
        try (Connection connection = lab.database();
                Statement statement = connection.createStatement()) {
            statement.execute("DROP TABLE IF EXISTS " + InsertClient.TABLE);
            statement.execute("CREATE TABLE " + InsertClient.TABLE + " (LIKE intake_delivery INCLUDING ALL)");
        }
    }

    /**
     * Waits until the bus has interpreted everything, and PostgreSQL has written it to its files, so that this work does not
     * slow whoever is measured next.
     */
    private void drained(Report report, @Nullable String what) throws Exception {
        long began = System.nanoTime();
        long waiting = waiting();
        Awaitility.await()
                .atMost(Duration.ofMinutes(10))
                .pollInterval(Duration.ofMillis(200))
                .until(() -> waiting() == 0);
        double seconds = (System.nanoTime() - began) / 1e9;
        try (Connection connection = lab.database();
                Statement statement = connection.createStatement()) {
            statement.execute("CHECKPOINT");
        }
        if (what != null && waiting > 1000) {
            report.figure(what, waiting / seconds, "/s");
        }
    }

    private long waiting() throws Exception {
        try (Connection connection = lab.database();
                Statement statement = connection.createStatement();
                ResultSet count = statement.executeQuery(
                        "SELECT count(*) FROM intake_delivery WHERE status IN ('new', 'retry', 'running')")) {
            count.next();
            return count.getLong(1);
        }
    }

    private static String headers() {
        return new String(
                Json.bytes(Map.of("X-GitHub-Event", "push", "User-Agent", "GitHub-Hookshot/benchmark")),
                StandardCharsets.UTF_8);
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().skip(values.size() / 2).findFirst().orElseThrow();
    }
}
