package io.promotionbus.kargo.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.promotionbus.kargo.Freight;
import io.promotionbus.kargo.Image;
import io.promotionbus.kargo.Kind;
import io.promotionbus.kargo.ObjectRef;
import io.promotionbus.kargo.Origin;
import io.promotionbus.kargo.Sighting;
import io.promotionbus.kargo.Stage;
import io.promotionbus.kargo.StageHealth;
import io.promotionbus.support.TestDatabase;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** What a board of 200 projects with 5 stages each reads. Prints its figures. */
class ManyProjectsTest {

    private static final Instant T0 = Instant.parse("2026-01-01T10:00:00Z");
    private static final int PROJECTS = 200;
    private static final int STAGES = 5;
    private static final int FREIGHTS = 20;

    private static JdbcObservedCluster cluster;
    private static JdbcStageHealths healths;

    @BeforeAll
    static void fill() {
        TestDatabase database = TestDatabase.create();
        DataSource one =
                new SingleConnectionDataSource(database.url(), TestDatabase.APPLICATION, TestDatabase.PASSWORD, true);
        JdbcClient jdbc = JdbcClient.create(one);
        JdbcObservedObjects objects = new JdbcObservedObjects(jdbc);
        cluster = new JdbcObservedCluster(jdbc);
        healths = new JdbcStageHealths(jdbc);
        for (int project = 0; project < PROJECTS; project++) {
            String name = "project-%03d".formatted(project);
            for (int stage = 0; stage < STAGES; stage++) {
                String stageName = "stage-" + stage;
                objects.store(seen(Kind.Stage, name, stageName, stage(name, stageName)), T0);
                healths.lock(name, stageName);
                healths.put(
                        name,
                        stageName,
                        new StageHealth(
                                name, stageName, StageHealth.Status.Healthy, T0, StageHealth.Source.Applications, ""));
            }
            for (int freight = 0; freight < FREIGHTS; freight++) {
                objects.store(
                        seen(Kind.Freight, name, freightName(project, freight), freight(name, project, freight)), T0);
            }
        }
        jdbc.sql("ANALYZE kargo_object").update();
    }

    private static String freightName(int project, int freight) {
        return "%040x".formatted(project * 1_000L + freight);
    }

    private static Sighting.Seen seen(Kind kind, String project, String name, Object object) {
        return new Sighting.Seen(
                new ObjectRef(kind, project, name), project + name, 1, T0, project, null, false, null, object);
    }

    private static Stage stage(String project, String name) {
        List<Stage.FreightInStage> history = IntStream.range(0, 10)
                .mapToObj(i -> new Stage.FreightInStage(
                        "%040x".formatted(i),
                        Map.of(Origin.warehouse("users"), freightName(1, i)),
                        List.of(new Stage.Verification("v" + i, "Successful", T0, T0))))
                .toList();
        return new Stage(
                project, name, "u", List.of(), false, "Healthy", List.of(), history, null, null, Set.of(), false);
    }

    private static Freight freight(String project, int number, int freight) {
        return new Freight(
                project,
                freightName(number, freight),
                "alias",
                Origin.warehouse("users"),
                List.of(
                        new Image("acme/users-api", "a".repeat(40), "sha256:" + "1".repeat(64)),
                        new Image("acme/users-ui", "a".repeat(40), "sha256:" + "2".repeat(64))),
                List.of(),
                T0,
                Map.of("stage-0", T0),
                Map.of("stage-0", T0),
                Map.of(),
                Set.of());
    }

    @Test
    void readsABoardOfAThousandStages() {
        List<String> current = IntStream.range(0, PROJECTS)
                .boxed()
                .flatMap(project -> IntStream.range(0, STAGES).mapToObj(i -> freightName(project, i)))
                .toList();
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        List<Long> wall = new ArrayList<>();
        List<Long> work = new ArrayList<>();
        for (int round = 0; round < 40; round++) {
            long start = System.nanoTime();
            long worked = threads.getCurrentThreadCpuTime();
            assertThat(cluster.stages()).hasSize(PROJECTS * STAGES);
            assertThat(healths.all()).hasSize(PROJECTS * STAGES);
            assertThat(cluster.freightsNamed(current)).hasSize(PROJECTS * STAGES);
            assertThat(cluster.unfinishedPromotions()).isEmpty();
            wall.add((System.nanoTime() - start) / 1_000);
            work.add((threads.getCurrentThreadCpuTime() - worked) / 1_000);
        }
        System.out.printf(
                "board of %d stages: first %.1f ms, then p50 %.1f ms, p95 %.1f ms; own work p50 %.1f ms%n",
                PROJECTS * STAGES,
                wall.getFirst() / 1_000.0,
                percentile(wall, 0.5),
                percentile(wall, 0.95),
                percentile(work, 0.5));

        // The wall clock says little on a busy machine; the work of this thread does.
        assertThat(percentile(work, 0.5)).isLessThan(50);
    }

    /** In milliseconds, the first ten rounds left out. */
    private static double percentile(List<Long> micros, double share) {
        List<Long> warm = micros.subList(10, micros.size()).stream().sorted().toList();
        return warm.get((int) (share * (warm.size() - 1))) / 1_000.0;
    }
}
