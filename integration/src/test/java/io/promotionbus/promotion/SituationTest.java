package io.promotionbus.promotion;

import static io.promotionbus.promotion.Consented.R1;
import static io.promotionbus.promotion.Consented.ended;
import static io.promotionbus.promotion.SituationFixtures.NOW;
import static io.promotionbus.promotion.SituationFixtures.USERS;
import static io.promotionbus.promotion.SituationFixtures.automaticDev;
import static io.promotionbus.promotion.SituationFixtures.gatedStg;
import static io.promotionbus.promotion.SituationFixtures.promotionOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.promotionbus.kargo.Freight;
import io.promotionbus.kargo.Origin;
import io.promotionbus.kargo.Stage;
import io.promotionbus.policy.Policies.StageRule;
import io.promotionbus.promotion.Attempt.Outcome;
import io.promotionbus.promotion.Attempt.Progress;
import io.promotionbus.promotion.Promotions.Kind;
import io.promotionbus.promotion.Reason.Slug;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a situation says by itself, and what follows from how things ended. */
class SituationTest {

    private static final StageRule INVALID = new StageRule.Invalid(List.of("a"), "unreadable");

    private static Decision decided(Situation situation, String freight) {
        return LaneDecision.of(situation).decisions().get(freight);
    }

    private static Reason first(Situation situation, String freight) {
        return decided(situation, freight).reasons().getFirst();
    }

    @Test
    void findsFreightRequestsAndOrdersByName() {
        Situation situation = automaticDev()
                .freight("f1", "f2")
                .attempt("f2", Kind.MANUAL, 1, new Progress.Queued())
                .build();

        assertThat(situation.freight("f2")).contains(situation.freights().getLast());
        assertThat(situation.freight("f3")).isEmpty();
        assertThat(situation.request(USERS)).isPresent();
        assertThat(situation.request(Origin.warehouse("reports"))).isEmpty();
        assertThat(situation.queued(situation.freights().getFirst())).isEmpty();
        assertThat(situation.queued(situation.freights().getLast())).isPresent();
        assertThat(situation.attempts().getFirst().unfinished()).isTrue();
    }

    @Test
    void tellsWhatRanBeforeFromWhatRuns() {
        Situation situation =
                automaticDev().running("f1").running("f2").freight("f3").build();

        assertThat(situation.freights())
                .filteredOn(situation::ranBefore)
                .extracting(Freight::name)
                .containsExactly("f1");
        assertThat(situation.freights())
                .filteredOn(situation::runs)
                .extracting(Freight::name)
                .containsExactly("f2");
        assertThat(first(situation, "f1").detail()).containsEntry("current", "f2");
    }

    @Test
    void forgetsAnOrderThatWasTakenBackAndWhatOthersDid() {
        Situation situation = automaticDev()
                .freight("f1", "f2")
                .attempt("f1", Kind.MANUAL, 1, ended(Outcome.FAILED_AFTER, NOW.minusSeconds(9)))
                .attempt("f1", Kind.MANUAL, 1, new Progress.Ended(null, Outcome.CANCELLED, NOW, null))
                .attempt("f2", Kind.EXTERNAL, 1, ended(Outcome.FAILED_AFTER, NOW))
                .build();

        assertThat(situation.lastOf(situation.freights().getFirst()))
                .get()
                .extracting(Attempt::progress)
                .isEqualTo(ended(Outcome.FAILED_AFTER, NOW.minusSeconds(9)));
        assertThat(situation.lastOf(situation.freights().getLast())).isEmpty();
        assertThat(situation.attempts()).noneMatch(Attempt::unfinished);
    }

    @Test
    void writesItsBaseInOneOrderAndKnowsItsOwnStage() {
        Map<Origin, String> freight = new LinkedHashMap<>();
        freight.put(Origin.warehouse("b"), "f2");
        freight.put(Origin.warehouse("a"), "f1");
        Stage stage = automaticDev().build().stage();
        Stage two = Altered.history(stage, List.of(new Stage.FreightInStage("h", freight, List.of())), null);

        String base = Base.text(two, new StageRule.Unmanaged());

        assertThat(base).isEqualTo("stage=stage-dev;policy=none;current=Warehouse/a=f1,Warehouse/b=f2");
        assertThat(Base.sameStage(base, two)).isTrue();
        assertThat(Base.sameStage("stage=another;policy=none;current=", two)).isFalse();
        assertThat(automaticDev().build().base()).isEqualTo("stage=stage-dev;policy=uid/1;current=");
    }

