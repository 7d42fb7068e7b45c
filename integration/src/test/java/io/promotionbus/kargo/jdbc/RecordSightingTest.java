package io.promotionbus.kargo.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.promotionbus.audit.AuditEntry;
import io.promotionbus.kargo.Application;
import io.promotionbus.kargo.AssessHealth;
import io.promotionbus.kargo.Freight;
import io.promotionbus.kargo.Image;
import io.promotionbus.kargo.KargoPromotion;
import io.promotionbus.kargo.KargoSignals;
import io.promotionbus.kargo.Kind;
import io.promotionbus.kargo.ObjectRef;
import io.promotionbus.kargo.ObservationAudit;
import io.promotionbus.kargo.ObservationListener;
import io.promotionbus.kargo.Origin;
import io.promotionbus.kargo.Project;
import io.promotionbus.kargo.RecordSighting;
import io.promotionbus.kargo.Sighting;
import io.promotionbus.kargo.Stage;
import io.promotionbus.kargo.StageHealth;
import io.promotionbus.platform.Transactions;
import io.promotionbus.support.Recorder;
import io.promotionbus.support.TestDatabase;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

class RecordSightingTest {

    private static final Instant T0 = Instant.parse("2026-01-01T10:00:00Z");

    private final TestDatabase database = TestDatabase.create();
    private final Recorder recorder = new Recorder();
    private final List<String> told = new ArrayList<>();
    private final JdbcClient jdbc = JdbcClient.create(database.dataSource());
    private final JdbcObservedObjects objects = new JdbcObservedObjects(jdbc);
    private final JdbcObservedCluster cluster = new JdbcObservedCluster(jdbc);
    private final JdbcStageHealths healths = new JdbcStageHealths(jdbc);
    private Instant business = T0;
    private final RecordSighting record = recording(database, recorder, List.of(new Told()));

    private RecordSighting recording(TestDatabase on, Recorder to, List<ObservationListener> listeners) {
        var dataSource = on.dataSource();
        JdbcClient client = JdbcClient.create(dataSource);
        TransactionTemplate template = new TransactionTemplate(new JdbcTransactionManager(dataSource));
        Transactions transactions = new Transactions() {
            @Override
            public <T> T call(Supplier<T> work) {
                return template.execute(status -> work.get());
            }

            @Override
            public void afterCommit(Runnable work) {
                work.run();
            }
        };
        AssessHealth assess = new AssessHealth(
                new JdbcStageHealths(client), new JdbcObservedCluster(client), () -> business, to, listeners);
        return new RecordSighting(
                transactions,
                new JdbcObservedObjects(client),
                assess,
                new ObservationAudit(to),
                listeners,
                to,
                to,
                Clock.systemUTC());
    }

    private final class Told implements ObservationListener {
        @Override
        public void stageChanged(@Nullable Stage before, Stage now) {
            told.add("stage " + (before == null ? "-" : before.health()) + " " + now.health());
        }

        @Override
        public void promotionChanged(@Nullable KargoPromotion before, KargoPromotion now) {
            told.add("promotion " + (before == null ? "-" : before.phase()) + " " + now.phase());
        }

        @Override
        public void healthChanged(@Nullable StageHealth before, StageHealth now) {
            told.add("health " + now.status());
        }

        @Override
        public void deleted(String kind, String project, String name) {
            told.add("deleted " + kind + " " + name);
        }
    }

    private static Sighting.Seen seen(Kind kind, String name, String uid, long version, Object object) {
        return new Sighting.Seen(
                new ObjectRef(kind, kind == Kind.Project ? "" : "shop", name),
                uid,
                version,
                T0,
                kind == Kind.Project ? name : "shop",
                object instanceof KargoPromotion promotion ? promotion.stage() : null,
                false,
                null,
                object);
    }

    private static Stage stage(String name, @Nullable String health) {
        return new Stage(
                "shop", name, "u", List.of(), false, health, List.of(), List.of(), null, null, Set.of(), false);
    }

    private static Sighting.Seen seenStage(long version, @Nullable String health) {
        return seen(Kind.Stage, "dev", "u", version, stage("dev", health));
    }

    private static Sighting.Seen seenApplication(long version, String stage, String health) {
        return new Sighting.Seen(
                new ObjectRef(Kind.Application, "argocd", "app"),
                "ua",
                version,
                T0,
                "shop",
                stage,
                false,
                null,
                new Application("argocd", "app", "shop", stage, health, "Synced", T0, null));
    }

    private static Freight freight(Map<String, Instant> verifiedIn) {
        return new Freight(
                "shop",
                "f1",
                "owl",
                Origin.warehouse("users"),
                List.of(new Image("acme/api", "1.0", "sha256:aa")),
                List.of(),
                T0,
                verifiedIn,
                Map.of(),
                Map.of(),
                Set.of());
    }

