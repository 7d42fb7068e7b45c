package io.promotionbus.promotion;

import static io.promotionbus.promotion.Consented.ended;
import static io.promotionbus.promotion.SituationFixtures.BACKOFF;
import static io.promotionbus.promotion.SituationFixtures.NOW;
import static io.promotionbus.promotion.SituationFixtures.automaticDev;
import static io.promotionbus.promotion.SituationFixtures.promotionOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.promotionbus.kargo.StageHealth;
import io.promotionbus.policy.StagePolicy.PromotionMode;
import io.promotionbus.promotion.Attempt.Outcome;
import io.promotionbus.promotion.Attempt.Progress;
import io.promotionbus.promotion.Decision.Basis;
import io.promotionbus.promotion.Promotions.Kind;
import org.junit.jupiter.api.Test;

/** What is tried again, and what may enter a lane in which something went wrong. */
class LaneRetryTest {

    @Test
    void retriesAnEarlyFailureWhenItsBackoffIsOver() {
        LaneDecision decision = LaneDecision.of(automaticDev()
                .freight("f1")
                .attempt("f1", Kind.AUTOMATIC, 1, ended(Outcome.FAILED_BEFORE, NOW.minus(BACKOFF)))
                .build());

        assertThat(decision.going().orElseThrow().basis()).isInstanceOf(Basis.Retry.class);
    }

    @Test
    void doesNotRetryOnAnotherBase() {
        SituationFixtures situation = automaticDev()
                .freight("f1")
                .attempt("f1", Kind.AUTOMATIC, 1, ended(Outcome.FAILED_BEFORE, NOW.minusSeconds(60)));
        Situation then = situation.build();
        Situation now = situation
                .rule(SituationFixtures.governed("dev", PromotionMode.Automatic, 2))
                .build();
        Situation changed = new Situation(
                now.now(),
                now.stage(),
                now.rule(),
                now.freights(),
                then.attempts(),
                then.last(),
                now.consents(),
                now.freezes(),
                now.opening(),
                now.quarantined(),
                now.stages(),
                now.health(),
                now.settled(),
                now.newness(),
                now.timing(),
                now.alerts());

        assertThat(LaneDecision.of(changed).decisions().get("f1").state()).isEqualTo(State.FAILED);
    }

    @Test
    void givesUpARetryForANewerCandidate() {
        LaneDecision decision = LaneDecision.of(automaticDev()
                .freight("f1", "f2")
                .attempt("f1", Kind.AUTOMATIC, 1, ended(Outcome.FAILED_BEFORE, NOW.minusSeconds(1)))
                .build());

        assertThat(decision.going())
                .get()
                .extracting(LaneDecision.Going::freight)
                .isEqualTo("f2");
    }

    @Test
    void letsAFixInWhenWhatRunsIsSick() {
        SituationFixtures sick = automaticDev()
                .running("f1", NOW.minusSeconds(100), "")
                .health("dev", StageHealth.Status.Unhealthy, NOW.minusSeconds(59))
                .freight("f2");
        assertThat(LaneDecision.of(sick.build()).going()).isEmpty();
        assertThat(LaneDecision.of(sick.build()).edge()).contains(NOW.plusSeconds(1));

        assertThat(LaneDecision.of(sick.at(NOW.plusSeconds(1)).build()).going())
                .get()
                .extracting(LaneDecision.Going::freight)
                .isEqualTo("f2");
    }

    @Test
    void letsAFixInWhenARolloutNeverEnds() {
        SituationFixtures stuck = automaticDev()
                .running("f1", NOW.minusSeconds(320), "")
                .health("dev", StageHealth.Status.Progressing, NOW.minusSeconds(300))
                .freight("f2");

        assertThat(LaneDecision.of(stuck.build()).going()).isPresent();
    }

    @Test
    void letsAFixInWhenVerificationNeverEnds() {
        SituationFixtures unknown = automaticDev()
                .running("f1", NOW.minusSeconds(599), "Running")
                .health("dev", StageHealth.Status.Unknown, NOW.minusSeconds(599))
                .freight("f2");

        assertThat(LaneDecision.of(unknown.build()).going()).isEmpty();
        assertThat(LaneDecision.of(unknown.at(NOW.plusSeconds(1)).build()).going())
                .isPresent();
    }

    @Test
    void letsAFixInAfterAPromotionThatDidNotSucceed() {
        LaneDecision decision = LaneDecision.of(automaticDev()
                .running("f1")
                .freight("f2", "f3")
                .attempt(
                        "f2",
                        Kind.AUTOMATIC,
                        1,
                        new Progress.Ended(promotionOf("f2"), Outcome.FAILED_AFTER, NOW.minusSeconds(1), "boom"))
                .build());

        assertThat(decision.going())
                .get()
                .extracting(LaneDecision.Going::freight)
                .isEqualTo("f3");
    }
}
