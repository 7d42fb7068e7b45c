package io.promotionbus.kargo.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.promotionbus.kargo.ClusterState;
import io.promotionbus.kargo.Image;
import io.promotionbus.kargo.KargoSlice;
import io.promotionbus.kargo.KargoWriter;
import io.promotionbus.kargo.ObservedCluster;
import io.promotionbus.kargo.Origin;
import io.promotionbus.kargo.RelistCluster;
import io.promotionbus.kargo.Stage;
import io.promotionbus.kargo.StageHealth;
import io.promotionbus.kargo.StageHealth.Status;
import io.promotionbus.kargo.StageHealths;
import io.promotionbus.platform.Dependencies;
import io.promotionbus.policy.Policies;
import io.promotionbus.policy.Policies.StageRule;
import io.promotionbus.sandbox.cluster.ClusterOptions;
import io.promotionbus.sandbox.cluster.ClusterSimulator;
import io.promotionbus.sandbox.cluster.SandboxPipeline;
import io.promotionbus.sandbox.cluster.Timings;
import io.promotionbus.support.TestDatabase;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Watches over real HTTP against the simulated cluster. */
class ObserveClusterIT {

    private static final SandboxPipeline PIPELINE = SandboxPipeline.standard();
    private static final String PROJECT = PIPELINE.project();

    private final TestDatabase database = TestDatabase.create();
    private ClusterSimulator cluster;
    private KargoSlice bus;

    @BeforeEach
    void startCluster() {
        cluster = ClusterSimulator.start(ClusterOptions.defaults().withTimings(Timings.fast()));
        cluster.apply(PIPELINE.manifests());
    }

    @AfterEach
    void stop() {
        if (bus != null) {
            bus.close();
        }
        cluster.close();
    }

    private ObservedCluster startBus() {
        bus = KargoSlice.start(cluster, database);
        return bus.get(ObservedCluster.class);
    }

    private void policy(String name, String spec) {
        cluster.applyFromGit("""
                apiVersion: promotionbus.io/v1alpha1
                kind: StagePolicy
                metadata: {name: %s, namespace: %s}
                spec: %s
                """.formatted(name, PROJECT, spec));
    }

    private void stage(String name) {
        cluster.apply("""
                apiVersion: kargo.akuity.io/v1alpha1
                kind: Stage
                metadata: {name: %s, namespace: %s}
                spec:
                  requestedFreight:
                    - {origin: {kind: Warehouse, name: users}, sources: {stages: [dev]}}
                """.formatted(name, PROJECT));
    }

    @Test
    void observesWhatIsThereAndWhatComesAndGoes() {
        ObservedCluster observed = startBus();

        await().untilAsserted(() -> {
            assertThat(observed.projects()).containsExactly(PROJECT);
            assertThat(observed.stages(PROJECT)).extracting(Stage::name).containsExactly("dev", "prod", "stg");
            assertThat(observed.warehouses()).hasSize(1);
            assertThat(observed.applications(PROJECT, "dev")).hasSize(1);
        });

        SandboxPipeline other = PIPELINE.withProject("other").withArgoCd(false);
        cluster.apply(other.manifests());
        await().untilAsserted(() -> assertThat(observed.stages("other")).hasSize(3));

        stage("extra");
        await().untilAsserted(() -> assertThat(observed.stage(PROJECT, "extra")).isPresent());
        cluster.delete("Stage", PROJECT, "extra");
        await().untilAsserted(() -> assertThat(observed.stage(PROJECT, "extra")).isEmpty());

        cluster.apply("""
                apiVersion: kargo.akuity.io/v1alpha1
                kind: Project
                metadata: {name: other, labels: {promotionbus.io/managed: "false"}}
                """);
        await().untilAsserted(() -> {
            assertThat(observed.projects()).containsExactly(PROJECT);
            assertThat(observed.stages()).hasSize(3);
        });
    }