    private static KargoPromotion promotion(String name, String phase) {
        return new KargoPromotion("shop", name, "dev", "f1", phase, "a", null, false, T0, null, null, null, null, null);
    }

    @Test
    void storesWhatItSawAndGivesItBackUnchanged() {
        Stage stage = new Stage(
                "shop",
                "dev",
                "u",
                List.of(),
                false,
                "Healthy",
                List.of("x"),
                List.of(new Stage.FreightInStage(
                        "c1",
                        Map.of(Origin.warehouse("users"), "f1"),
                        List.of(new Stage.Verification("v", "Running", T0, null)))),
                new Stage.PromotionRef("p", "f1", null, null),
                null,
                Set.of(Origin.warehouse("users")),
                true);
        Freight freight = freight(Map.of("dev", T0));

        record.handle(seen(Kind.Stage, "dev", "u", 1, stage));
        record.handle(seen(Kind.Freight, "f1", "uf", 2, freight));

        assertThat(cluster.stage("shop", "dev")).contains(stage);
        assertThat(cluster.stages()).containsExactly(stage);
        assertThat(cluster.freight("shop", "f1")).contains(freight);
        assertThat(cluster.freightsNamed(List.of("f1", "f2"))).containsExactly(freight);
        assertThat(recorder.raised).contains(KargoSignals.OBSERVED);
    }

    @Test
    void ignoresOlderVersionsAndRepeats() {
        record.handle(seenStage(5, "Healthy"));
        record.handle(seenStage(5, "Healthy"));
        record.handle(seenStage(4, "Progressing"));

        assertThat(cluster.stage("shop", "dev").orElseThrow().health()).isEqualTo("Healthy");
        assertThat(told).containsExactly("stage - Healthy", "health Healthy");
    }

    @Test
    void tellsNobodyWhenNothingItReadsChanged() {
        record.handle(seenStage(5, "Healthy"));
        told.clear();
        recorder.raised.clear();

        record.handle(seenStage(6, "Healthy"));

        assertThat(told).isEmpty();
        assertThat(recorder.raised).isEmpty();
        assertThat(objects.unchanged(List.of(seenStage(6, "Healthy")))).hasSize(1);
    }

    @Test
    void doesNotReviveADeletedObjectButTakesItsSuccessor() {
        record.handle(seenStage(5, "Healthy"));
        record.handle(new Sighting.Gone(new ObjectRef(Kind.Stage, "shop", "dev"), "u", true));
        record.handle(seenStage(6, "Progressing"));

        assertThat(cluster.stage("shop", "dev")).isEmpty();
        assertThat(healths.of("shop", "dev")).isEmpty();
        assertThat(told).contains("deleted Stage dev");

        record.handle(seen(Kind.Stage, "dev", "u2", 7, stage("dev", "Healthy")));
        assertThat(cluster.stage("shop", "dev")).isPresent();
    }

    @Test
    void forgetsAProjectThatIsNoLongerManagedAndTakesItBack() {
        record.handle(seen(Kind.Project, "shop", "up", 1, new Project("shop")));
        record.handle(seenStage(5, "Healthy"));
        Sighting.Gone gone = new Sighting.Gone(new ObjectRef(Kind.Project, "", "shop"), "up", false);

        record.handle(gone);
        assertThat(cluster.projects()).isEmpty();
        assertThat(cluster.stages()).isEmpty();
        assertThat(told).contains("deleted Project shop", "deleted Stage dev");

        record.handle(seen(Kind.Project, "shop", "up", 1, new Project("shop")));
        record.handle(seenStage(5, "Healthy"));
        assertThat(cluster.projects()).containsExactly("shop");
        assertThat(cluster.stages("shop")).hasSize(1);
    }

    @Test
    void believesACompleteListEvenWhenVersionsWentBack() {
        record.handle(seenStage(500, "Healthy"));

        record.handle(seenStage(7, "Unhealthy").listedAt(Instant.now().plusSeconds(1)));

        assertThat(cluster.stage("shop", "dev").orElseThrow().health()).isEqualTo("Unhealthy");
    }

    @Test
    void takesTheObjectsOfARebuiltCluster() {
        record.handle(seenStage(500, "Healthy"));
        Sighting.Seen reborn = seen(Kind.Stage, "dev", "other", 3, stage("dev", "Unknown"));

        record.handle(new Sighting.Seen(
                reborn.ref(), "other", 3, T0.plusSeconds(60), "shop", null, false, null, reborn.object()));

        assertThat(cluster.stage("shop", "dev").orElseThrow().health()).isEqualTo("Unknown");
    }

