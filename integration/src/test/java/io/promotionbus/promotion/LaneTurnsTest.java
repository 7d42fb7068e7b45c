package io.promotionbus.promotion;

import static io.promotionbus.promotion.Consented.R1;
import static io.promotionbus.promotion.Consented.R2;
import static io.promotionbus.promotion.Consented.ended;
import static io.promotionbus.promotion.SituationFixtures.BACKOFF;
import static io.promotionbus.promotion.SituationFixtures.NOW;
import static io.promotionbus.promotion.SituationFixtures.automaticDev;
import static io.promotionbus.promotion.SituationFixtures.gatedStg;
import static io.promotionbus.promotion.SituationFixtures.governed;
import static org.assertj.core.api.Assertions.assertThat;

import io.promotionbus.policy.StagePolicy.PromotionMode;
import io.promotionbus.promotion.Attempt.Outcome;
import io.promotionbus.promotion.Attempt.Progress;
import io.promotionbus.promotion.Promotions.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** In which order those that could go take their turns. */
class LaneTurnsTest {

    private static Consent.Approved wanted(UUID request, Instant at) {
        return new Consent.Approved(request, at, NOW.plus(Duration.ofHours(24)), List.of("qa"), "dev");
    }

    private static Progress.Ended failedLongAgo() {
        return ended(Outcome.FAILED_BEFORE, NOW.minusSeconds(60));
    }

    private static String goes(SituationFixtures situation) {
        LaneDecision decision = LaneDecision.of(situation.build());
        assertThat(decision.decisions().values())
                .filteredOn(Decision.Promote.class::isInstance)
                .as("one at a time")
                .hasSize(1);
        return decision.going().orElseThrow().freight();
    }

    @Test
    void takesWhatWasApprovedLongestAgoAndKeepsTheOtherApproved() {
        LaneDecision decision = LaneDecision.of(gatedStg()
                .provenInDev("f1", "f2")
                .consent("f1", wanted(R1, NOW.minusSeconds(1)))
                .consent("f2", wanted(R2, NOW.minusSeconds(9)))
                .build());

        assertThat(decision.going().orElseThrow().freight()).isEqualTo("f2");
        assertThat(decision.decisions().get("f1"))
                .isEqualTo(new Decision.Hold(
                        State.APPROVED,
                        List.of(Reason.of(Reason.Slug.PROMOTION_RUNNING).with("freight", "f2")),
                        R1,
                        null));
    }

    @Test
    void takesAnOrderBeforeWhatNobodyDecided() {
        LaneDecision decision = LaneDecision.of(automaticDev()
                .freight("f1", "f2")
                .attempt("f1", Kind.MANUAL, 1, new Progress.Queued())
                .build());

        assertThat(decision.going().orElseThrow().freight()).isEqualTo("f1");
        assertThat(decision.decisions().get("f2"))
                .isEqualTo(new Decision.Hold(
                        State.HELD,
                        List.of(Reason.of(Reason.Slug.PROMOTION_RUNNING).with("freight", "f1")),
                        null,
                        null));
    }

    @Test
    void takesOrdersAsTheyCameAndThoseThatCameTogetherByName() {
        SituationFixtures later = automaticDev()
                .freight("f1", "f2")
                .attempt("f1", Kind.MANUAL, 1, new Progress.Queued())
                .at(NOW.minusSeconds(10))
                .attempt("f2", Kind.MANUAL, 1, new Progress.Queued())
                .at(NOW);
        SituationFixtures together = automaticDev()
                .freight("f2", "f1")
                .attempt("f2", Kind.MANUAL, 1, new Progress.Queued())
                .attempt("f1", Kind.MANUAL, 1, new Progress.Queued());

        assertThat(goes(later)).isEqualTo("f2");
        assertThat(goes(together)).isEqualTo("f1");
    }

    @Test
    void takesTheWayBackBeforeWhatIsForcedAndThatBeforeWhatBegan() {
        assertThat(goes(automaticDev()
                        .freight("f1", "f2")
                        .attempt("f1", Kind.BREAK_GLASS, 1, new Progress.Queued())
                        .attempt("f2", Kind.ROLLBACK, 1, new Progress.Queued())))
                .isEqualTo("f2");
        assertThat(goes(automaticDev()
                        .freight("f1", "f2")
                        .attempt("f1", Kind.BREAK_GLASS, 1, new Progress.Queued())
                        .attempt("f2", Kind.ROLLBACK, 1, failedLongAgo())))
                .as("a rollback that is tried again is still one")
                .isEqualTo("f2");
        assertThat(goes(automaticDev()
                        .freight("f1", "f2")
                        .attempt("f1", Kind.MANUAL, 1, failedLongAgo())
                        .attempt("f2", Kind.BREAK_GLASS, 1, new Progress.Queued())))
                .isEqualTo("f2");
        assertThat(goes(automaticDev()
                        .freight("f1", "f2")
                        .attempt("f1", Kind.MANUAL, 1, new Progress.Queued())
                        .attempt("f2", Kind.MANUAL, 1, failedLongAgo())))
                .as("what began goes before what was ordered")
                .isEqualTo("f2");
    }

    @Test
    void takesTheRetryThatBeganFirst() {
        assertThat(goes(automaticDev()
                        .freight("f1", "f2")
                        .attempt("f1", Kind.MANUAL, 1, failedLongAgo())
                        .at(NOW.minusSeconds(10))
                        .attempt("f2", Kind.MANUAL, 1, failedLongAgo())
                        .at(NOW)))
                .isEqualTo("f2");
    }

