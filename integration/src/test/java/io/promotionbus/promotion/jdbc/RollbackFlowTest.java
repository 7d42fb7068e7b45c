package io.promotionbus.promotion.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.promotionbus.audit.AuditEntry;
import io.promotionbus.kargo.Freight;
import io.promotionbus.kargo.Image;
import io.promotionbus.kargo.KargoPromotion;
import io.promotionbus.kargo.StageHealth.Status;
import io.promotionbus.notification.Message;
import io.promotionbus.notification.Templates;
import io.promotionbus.platform.Requester;
import io.promotionbus.policy.StagePolicy;
import io.promotionbus.policy.StagePolicy.PromotionMode;
import io.promotionbus.promotion.ExplainFreight.Answer.Explained;
import io.promotionbus.promotion.LaneRef;
import io.promotionbus.promotion.PromotionList;
import io.promotionbus.promotion.Promotions.Kind;
import io.promotionbus.promotion.Promotions.Promotion;
import io.promotionbus.promotion.Reason;
import io.promotionbus.promotion.State;
import io.promotionbus.rollback.QuarantinedDigest;
import io.promotionbus.rollback.QuarantinedDigests;
import io.promotionbus.rollback.RaiseAlarm;
import io.promotionbus.rollback.ResumeStage;
import io.promotionbus.rollback.RollBackByHand;
import io.promotionbus.rollback.RollBackByHand.Result;
import io.promotionbus.rollback.RollbackRecords;
import io.promotionbus.rollback.StartRollback;
import io.promotionbus.rollback.TellRollback;
import io.promotionbus.rollback.WatchAlerts;
import io.promotionbus.rollback.WatchLane;
import io.promotionbus.rollback.jdbc.RollbackStoreFixture;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** From a stage that falls ill to the one that is well again, on a real PostgreSQL. */
class RollbackFlowTest {

    private static final LaneRef DEV = new LaneRef(FakeKargo.SHOP, "dev");
    private static final Requester OPERATOR =
            new Requester("https://issuer", "subject-operator", "operator", "Operator", Set.of("operator"), null);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final LaneHarness bus = new LaneHarness();
    private final RollbackRecords records = RollbackStoreFixture.records(bus.jdbc);
    private final QuarantinedDigests quarantine = RollbackStoreFixture.quarantine(bus.jdbc, bus.kargo);
    private RollBackByHand byHand;
    private ResumeStage resume;

    @BeforeEach
    void watchTheHealth() {
        TellRollback tell = new TellRollback(bus.outbox);
        StartRollback start = new StartRollback(
                bus.orders, records, quarantine, bus.shared, bus.transactions, bus.audit, tell, bus.kargo, bus.ids);
        bus.watch = new WatchLane(
                records,
                bus.kargo,
                bus.kargo,
                start,
                new RaiseAlarm(bus.audit, tell, bus.kargo, bus.transactions, bus.ids));
        bus.alerts = new WatchAlerts(records);
        bus.quarantine = RollbackStoreFixture.read(quarantine);
        byHand = new RollBackByHand(bus.transactions, bus.shared, bus.situations, records, start);
        resume = new ResumeStage(bus.kargo, bus.kargo, records, bus.shared, bus.transactions, bus.audit, bus.clock);
        govern(1, true);
        bus.kargo.makeStage("dev");
    }

    @AfterEach
    void close() {
        bus.close();
    }

    private void govern(int maxInARow, boolean withQuarantine) {
        bus.govern(
                "dev",
                PromotionMode.Automatic,
                new StagePolicy.Rollback(
                        true, PATIENCE, Duration.ofMinutes(5), Duration.ofMinutes(30), maxInARow, withQuarantine));
    }

    private List<Promotion> promotions() {
        return bus.promotions.newest(new PromotionList.Filter(FakeKargo.SHOP, "dev", null), null, 50);
    }

    private String running() {
        return bus.kargo.stage(FakeKargo.SHOP, "dev").orElseThrow().current().get(FakeKargo.USERS);
    }

    private void arrives() {
        bus.kargo.succeed(bus.kargo.only("dev"));
        bus.run();
    }

    /** Pushed, promoted, and healthy for long enough to count. */
    private void proven(String freight) {
        bus.kargo.freight(freight);
        bus.run();
        arrives();
        settle();
    }

    private void settle() {
        bus.clock.advance(Duration.ofSeconds(6));
        bus.run();
        pass(Duration.ofMinutes(1));
    }

    private void pass(Duration time) {
        bus.clock.advance(time);
        bus.run();
    }