    @Test
    void leavesFreightOfAnOriginThatTheStageDoesNotRequest() {
        Freight stranger = Altered.freight("f1", Origin.warehouse("reports"), Map.of());

        Decision decision = decided(Altered.freights(automaticDev().build(), List.of(stranger)), "f1");

        assertThat(decision)
                .isEqualTo(Decision.Ended.because(
                        State.NOT_AVAILABLE, Reason.of(Slug.NOT_REQUESTED).with("origin", "reports")));
    }

    @Test
    void breaksTiesByTheMomentOfDiscoveryThenByName() {
        Newness nobodyKnows = (project, one, other) -> new Newness.Comparison(Newness.Verdict.UNKNOWN, "none", "");
        Situation later = automaticDev().freight("f1", "f2").build();
        Situation together = Altered.freights(
                later, List.of(Altered.freight("f2", USERS, Map.of()), Altered.freight("f1", USERS, Map.of())));

        for (Situation situation : List.of(later, together)) {
            LaneDecision decision = LaneDecision.of(Altered.newness(situation, nobodyKnows));
            assertThat(decision.going().orElseThrow().freight()).isEqualTo("f2");
            assertThat(decision.decisions().get("f1").state()).isEqualTo(State.SUPERSEDED);
        }
    }

    @Test
    void showsWhatSucceededAsOnItsWayUntilTheStageHasIt() {
        Situation situation = automaticDev()
                .freight("f1")
                .attempt("f1", Kind.APPROVAL, 1, R1, ended(Outcome.SUCCEEDED, NOW.minusSeconds(1)))
                .build();

        assertThat(decided(situation, "f1"))
                .isEqualTo(new Decision.Hold(
                        State.PROMOTING,
                        List.of(Reason.of(Slug.VERIFICATION_RUNNING)
                                .with("stage", "dev")
                                .with("freight", "f1")
                                .since(NOW.minusSeconds(1))),
                        R1,
                        null));
    }

    @Test
    void showsWhatSucceededLongAgoAndIsForgottenByTheStageAsPast() {
        Situation situation = automaticDev()
                .freight("f1")
                .attempt(
                        "f1",
                        Kind.AUTOMATIC,
                        1,
                        new Progress.Ended(promotionOf("f1"), Outcome.SUCCEEDED, NOW.minusSeconds(7200), null))
                .running("f2")
                .build();

        assertThat(decided(situation, "f1")).isEqualTo(Decision.Ended.because(State.PAST, Reason.of(Slug.PAST)));
    }

    @Test
    void saysOfAnOldFailureThatItsTimeIsOver() {
        Situation situation = automaticDev()
                .freight("f1")
                .attempt("f1", Kind.MANUAL, 1, ended(Outcome.FAILED_AFTER, NOW.minusSeconds(7200)))
                .running("f2")
                .build();

        assertThat(first(situation, "f1").slug()).isEqualTo(Slug.PROMOTION_FAILED);
        assertThat(first(Altered.onAnotherBase(situation), "f1").slug()).isEqualTo(Slug.OLDER_THAN_CURRENT);
    }

    @Test
    void saysWhetherAFailureChangedTheStage() {
        assertThat(first(failed(Kind.AUTOMATIC, 1, Outcome.FAILED_AFTER).build(), "f1")
                        .detail())
                .containsEntry("changed", "true")
                .containsEntry("promotion", "p.x")
                .containsEntry("message", "boom")
                .containsEntry("number", "1");
        assertThat(first(failed(Kind.AUTOMATIC, 4, Outcome.FAILED_BEFORE).build(), "f1")
                        .detail())
                .doesNotContainKey("changed");
    }

    @Test
    void triesThreeTimesMore() {
        assertThat(LaneDecision.of(failed(Kind.AUTOMATIC, Timing.RETRIES, Outcome.FAILED_BEFORE)
                                .build())
                        .going())
                .isPresent();
    }

