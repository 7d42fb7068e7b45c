package io.promotionbus.benchmark;

import io.promotionbus.sandbox.RunningSandbox;
import io.promotionbus.support.SandboxClient;
import io.promotionbus.support.SandboxClient.Push;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import org.HdrHistogram.Histogram;

/**
 * How long people wait: from the last sibling's webhook to dev's Promotion, idle and under noise, from a decision and from
 * the edge of a window to the stage's Promotion, from ill health to the rollback; and what 20 tags within two seconds
 * become.
 */
final class PromotionBenchmark implements Benchmark {

    private static final int RUNS = Integer.getInteger("benchmark.promotion.runs", 200);
    /** Rollbacks and edges of windows take most of their time waiting for the moment. */
    private static final int MOMENTS = Integer.getInteger("benchmark.promotion.moments", RUNS);

    private static final int WARM_UP = 20;
    private static final int NOISE = 200;
    private static final int TAGS = 20;
    private static final int TAGS_WARM_UP = 5;

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
        Journey journey = new Journey(lab, sandbox, promotions);
        for (int i = 0; i < Math.min(WARM_UP, RUNS); i++) {
            journey.promote(Load.histogram(), Load.histogram());
        }
        Histogram toDev = Load.histogram();
        Histogram toStg = Load.histogram();
        for (int i = 0; i < RUNS; i++) {
            journey.promote(toDev, toStg);
        }
        report.times("last sibling's webhook to dev Promotion, idle", toDev, Target.atMost(60), Target.atMost(150));
        report.times("decision to Promotion", toStg, null, Target.atMost(250));
        report.times(
                "last sibling's webhook to dev Promotion, " + NOISE + " deliveries/s beside",
                noisy(journey),
                null,
                null);
        twentyTags(report);
        report.times(
                "unhealthy for longer than allowed to rollback",
                Rollbacks.measure(MOMENTS, sandbox, promotions, journey),
                null,
                Target.atMost(1000));
        report.times(
                "edge of a window to Promotion",
                new WindowEdges(sandbox, promotions, journey).measure(MOMENTS),
                null,
                null);
    }

    private Histogram noisy(Journey journey) throws Exception {
        RunningSandbox running = lab.sandbox();
        Callable<Load.Client> pushes =
                WebhookClient.of(running.buses().getFirst().url(), running.githubSecret());
        Histogram times = Load.histogram();
        AtomicBoolean over = new AtomicBoolean();
        try (ExecutorService noise = Executors.newSingleThreadExecutor()) {
            noise.submit(() -> {
                while (!over.get()) {
                    Load.paced(8, NOISE, Duration.ofSeconds(2), pushes);
                }
                return null;
            });
            try {
                for (int i = 0; i < Math.min(WARM_UP, RUNS); i++) {
                    journey.settled("dev", journey.toDev("users-ui", Load.histogram()));
                }
                for (int i = 0; i < RUNS; i++) {
                    journey.settled("dev", journey.toDev("users-ui", times));
                }
            } finally {
                over.set(true);
            }
        }
        return times;
    }

    /** With the time to settle that the bus is shipped with: it is what keeps dev from running after every tag. */
    private void twentyTags(Report report) throws Exception {
        try (Lab shipped = lab.asShipped()) {
            SandboxClient sandbox = new SandboxClient(shipped.sandbox());
            sandbox.release();
            Promotions promotions =
                    new Promotions(shipped.sandbox().cluster().simulator().orElseThrow());
            Journey journey = new Journey(shipped, sandbox, promotions);
            for (int i = 0; i < TAGS_WARM_UP; i++) {
                journey.promote(Load.histogram(), Load.histogram());
            }
            twentyTags(report, sandbox, promotions, journey);
        }
    }

    private static void twentyTags(Report report, SandboxClient sandbox, Promotions promotions, Journey journey) {
        int before = promotions.in("dev");
        Instant began = Instant.now();
        List<Push> pushes = new ArrayList<>();
        for (int i = 0; i < TAGS; i++) {
            pushes.add(sandbox.push("users-api"));
        }
        double seconds = ChronoUnit.MILLIS.between(began, Instant.now()) / 1000.0;
        journey.settled("dev", pushes.getLast());
        report.figure(TAGS + " tags pushed within", seconds, "s");
        long freights = pushes.stream()
                .map(push -> promotions.freight(push.tag()))
                .distinct()
                .count();
        report.figure(TAGS + " tags: Freight", freights, "", Target.atLeast(TAGS));
        report.figure(TAGS + " tags: Promotions of dev", promotions.in("dev") - before, "", Target.atMost(2));
    }
}