    @Test
    void keepsTheTurnOfWhatIsAboutToBeTriedAgain() {
        Instant due = NOW.plus(BACKOFF).minusSeconds(1);
        LaneDecision decision = LaneDecision.of(automaticDev()
                .freight("f1", "f2")
                .attempt("f1", Kind.MANUAL, 1, ended(Outcome.FAILED_BEFORE, NOW.minusSeconds(1)))
                .build());

        assertThat(decision.going()).isEmpty();
        assertThat(decision.decisions().get("f2"))
                .isEqualTo(new Decision.Hold(
                        State.HELD,
                        List.of(Reason.of(Reason.Slug.PROMOTION_RUNNING)
                                .with("freight", "f1")
                                .until(due)),
                        null,
                        due));
        assertThat(decision.edge()).contains(due);
    }

    @Test
    void makesAnEmergencyWaitForNoRetry() {
        assertThat(goes(automaticDev()
                        .freight("f1", "f2")
                        .attempt("f1", Kind.MANUAL, 1, ended(Outcome.FAILED_BEFORE, NOW.minusSeconds(1)))
                        .attempt("f2", Kind.BREAK_GLASS, 1, new Progress.Queued())))
                .isEqualTo("f2");
    }

    @Test
    void keepsNoTurnForWhatWaitsForSomethingElse() {
        assertThat(goes(gatedStg()
                        .rule(governed("stg", PromotionMode.Automatic, 1))
                        .approvedForStage("f1")
                        .provenInDev("f2")
                        .soak(Duration.ofSeconds(700))))
                .isEqualTo("f1");
        assertThat(goes(automaticDev()
                        .freight("f1", "f2")
                        .attempt("f1", Kind.MANUAL, 1, ended(Outcome.FAILED_AFTER, NOW.minusSeconds(1)))))
                .as("what failed for good")
                .isEqualTo("f2");
    }

    /** f3 ran; then f2 came past it, for nobody knew the commits yet. */
    private static SituationFixtures takenBackwards() {
        return automaticDev()
                .running("f1", NOW.minusSeconds(900), "Successful")
                .running("f3", NOW.minusSeconds(800), "Successful")
                .running("f2", NOW.minusSeconds(700), "Successful");
    }

    @Test
    void bringsBackWhatTheBusReplacedBySomethingOlder() {
        LaneDecision decision = LaneDecision.of(takenBackwards().build());

        assertThat(decision.going().orElseThrow().freight()).isEqualTo("f3");
        assertThat(decision.decisions().get("f1").state()).isEqualTo(State.PAST);
    }

    @Test
    void bringsBackOnlyTheNewest() {
        assertThat(goes(automaticDev()
                        .running("f2", NOW.minusSeconds(900), "Successful")
                        .running("f3", NOW.minusSeconds(800), "Successful")
                        .running("f1", NOW.minusSeconds(700), "Successful")))
                .isEqualTo("f3");
    }

    @Test
    void bringsItBackWhateverPeopleDidBefore() {
        assertThat(goes(automaticDev()
                        .running("f1", NOW.minusSeconds(900), "Successful", Kind.MANUAL)
                        .running("f3", NOW.minusSeconds(800), "Successful")
                        .running("f2", NOW.minusSeconds(700), "Successful")))
                .isEqualTo("f3");
    }

    @Test
    void bringsItBackAlsoWhenThatFailedOnceOnWhatHeldThen() {
        Situation failed = takenBackwards()
                .attempt("f3", Kind.AUTOMATIC, 1, failedLongAgo())
                .build();

        LaneDecision decision = LaneDecision.of(Altered.onAnotherBase(failed));

        assertThat(decision.going().orElseThrow().freight()).isEqualTo("f3");
        assertThat(decision.going().orElseThrow().basis()).isEqualTo(new Decision.Basis.Automatic());
    }

    @Test
    void leavesWhatSomebodyTookAway() {
        for (Kind kind : List.of(Kind.MANUAL, Kind.ROLLBACK, Kind.BREAK_GLASS, Kind.EXTERNAL, Kind.APPROVAL)) {
            LaneDecision decision = LaneDecision.of(takenBackwards()
                    .running("f1", NOW.minusSeconds(600), "Successful", kind)
                    .running("f2", NOW.minusSeconds(500), "Successful")
                    .build());

            assertThat(decision.going()).as(kind.name()).isEmpty();
            assertThat(decision.decisions().get("f3").state()).as(kind.name()).isEqualTo(State.PAST);
        }
    }

    @Test
    void bringsNothingBackThatIsNewerOnlyBySomebodysClock() {
        Situation situation = takenBackwards().build();

        LaneDecision decision = LaneDecision.of(Altered.newness(
                situation,
                (project, one, other) -> new Newness.Comparison(
                        situation.newness().compare(project, one, other).verdict(), "image-time", "")));

        assertThat(decision.going()).isEmpty();
    }

    @Test
    void bringsNothingBackBeforeTheStageShowsWhatCameLast() {
        SituationFixtures returned = takenBackwards()
                .attempt("f3", Kind.AUTOMATIC, 1, ended(Outcome.SUCCEEDED, NOW.minusSeconds(5)))
                .at(NOW.plusSeconds(3600));

        assertThat(LaneDecision.of(returned.build()).going()).isEmpty();
    }

    @Test
    void bringsBackNothingThatIsQuarantined() {
        LaneDecision decision =
                LaneDecision.of(takenBackwards().quarantined("f3").build());

        assertThat(decision.going()).isEmpty();
        assertThat(decision.decisions().get("f3").state()).isEqualTo(State.QUARANTINED);
    }
}