    @Test
    void triesAnEmergencyAgainWhateverThePolicySays() {
        assertThat(going(failed(Kind.BREAK_GLASS, 1, Outcome.REFUSED).rule(INVALID)))
                .isTrue();
        assertThat(going(failed(Kind.ROLLBACK, 1, Outcome.FAILED_BEFORE).rule(INVALID)))
                .isTrue();
        assertThat(going(failed(Kind.MANUAL, 1, Outcome.FAILED_BEFORE).rule(INVALID)))
                .isFalse();
    }

    private static SituationFixtures failed(Kind kind, int number, Outcome outcome) {
        return automaticDev().freight("f1").attempt("f1", kind, number, ended(outcome, NOW.minusSeconds(999)));
    }

    private static boolean going(SituationFixtures situation) {
        return LaneDecision.of(situation.build()).going().isPresent();
    }

    @Test
    void opensTheLaneAsSoonAsTheVerificationEnded() {
        assertThat(going(automaticDev()
                        .running("f1", NOW.minusSeconds(3), "Successful")
                        .freight("f2")))
                .isTrue();
        assertThat(going(automaticDev().running("f1", NOW.minusSeconds(3), "").freight("f2")))
                .isFalse();
    }

    @Test
    void takesNoVerificationOfAnEarlierPromotionForThisOne() {
        Situation lagging = automaticDev()
                .running("f1", NOW.minusSeconds(60), "Successful")
                .freight("f2", "f3")
                .attempt(
                        "f2",
                        Kind.AUTOMATIC,
                        1,
                        new Progress.Ended(promotionOf("f2"), Outcome.SUCCEEDED, NOW.minusSeconds(1), null))
                .build();
        Stage stage = lagging.stage();

        assertThat(first(lagging, "f3").slug()).isEqualTo(Slug.VERIFICATION_RUNNING);
        assertThat(first(Altered.stage(lagging, Altered.history(stage, stage.history(), null)), "f3")
                        .slug())
                .as("the Stage names no Promotion at all")
                .isEqualTo(Slug.VERIFICATION_RUNNING);
        Stage.PromotionRef later = new Stage.PromotionRef(promotionOf("f2"), "f2", "Succeeded", NOW);
        assertThat(first(Altered.stage(lagging, Altered.history(stage, List.of(), later)), "f3")
                        .slug())
                .as("nothing runs there yet")
                .isEqualTo(Slug.VERIFICATION_RUNNING);
        assertThat(LaneDecision.of(Altered.stage(lagging, Altered.history(stage, stage.history(), later)))
                        .going())
                .as("this one's verification ended")
                .isPresent();
    }

    @Test
    void saysWhatIsKnownOfARunningPromotion() {
        Instant started = NOW.minusSeconds(5);
        Instant created = NOW.minusSeconds(60);

        assertThat(running(new Progress.Created("p.f1", "Running", started)))
                .isEqualTo(Reason.of(Slug.PROMOTION_RUNNING)
                        .with("freight", "f1")
                        .with("promotion", "p.f1")
                        .with("phase", "Running")
                        .since(started));
        assertThat(running(new Progress.Created("p.f1", "", null)))
                .isEqualTo(Reason.of(Slug.PROMOTION_RUNNING)
                        .with("freight", "f1")
                        .with("promotion", "p.f1")
                        .since(created));
        assertThat(running(new Progress.Creating(null, null)))
                .isEqualTo(
                        Reason.of(Slug.PROMOTION_RUNNING).with("freight", "f1").since(created));
    }

    private static Reason running(Progress progress) {
        return first(
                automaticDev()
                        .freight("f1")
                        .attempt("f1", Kind.AUTOMATIC, 1, progress)
                        .build(),
                "f1");
    }

    @Test
    void looksAgainAtTheNextMomentAndNotAtOneThatIsOver() {
        Decision held = decided(
                automaticDev()
                        .freight("f1")
                        .frozen(NOW)
                        .closed(NOW.plusSeconds(10))
                        .build(),
                "f1");

        assertThat(((Decision.Hold) held).edge()).isEqualTo(NOW.plusSeconds(10));
    }

    @Test
    void settlesAFreightOnce() {
        assertThat(LaneDecision.of(
                                automaticDev().provenInDev("f1").running("f1").build())
                        .settled())
                .isEmpty();
        assertThat(LaneDecision.of(gatedStg().provenInDev("f1").build()).settled())
                .isEmpty();
    }
}