    private void ill() {
        bus.kargo.turns(Status.Unhealthy);
        bus.run();
    }

    private void well() {
        bus.kargo.turns(Status.Healthy);
        bus.run();
    }

    private long started() {
        return bus.actions().stream().filter("rollback.started"::equals).count();
    }

    private List<String> quarantined() {
        return quarantine.newest(false, null, 50).stream()
                .map(QuarantinedDigest::digest)
                .sorted()
                .toList();
    }

    private Explained why(String freight) {
        return (Explained) bus.explain.explain(DEV, freight);
    }

    @Test
    void goesBackQuarantinesAndLetsAFixIn() {
        proven("f1");
        proven("f2");
        ill();
        pass(PATIENCE.minusMillis(1));
        assertThat(started()).isZero();

        pass(Duration.ofMillis(1));

        KargoPromotion back = bus.kargo.only("dev");
        assertThat(back.freight()).isEqualTo("f1");
        assertThat(back.rollback()).isTrue();
        assertThat(promotions().getFirst()).satisfies(promotion -> {
            assertThat(promotion.requestedBy().kind()).isEqualTo(Kind.ROLLBACK);
            assertThat(promotion.attempt()).isEqualTo(back.attempt());
        });
        assertThat(quarantined()).containsExactly("sha256:f2");
        AuditEntry entry = bus.audited.stream()
                .filter(one -> one.action().equals("rollback.started"))
                .findFirst()
                .orElseThrow();
        assertThat(entry.freight()).isEqualTo("f2");
        assertThat(entry.reason()).contains("shop is ill");
        assertThat(entry.after()).containsEntry("freight", "f1").containsEntry("cause", "unhealthy");
        assertThat(bus.told).singleElement().satisfies(message -> {
            assertThat(message.template()).isEqualTo(Templates.ROLLED_BACK);
            assertThat(message.model()).containsEntry("from", "f2").containsEntry("to", "f1");
        });
        assertThat(bus.actions()).containsSubsequence("rollback.started", "quarantine.set", "promotion.created");

        arrives();
        well();
        assertThat(running()).isEqualTo("f1");
        assertThat(bus.board("dev").current().by().requestedBy().kind()).isEqualTo(Kind.ROLLBACK);
        assertThat(why("f2").state()).isEqualTo(State.QUARANTINED);

        proven("f3");
        assertThat(running()).isEqualTo("f3");
        assertThat(started()).isEqualTo(1);
    }

    @Test
    void neverBringsTheDigestBackUnderAnotherTag() {
        proven("f1");
        proven("f2");
        ill();
        pass(PATIENCE);
        arrives();
        well();
        Freight bad = bus.kargo.freight(FakeKargo.SHOP, "f2").orElseThrow();
        bus.kargo.see(copy(bad, "f9", List.of(new Image("docker.io/acme/app", "again", "sha256:f2"))));
        bus.run();

        assertThat(why("f9").state()).isEqualTo(State.QUARANTINED);
        assertThat(running()).isEqualTo("f1");
    }

    private static Freight copy(Freight of, String name, List<Image> images) {
        return new Freight(
                of.project(),
                name,
                name,
                of.origin(),
                images,
                List.of(),
                of.discoveredAt().plusSeconds(1),
                Map.of(),
                Map.of(),
                Map.of(),
                Set.of());
    }

    @Test
    void quarantinesExactlyWhatDiffers() {
        Freight shape = bus.kargo.freight("f0");
        bus.kargo.see(copy(
                shape,
                "f1",
                List.of(new Image("acme/api", "1", "sha256:api1"), new Image("acme/ui", "1", "sha256:ui1"))));
        bus.run();
        arrives();
        settle();
        bus.kargo.see(copy(
                bus.kargo.freight(FakeKargo.SHOP, "f1").orElseThrow(),
                "f2",
                List.of(new Image("acme/api", "2", "sha256:api2"), new Image("acme/ui", "2", "sha256:ui1"))));
        bus.run();
        arrives();
        settle();
        ill();
        pass(PATIENCE);

        assertThat(quarantine.newest(false, null, 50)).singleElement().satisfies(digest -> {
            assertThat(digest.digest()).isEqualTo("sha256:api2");
            assertThat(digest.repository()).isEqualTo("acme/api");
            assertThat(digest.group()).isNotNull();
            assertThat(digest.stage()).isEqualTo("dev");
            assertThat(digest.setBy()).isEqualTo("promotion-bus");
        });
    }

