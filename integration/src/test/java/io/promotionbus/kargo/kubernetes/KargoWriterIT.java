package io.promotionbus.kargo.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.promotionbus.kargo.Image;
import io.promotionbus.kargo.KargoPromotion;
import io.promotionbus.kargo.KargoSlice;
import io.promotionbus.kargo.KargoWriter;
import io.promotionbus.kargo.KargoWriter.ClusterRefused;
import io.promotionbus.kargo.KargoWriter.ClusterUnavailable;
import io.promotionbus.kargo.KargoWriter.FreightResult;
import io.promotionbus.kargo.KargoWriter.PromoteResult;
import io.promotionbus.kargo.ObservedCluster;
import io.promotionbus.kargo.Origin;
import io.promotionbus.sandbox.cluster.ClusterOptions;
import io.promotionbus.sandbox.cluster.ClusterSimulator;
import io.promotionbus.sandbox.cluster.SandboxPipeline;
import io.promotionbus.sandbox.cluster.Timings;
import io.promotionbus.support.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Every answer of the API server that the writer tells apart, over real HTTP. */
class KargoWriterIT {

    private static final SandboxPipeline PIPELINE = SandboxPipeline.standard();
    private static final String PROJECT = PIPELINE.project();
    private static final Origin USERS = Origin.warehouse("users");

    private static ClusterSimulator cluster;
    private static KargoSlice bus;
    private static KargoWriter writer;
    private static ObservedCluster observed;
    private static int tag;

    @BeforeAll
    static void start() {
        cluster = ClusterSimulator.start(ClusterOptions.defaults().withTimings(Timings.fast()));
        cluster.apply(PIPELINE.manifests());
        bus = KargoSlice.start(cluster, TestDatabase.create());
        writer = bus.get(KargoWriter.class);
        observed = bus.get(ObservedCluster.class);
        await().untilAsserted(() -> assertThat(observed.stages()).hasSize(3));
    }

    @AfterAll
    static void stop() {
        bus.close();
        cluster.close();
    }

    @BeforeEach
    void openGates() {
        policy("all", "{stages: [dev, stg, prod], promotion: Automatic}");
    }

    @AfterEach
    void clear() {
        cluster.faults().clear();
        cluster.delete("StagePolicy", PROJECT, "all");
    }

    private static void policy(String name, String spec) {
        cluster.applyFromGit("""
                apiVersion: promotionbus.io/v1alpha1
                kind: StagePolicy
                metadata: {name: %s, namespace: %s}
                spec: %s
                """.formatted(name, PROJECT, spec));
    }

    private static List<Image> images() {
        tag++;
        return List.of(
                new Image(PIPELINE.api(), "%040d".formatted(tag), "sha256:%064d".formatted(tag)),
                new Image(PIPELINE.ui(), "%040d".formatted(tag), "sha256:%064d".formatted(tag + 10_000)));
    }

    private static String freight() {
        return ((FreightResult.Created) writer.createFreight(PROJECT, USERS, images(), List.of(), null))
                .freight()
                .name();
    }

    @Test
    void createsFreightThatIsObservedAtOnceAndExistsTheSecondTime() {
        List<Image> images = images();
        Instant discovered = Instant.parse("2026-01-01T10:00:00Z");

        FreightResult first = writer.createFreight(PROJECT, USERS, images, List.of(), discovered);
        FreightResult second = writer.createFreight(PROJECT, USERS, images, List.of(), null);

        assertThat(first).isInstanceOfSatisfying(FreightResult.Created.class, created -> {
            assertThat(created.freight().discoveredAt()).isEqualTo(discovered);
            assertThat(observed.freight(PROJECT, created.freight().name())).isPresent();
            assertThat(second)
                    .isEqualTo(new FreightResult.Existed(created.freight().name()));
        });
        assertThat(bus.recorder().actions()).doesNotContain("freight.seen");
    }