    @Test
    void auditsFreightOfOthersOnceAndEachVerification() {
        record.handle(seen(Kind.Freight, "f1", "uf", 1, freight(Map.of())));
        record.handle(seen(Kind.Freight, "f1", "uf", 2, freight(Map.of("dev", T0))));
        record.handle(seen(Kind.Freight, "f1", "uf", 3, freight(Map.of("dev", T0, "stg", T0))));
        Sighting.Seen ours = new Sighting.Seen(
                new ObjectRef(Kind.Freight, "shop", "f2"), "uf2", 4, T0, "shop", null, true, null, freight(Map.of()));
        record.handle(ours);

        assertThat(recorder.audited)
                .extracting(AuditEntry::action, AuditEntry::stage)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("freight.seen", null),
                        org.assertj.core.groups.Tuple.tuple("stage.verified", "dev"),
                        org.assertj.core.groups.Tuple.tuple("stage.verified", "stg"));
    }

    @Test
    void keepsSinceWhenTheStatusStaysAndAuditsTransitionsOnly() {
        record.handle(seenStage(1, "Healthy"));
        record.handle(seenApplication(2, "dev", "Progressing"));
        business = T0.plusSeconds(30);
        record.handle(seenStage(3, "Unknown"));
        assertThat(healths.of("shop", "dev").orElseThrow().since()).isEqualTo(T0);

        record.handle(seenApplication(4, "dev", "Degraded"));

        StageHealth health = healths.of("shop", "dev").orElseThrow();
        assertThat(health.status()).isEqualTo(StageHealth.Status.Unhealthy);
        assertThat(health.since()).isEqualTo(business);
        assertThat(recorder.actions()).containsExactly("stage.health", "stage.health");
        assertThat(recorder.audited.getLast().before()).containsEntry("status", "Progressing");
        assertThat(recorder.audited.getLast().after()).containsEntry("status", "Unhealthy");
        assertThat(healths.all()).hasSize(1);
    }

    @Test
    void assessesBothStagesWhenAnApplicationMoves() {
        record.handle(seenStage(1, "Healthy"));
        record.handle(seen(Kind.Stage, "stg", "u2", 2, stage("stg", "Healthy")));
        record.handle(seenApplication(3, "dev", "Degraded"));
        record.handle(seenApplication(4, "stg", "Degraded"));

        assertThat(healths.of("shop", "dev").orElseThrow().status()).isEqualTo(StageHealth.Status.Healthy);
        assertThat(healths.of("shop", "stg").orElseThrow().status()).isEqualTo(StageHealth.Status.Unhealthy);
        assertThat(cluster.applications("shop", "dev")).isEmpty();
    }

    @Test
    void listsPromotionsNewestFirstAndWhatHasNotEnded() {
        record.handle(seen(Kind.Promotion, "dev.01", "p1", 1, promotion("dev.01", "Succeeded")));
        record.handle(seen(Kind.Promotion, "dev.02", "p2", 2, promotion("dev.02", "")));

        assertThat(cluster.promotions("shop", "dev"))
                .extracting(KargoPromotion::name)
                .containsExactly("dev.02", "dev.01");
        assertThat(cluster.unfinishedPromotions())
                .extracting(KargoPromotion::name)
                .containsExactly("dev.02");
        record.handle(seen(Kind.Promotion, "dev.02", "p2", 3, promotion("dev.02", "Failed")));
        assertThat(cluster.unfinishedPromotions()).isEmpty();
    }

    @Test
    void leavesNothingBehindWhenAListenerFails() {
        RecordSighting failing = recording(database, recorder, List.of(new ObservationListener() {
            @Override
            public void stageChanged(@Nullable Stage before, Stage now) {
                throw new IllegalStateException("not now");
            }
        }));

        assertThatThrownBy(() -> failing.handle(seenStage(1, "Healthy"))).hasMessage("not now");

        assertThat(cluster.stages()).isEmpty();
        record.handle(seenStage(1, "Healthy"));
        assertThat(told).contains("stage - Healthy");
    }

    @Test
    void recordsOnceWhatTwoReplicasSeeAtTheSameTime() throws Exception {
        Recorder shared = new Recorder();
        List<RecordSighting> replicas =
                List.of(recording(database, shared, List.of()), recording(database, shared, List.of()));
        record.handle(seenStage(1, "Healthy"));
        List<Callable<Boolean>> work = new ArrayList<>();
        for (int version = 2; version < 42; version++) {
            long now = version;
            for (RecordSighting replica : replicas) {
                work.add(() -> {
                    replica.handle(seen(Kind.Freight, "f" + now, "u" + now, now, freight(Map.of("dev", T0))));
                    return true;
                });
            }
        }
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            for (Future<Boolean> done : threads.invokeAll(work)) {
                done.get();
            }
        }

        assertThat(shared.actions().stream().filter("freight.seen"::equals)).hasSize(40);
        assertThat(shared.actions().stream().filter("stage.verified"::equals)).hasSize(40);
    }
}