    @Test
    void toleratesABlip() {
        proven("f1");
        proven("f2");
        for (int i = 0; i < 5; i++) {
            ill();
            pass(PATIENCE.minusSeconds(1));
            well();
            pass(Duration.ofSeconds(5));
        }
        assertThat(started()).isZero();
        assertThat(promotions()).hasSize(2);
    }

    @ParameterizedTest
    @EnumSource(
            value = Status.class,
            names = {"Unknown", "RevisionMismatch"})
    void onlyAlarmsWhenNobodyCanTell(Status status) {
        proven("f1");
        proven("f2");
        bus.kargo.turns(status);
        bus.run();
        pass(PATIENCE);
        pass(Duration.ofMinutes(10));

        assertThat(started()).isZero();
        assertThat(bus.told)
                .as("told once, however often it is looked at")
                .extracting(Message::template)
                .containsExactly(Templates.HEALTH_UNCLEAR);
        assertThat(bus.board("dev").alerts())
                .extracting(Reason::slug)
                .containsExactly(status == Status.Unknown ? Reason.Slug.HEALTH_UNKNOWN : Reason.Slug.REVISION_MISMATCH);

        well();
        assertThat(bus.board("dev").alerts()).isEmpty();
    }

    @Test
    void stopsWhenWhatCameBackIsIllToo() {
        proven("f1");
        proven("f2");
        proven("f3");
        ill();
        pass(PATIENCE);
        arrives();
        assertThat(running()).isEqualTo("f2");
        pass(PATIENCE);

        assertThat(started()).isEqualTo(1);
        assertThat(why("f2").state()).isEqualTo(State.CURRENT);
        assertThat(why("f2").reasons().getFirst().slug()).isEqualTo(Reason.Slug.LOOP_BROKEN);
        assertThat(why("f2").reasons().getFirst().detail()).containsEntry("cause", "too-many-in-a-row");
        assertThat(bus.board("dev").alerts()).extracting(Reason::slug).containsExactly(Reason.Slug.LOOP_BROKEN);
        assertThat(bus.told).extracting(Message::template).contains(Templates.ROLLBACK_STOPPED);
        assertThat(bus.actions()).contains("rollback.stopped");
        pass(Duration.ofMinutes(5));
        assertThat(started()).as("until an operator resumes").isEqualTo(1);

        assertThat(resume.resume(DEV, "the database is back", OPERATOR)).isTrue();
        bus.run();
        assertThat(bus.board("dev").alerts()).isEmpty();
        pass(PATIENCE);
        assertThat(bus.kargo.only("dev").freight()).as("f3 is not gone back to").isEqualTo("f1");
        assertThat(bus.actions()).contains("stage.resumed");
        assertThat(RollbackStoreFixture.metric(bus.jdbc, "bus.rollback.stages.stopped"))
                .isZero();
    }

    @Test
    void doesNotAskAboutTheHealthOfAStageWithNothingInIt() {
        bus.kargo.turns(Status.Unknown);
        bus.run();
        pass(Duration.ofMinutes(10));
        assertThat(bus.board("dev").alerts()).isEmpty();
        assertThat(bus.actions()).isEmpty();

        proven("f1");
        bus.kargo.turns(Status.Unknown);
        pass(Duration.ofMinutes(10));
        assertThat(bus.board("dev").alerts()).extracting(Reason::slug).containsExactly(Reason.Slug.HEALTH_UNKNOWN);
    }

    @Test
    void aFixEntersAlthoughRollingBackHasStopped() {
        proven("f1");
        ill();
        pass(PATIENCE);
        assertThat(why("f1").reasons().getFirst().detail()).containsEntry("cause", "no-target");
        assertThat(RollbackStoreFixture.metric(bus.jdbc, "bus.rollback.stages.stopped"))
                .isEqualTo(1);

        bus.kargo.freight("f2");
        bus.run();
        arrives();
        assertThat(running()).isEqualTo("f2");
    }

    @Test
    void mayGoBackSeveralTimesWhereThePolicySaysSo() {
        govern(2, false);
        proven("f1");
        proven("f2");
        proven("f3");
        ill();
        pass(PATIENCE);
        arrives();
        pass(PATIENCE);
        arrives();

        assertThat(running())
                .as("without quarantine too, f3 is not gone back to")
                .isEqualTo("f1");
        assertThat(started()).isEqualTo(2);
        assertThat(quarantined()).isEmpty();
    }