    @Test
    void saysWhyFreightIsRefused() {
        FreightResult unknownWarehouse =
                writer.createFreight(PROJECT, Origin.warehouse("nope"), images(), List.of(), null);
        FreightResult oneImageMissing = writer.createFreight(PROJECT, USERS, images().subList(0, 1), List.of(), null);
        FreightResult notAllowed = writer.createFreight("kargo", USERS, images(), List.of(), null);

        assertThat(unknownWarehouse).isInstanceOfSatisfying(FreightResult.Refused.class, refused -> {
            assertThat(refused.code()).isEqualTo(422);
            assertThat(refused.message()).contains("nope");
        });
        assertThat(oneImageMissing).isInstanceOf(FreightResult.Refused.class);
        assertThat(notAllowed)
                .isInstanceOfSatisfying(
                        FreightResult.Refused.class,
                        refused -> assertThat(refused.code()).isEqualTo(403));
        assertThatThrownBy(() -> writer.createFreight(
                        PROJECT, USERS, List.of(new Image(PIPELINE.api(), "x", "")), List.of(), null))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void createsAPromotionThatIsObservedAtOnceAndFoundByItsAttempt() {
        String freight = freight();

        PromoteResult result = writer.promote(PROJECT, "dev", freight, "attempt-a", true);

        assertThat(result).isInstanceOfSatisfying(PromoteResult.Created.class, created -> {
            KargoPromotion promotion = created.promotion();
            assertThat(promotion.name()).startsWith("dev.").endsWith("." + freight.substring(0, 7));
            assertThat(promotion.attempt()).isEqualTo("attempt-a");
            assertThat(promotion.rollback()).isTrue();
            assertThat(observed.promotion(PROJECT, promotion.name())).isPresent();
            assertThat(writer.findByAttempt(PROJECT, "attempt-a"))
                    .extracting(KargoPromotion::name)
                    .containsExactly(promotion.name());
        });
        assertThat(writer.findByAttempt(PROJECT, "attempt-of-nobody")).isEmpty();
    }

    @Test
    void tellsInvalidFromDenied() {
        String freight = freight();

        assertThat(writer.promote(PROJECT, "prod", freight, "a-1", false))
                .isInstanceOfSatisfying(
                        PromoteResult.Invalid.class,
                        invalid -> assertThat(invalid.message()).contains("not available"));
        assertThat(writer.promote(PROJECT, "nowhere", freight, "a-2", false)).isInstanceOf(PromoteResult.Invalid.class);
    }

    @Test
    void takesTheWrappedRefusalOfKargoForADenialNotForAFault() {
        String freight = freight();
        cluster.apply("""
                apiVersion: rbac.authorization.k8s.io/v1
                kind: Role
                metadata: {name: promotion-bus, namespace: %s}
                rules:
                  - {apiGroups: [kargo.akuity.io], resources: [promotions], verbs: [create]}
                """.formatted(PROJECT));
        try {
            assertThat(writer.promote(PROJECT, "dev", freight, "a-3", false))
                    .isInstanceOfSatisfying(
                            PromoteResult.Denied.class,
                            denied -> assertThat(denied.message()).contains("is not permitted to"));
        } finally {
            cluster.apply(PIPELINE.busAccess());
        }
    }

    @Test
    void takesAMissingVerbForADenial() {
        String freight = freight();
        cluster.delete("RoleBinding", PROJECT, "promotion-bus");
        try {
            assertThat(writer.promote(PROJECT, "dev", freight, "a-4", false)).isInstanceOf(PromoteResult.Denied.class);
        } finally {
            cluster.apply(PIPELINE.busAccess());
        }
    }

    @Test
    void mayPromoteToAGateThatIsShutForOthers() {
        policy("all", "{stages: [dev], promotion: Approval, approval: {require: [{role: qa}]}}");
        String freight = freight();

        assertThat(writer.promote(PROJECT, "dev", freight, "a-5", false)).isInstanceOf(PromoteResult.Created.class);
    }

    @Test
    void saysThatTheClusterIsAwayAndNothingElse() {
        String freight = freight();

        cluster.faults().admissionDown(Duration.ofMinutes(1));
        assertThatThrownBy(() -> writer.promote(PROJECT, "dev", freight, "b-1", false))
                .isInstanceOf(ClusterUnavailable.class)
                .hasMessageContaining("failed calling webhook");
        assertThatThrownBy(() -> writer.createFreight(PROJECT, USERS, images(), List.of(), null))
                .isInstanceOf(ClusterUnavailable.class);
        cluster.faults().clear();

        for (int status : List.of(401, 429, 500, 502, 503, 504)) {
            cluster.faults().apiStatus(status, Duration.ofMinutes(1));
            assertThatThrownBy(() -> writer.promote(PROJECT, "dev", freight, "b-2", false))
                    .as("status %s", status)
                    .isInstanceOf(ClusterUnavailable.class);
            assertThatThrownBy(() -> writer.findByAttempt(PROJECT, "b-2")).isInstanceOf(ClusterUnavailable.class);
            assertThatThrownBy(() -> writer.refreshWarehouse(PROJECT, "users", "t"))
                    .isInstanceOf(ClusterUnavailable.class);
        }
        cluster.faults().apiDown(Duration.ofMinutes(1));
        assertThatThrownBy(() -> writer.promote(PROJECT, "dev", freight, "b-3", false))
                .isInstanceOf(ClusterUnavailable.class);
        cluster.faults().clear();

        cluster.faults().apiSlow(Duration.ofSeconds(5), Duration.ofMinutes(1));
        long start = System.nanoTime();
        assertThatThrownBy(() -> writer.promote(PROJECT, "dev", freight, "b-4", false))
                .isInstanceOf(ClusterUnavailable.class);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(4));
        cluster.faults().clear();

        assertThat(writer.findByAttempt(PROJECT, "b-2")).isEmpty();
        assertThat(writer.findByAttempt(PROJECT, "b-3")).isEmpty();
    }