    @Test
    void listsAgainAfterItsWatchesWereDroppedOrAreGone() {
        ObservedCluster observed = startBus();
        await().untilAsserted(() -> assertThat(observed.stages()).hasSize(3));

        cluster.faults().dropWatches();
        stage("after-drop");
        await().untilAsserted(
                        () -> assertThat(observed.stage(PROJECT, "after-drop")).isPresent());

        cluster.faults().gone410();
        stage("after-gone");
        cluster.delete("Stage", PROJECT, "after-drop");
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
            assertThat(observed.stage(PROJECT, "after-gone")).isPresent();
            assertThat(observed.stage(PROJECT, "after-drop")).isEmpty();
        });
    }

    @Test
    void startsWhileTheApiServerIsAwayAndCatchesUp() {
        cluster.faults().apiDown(Duration.ofMinutes(5));

        ObservedCluster observed = startBus();

        ClusterState.Source state = bus.get(ClusterState.Source.class);
        await().untilAsserted(() -> assertThat(bus.get(Dependencies.class).states())
                .singleElement()
                .satisfies(kubernetes -> assertThat(kubernetes.up()).isFalse()));
        assertThat(state.now().connected()).isFalse();
        assertThat(observed.projects()).isEmpty();

        cluster.faults().clear();

        await().atMost(Duration.ofSeconds(40)).untilAsserted(() -> {
            assertThat(observed.stages()).hasSize(3);
            assertThat(state.now().connected()).isTrue();
            assertThat(state.now().synced()).isTrue();
        });
        assertThat(bus.get(Dependencies.class).states())
                .allSatisfy(kubernetes -> assertThat(kubernetes.up()).isTrue());
    }

    @Test
    void keepsWhatItSawWhileTheApiServerFails() {
        ObservedCluster observed = startBus();
        await().untilAsserted(() -> assertThat(observed.stages()).hasSize(3));

        cluster.faults().apiStatus(503, Duration.ofSeconds(3));
        stage("later");

        assertThat(observed.stages()).hasSizeGreaterThanOrEqualTo(3);
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(
                        () -> assertThat(observed.stage(PROJECT, "later")).isPresent());
    }

    @Test
    void readsHealthFromApplicationsAndTellsARevisionMismatch() {
        policy("all", "{stages: [dev, stg, prod], promotion: Automatic}");
        ObservedCluster observed = startBus();
        await().untilAsserted(() -> assertThat(observed.stages()).hasSize(3));
        KargoWriter writer = bus.get(KargoWriter.class);
        var created = (KargoWriter.FreightResult.Created) writer.createFreight(
                PROJECT,
                Origin.warehouse("users"),
                List.of(
                        new Image(PIPELINE.api(), "a".repeat(40), "sha256:" + "1".repeat(64)),
                        new Image(PIPELINE.ui(), "a".repeat(40), "sha256:" + "2".repeat(64))),
                List.of(),
                null);
        assertThat(writer.promote(PROJECT, "dev", created.freight().name(), "attempt-1", false))
                .isInstanceOf(KargoWriter.PromoteResult.Created.class);
        await().atMost(Duration.ofSeconds(20)).until(() -> health("dev") == Status.Healthy);

        cluster.stageHealth(PROJECT, "dev", "Unhealthy");
        await().until(() -> health("dev") == Status.Unhealthy);
        cluster.stageHealth(PROJECT, "dev", "Progressing");
        await().until(() -> health("dev") == Status.Progressing);
        cluster.stageHealth(PROJECT, "dev", "Unknown");
        await().until(() -> health("dev") == Status.Unknown);
        cluster.stageHealth(PROJECT, "dev", "RevisionMismatch");
        await().until(() -> health("dev") == Status.RevisionMismatch);
        cluster.stageHealth(PROJECT, "dev", null);
        await().until(() -> health("dev") == Status.Healthy);

        assertThat(bus.recorder().audited.stream()
                        .filter(entry -> entry.action().equals("stage.health") && "dev".equals(entry.stage()))
                        .map(entry -> entry.after().get("status")))
                .containsSubsequence("Unhealthy", "Progressing", "Unknown", "RevisionMismatch", "Healthy");
        assertThat(bus.recorder().actions()).contains("stage.verified");
    }

    private Status health(String stage) {
        return bus.get(StageHealths.class)
                .of(PROJECT, stage)
                .map(StageHealth::status)
                .orElse(Status.Unknown);
    }

    @Test
    void readsPoliciesWritesTheirStatusAndHoldsWhatIsWrong() {
        policy("development", "{stages: [dev], promotion: Automatic}");
        policy("quality", "{stages: [stg, nowhere], promotion: Approval, approval: {require: [{role: qa}]}}");
        startBus();
        Policies policies = bus.get(Policies.class);

        await().untilAsserted(() -> assertThat(status("development")).contains("Accepted", "\"state\":\"Governed\""));
        await().untilAsserted(() -> assertThat(status("quality")).contains("\"state\":\"Missing\""));
        assertThat(policies.of(PROJECT, "dev")).isInstanceOf(StageRule.Governed.class);
        assertThat(policies.of(PROJECT, "prod")).isInstanceOf(StageRule.Unmanaged.class);

        policy(
                "development",
                "{stages: [dev], promotion: Automatic, windows: [{kind: Deny, schedule: '61 * * * *', duration: 1h}]}");
        await().untilAsserted(
                        () -> assertThat(status("development")).contains("\"status\":\"False\"", "\"state\":\"Held\""));
        assertThat(policies.of(PROJECT, "dev")).isInstanceOf(StageRule.Invalid.class);

        policy("second", "{stages: [stg], promotion: Observe}");
        await().untilAsserted(() -> assertThat(status("quality")).contains("StageClaimedTwice"));
        cluster.delete("StagePolicy", PROJECT, "second");
        await().untilAsserted(() -> assertThat(status("quality")).contains("Accepted"));

        assertThat(bus.recorder().actions().stream().filter("policy.changed"::equals))
                .hasSize(5);
    }

    private String status(String policy) {
        return cluster.get("StagePolicy", PROJECT, policy)
                .orElseThrow()
                .path("status")
                .toString();
    }

    @Test
    void repairsWhatItsWatchesMissed() {
        ObservedCluster observed = startBus();
        await().untilAsserted(() -> assertThat(observed.stages()).hasSize(3));
        JdbcClient jdbc = bus.get(JdbcClient.class);
        jdbc.sql("DELETE FROM kargo_object WHERE kind = 'Stage' AND name = 'stg'")
                .update();
        jdbc.sql("UPDATE kargo_object SET name = 'ghost', uid = 'ghost' WHERE kind = 'Stage' AND name = 'prod'")
                .update();
        jdbc.sql("UPDATE kargo_object SET resource_version = resource_version + 100000,"
                        + " body = replace(body::text, 'Warehouse', 'Elsewhere')::json"
                        + " WHERE kind = 'Stage' AND name = 'dev'")
                .update();

        bus.get(RelistCluster.class).handle();

        await().untilAsserted(() -> {
            assertThat(observed.stages()).extracting(Stage::name).containsExactly("dev", "prod", "stg");
            assertThat(observed.stage(PROJECT, "dev")
                            .orElseThrow()
                            .requests()
                            .getFirst()
                            .origin())
                    .isEqualTo(Origin.warehouse("users"));
        });
    }

    @Test
    void recordsOnceHoweverManyReplicasLook() {
        ObservedCluster observed = startBus();
        try (KargoSlice second = KargoSlice.start(cluster, database)) {
            await().untilAsserted(() -> assertThat(observed.stages()).hasSize(3));
            for (int i = 0; i < 20; i++) {
                cluster.apply("""
                        apiVersion: kargo.akuity.io/v1alpha1
                        kind: Freight
                        metadata: {generateName: f-, namespace: %s}
                        origin: {kind: Warehouse, name: users}
                        images:
                          - {repoURL: %s, tag: "%040d", digest: "sha256:%064d"}
                          - {repoURL: %s, tag: "%040d", digest: "sha256:%064d"}
                        """.formatted(PROJECT, PIPELINE.api(), i, i, PIPELINE.ui(), i, i + 1000));
            }
            await().untilAsserted(() -> assertThat(observed.freights(PROJECT)).hasSize(20));
            await().untilAsserted(() -> assertThat(Stream.of(bus, second)
                            .flatMap(replica -> replica.recorder().actions().stream())
                            .filter("freight.seen"::equals))
                    .hasSize(20));
        }
    }
}