    @Test
    void doesNotGoBackToWhatNeverSettled() {
        bus.kargo.freight("f1");
        bus.run();
        arrives();
        proven("f2");
        ill();
        pass(PATIENCE);

        assertThat(started()).isZero();
        assertThat(why("f2").reasons().getFirst().detail()).containsEntry("cause", "no-target");
    }

    @Test
    void endsInExactlyOnePromotionWhateverIsLostOnTheWay() {
        proven("f1");
        proven("f2");
        ill();
        bus.kargo.mood = FakeKargo.Mood.ANSWER_LOST;
        bus.clock.advance(PATIENCE);
        // Decided and committed; then the process dies: nobody has the hand-over any more.
        bus.evaluate.evaluateDue();
        bus.handedOver.clear();
        bus.evaluate.evaluateDue();
        pass(Duration.ofSeconds(31));
        bus.kargo.mood = FakeKargo.Mood.WELL;
        pass(Duration.ofSeconds(31));
        pass(Duration.ofSeconds(31));

        assertThat(started()).isEqualTo(1);
        assertThat(bus.kargo.promotions(FakeKargo.SHOP, "dev").stream().filter(KargoPromotion::rollback))
                .hasSize(1);
        arrives();
        assertThat(running()).isEqualTo("f1");
    }

    @Test
    void triesAFailedRollbackAgainAndThenStops() {
        proven("f1");
        proven("f2");
        ill();
        pass(PATIENCE);
        for (int i = 0; i < 4; i++) {
            bus.kargo.finish(bus.kargo.only("dev"), "Failed", "git-push");
            bus.run();
            pass(Duration.ofSeconds(100));
        }

        assertThat(promotions().stream().filter(one -> one.requestedBy().kind() == Kind.ROLLBACK))
                .as("the first and three retries")
                .hasSize(4);
        assertThat(started()).isEqualTo(1);
        assertThat(why("f2").reasons().getFirst().detail()).containsEntry("cause", "rollback-failed");
        assertThat(bus.told).extracting(Message::template).contains(Templates.PROMOTION_FAILED);
    }

    @Test
    void asksKargoToLetBackInWhatUpstreamNoLongerVouchesFor() {
        proven("f1");
        proven("f2");
        ill();
        bus.kargo.mood = FakeKargo.Mood.UNAVAILABLE;
        pass(PATIENCE);

        assertThat(bus.kargo.approved).containsExactly("dev:f1");
        assertThat(bus.kargo.only("dev").freight()).isEqualTo("f1");
    }

    @Test
    void goesBackByHandWithTheSameGuarantees() {
        assertThat(byHand.roll(DEV, null, "bad feeling", OPERATOR)).isInstanceOf(Result.NoTarget.class);
        proven("f1");
        assertThat(byHand.roll(DEV, null, "bad feeling", OPERATOR)).isInstanceOf(Result.NoTarget.class);
        proven("f2");
        proven("f3");
        assertThat(byHand.roll(new LaneRef(FakeKargo.SHOP, "nowhere"), null, "x", OPERATOR))
                .isEqualTo(new Result.Unknown("stage"));
        assertThat(byHand.roll(DEV, "f7", "x", OPERATOR)).isEqualTo(new Result.Unknown("freight"));
        assertThat(byHand.roll(DEV, "f3", "x", OPERATOR)).as("it runs there").isInstanceOf(Result.NoTarget.class);

        Result result = byHand.roll(DEV, "f1", "bad feeling", OPERATOR);
        assertThat(result).isInstanceOfSatisfying(Result.Accepted.class, accepted -> {
            assertThat(accepted.promotion().freight()).isEqualTo("f1");
            assertThat(accepted.promotion().requestedBy().actors()).containsExactly("operator");
        });
        bus.run();
        assertThat(byHand.roll(DEV, null, "again", OPERATOR)).isInstanceOf(Result.UnderWay.class);
        arrives();
        assertThat(running()).isEqualTo("f1");
        assertThat(quarantine.newest(false, null, 50)).singleElement().satisfies(digest -> {
            assertThat(digest.digest()).isEqualTo("sha256:f3");
            assertThat(digest.setBy()).isEqualTo("operator");
            assertThat(digest.reason()).isEqualTo("bad feeling");
        });
    }

    @Test
    void leavesAStageAloneWhosePolicyDoesNotSaySo() {
        bus.govern("dev", PromotionMode.Automatic);
        proven("f1");
        proven("f2");
        ill();
        pass(Duration.ofMinutes(10));

        assertThat(started()).isZero();
        assertThat(bus.board("dev").alerts()).isEmpty();
    }
}