    @Test
    void deletesADuplicateOnlyWhileItIsPending() {
        cluster.faults().freezeQueue(true);
        String freight = freight();
        PromoteResult.Created first = (PromoteResult.Created) writer.promote(PROJECT, "dev", freight, "c-1", false);

        writer.deletePending(PROJECT, first.promotion().name());
        assertThat(writer.findByAttempt(PROJECT, "c-1")).isEmpty();
        writer.deletePending(PROJECT, first.promotion().name());

        cluster.faults().freezeQueue(false);
        PromoteResult.Created second = (PromoteResult.Created) writer.promote(PROJECT, "dev", freight, "c-2", false);
        await().until(() -> observed.promotion(PROJECT, second.promotion().name())
                .orElseThrow()
                .terminal());
        writer.deletePending(PROJECT, second.promotion().name());
        assertThat(writer.findByAttempt(PROJECT, "c-2")).hasSize(1);
    }

    @Test
    void asksAWarehouseToRefreshAndSeesTheAnswer() {
        writer.refreshWarehouse(PROJECT, "users", "token-1");

        await().untilAsserted(() -> assertThat(
                        observed.warehouse(PROJECT, "users").orElseThrow().lastHandledRefresh())
                .isEqualTo("token-1"));
        assertThatThrownBy(() -> writer.refreshWarehouse(PROJECT, "nope", "token-2"))
                .isInstanceOf(ClusterRefused.class);
    }

    @Test
    void writesAnEventOnTheStage() {
        writer.event(PROJECT, "dev", "ApprovalRequested", "asked qa " + "x".repeat(2_000));

        await().untilAsserted(() -> assertThat(cluster.list("Event", PROJECT)).anySatisfy(event -> {
            assertThat(event.path("reason").asText()).isEqualTo("ApprovalRequested");
            JsonNode regarding = event.has("regarding") ? event.path("regarding") : event.path("involvedObject");
            assertThat(regarding.path("kind").asText()).isEqualTo("Stage");
            assertThat(regarding.path("name").asText()).isEqualTo("dev");
            assertThat(regarding.path("uid").asText())
                    .isEqualTo(observed.stage(PROJECT, "dev").orElseThrow().uid());
        }));
    }
}
