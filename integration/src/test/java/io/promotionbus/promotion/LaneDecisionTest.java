package io.promotionbus.promotion;

import static io.promotionbus.promotion.Consented.R1;
import static io.promotionbus.promotion.Consented.R2;
import static io.promotionbus.promotion.Consented.approved;
import static io.promotionbus.promotion.Consented.asked;
import static io.promotionbus.promotion.Consented.open;
import static io.promotionbus.promotion.SituationFixtures.NOW;
import static io.promotionbus.promotion.SituationFixtures.automaticDev;
import static io.promotionbus.promotion.SituationFixtures.gatedStg;
import static org.assertj.core.api.Assertions.assertThat;

import io.promotionbus.promotion.Attempt.Progress;
import io.promotionbus.promotion.Decision.Basis;
import io.promotionbus.promotion.Promotions.Kind;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Which Freight goes, which is asked about, and what becomes of requests and orders. */
class LaneDecisionTest {

    @Test
    void promotesTheNewestToAnAutomaticStage() {
        LaneDecision decision =
                LaneDecision.of(automaticDev().running("f1").freight("f2", "f3").build());

        assertThat(decision.going())
                .get()
                .extracting(LaneDecision.Going::freight)
                .isEqualTo("f3");
        assertThat(decision.decisions().get("f2").state()).isEqualTo(State.SUPERSEDED);
    }

    @Test
    void asksForTheNewestAtAGateWithoutWaitingForTheLane() {
        LaneDecision decision = LaneDecision.of(gatedStg()
                .running("f1", NOW.minusSeconds(3), "Running")
                .provenInDev("f2", "f3")
                .frozen(null)
                .build());

        assertThat(decision.toAsk()).containsExactly("f3");
        assertThat(decision.going()).isEmpty();
    }

    @Test
    void supersedesAnOpenRequestByTheNewerCandidate() {
        LaneDecision decision = LaneDecision.of(
                gatedStg().provenInDev("f1", "f2").consent("f1", open(R1)).build());

        assertThat(decision.toAsk()).containsExactly("f2");
        assertThat(decision.supersessions()).containsExactly(new LaneDecision.Supersession(R1, "f1", "f2"));
    }

    @Test
    void doesNotSupersedeAnApprovedRequestByAnUnapprovedOne() {
        LaneDecision decision = LaneDecision.of(gatedStg()
                .provenInDev("f1", "f2")
                .consent("f1", approved(R1, NOW))
                .consent("f2", open(R2))
                .closed(NOW.plusSeconds(60))
                .build());

        assertThat(decision.supersessions()).isEmpty();
        assertThat(decision.decisions().get("f1").state()).isEqualTo(State.APPROVED);
        assertThat(decision.decisions().get("f2").state()).isEqualTo(State.ASKING);
    }

    @Test
    void supersedesAnApprovedRequestByANewerApprovedOne() {
        LaneDecision decision = LaneDecision.of(gatedStg()
                .provenInDev("f1", "f2")
                .consent("f1", approved(R1, NOW.minusSeconds(9)))
                .consent("f2", approved(R2, NOW))
                .build());

        assertThat(decision.supersessions()).containsExactly(new LaneDecision.Supersession(R1, "f1", "f2"));
        assertThat(decision.going())
                .get()
                .extracting(LaneDecision.Going::freight)
                .isEqualTo("f2");
    }

    @Test
    void keepsWhatAPersonAskedForExplicitly() {
        LaneDecision decision = LaneDecision.of(gatedStg()
                .provenInDev("f1", "f3")
                .running("f2")
                .consent("f1", asked(R1))
                .build());

        assertThat(decision.decisions().get("f1").state()).isEqualTo(State.ASKING);
        assertThat(decision.supersessions()).isEmpty();
        assertThat(decision.withdrawals()).isEmpty();
    }

    @Test
    void withdrawsRequestsThatLostTheirReason() {
        LaneDecision decision = LaneDecision.of(gatedStg()
                .provenInDev("f1", "f3", "f4")
                .running("f2")
                .quarantined("f3")
                .consent("f1", open(R1))
                .consent("f3", open(R2))
                .consent("f9", open(new UUID(0, 3)))
                .build());

        assertThat(decision.withdrawals())
                .extracting(LaneDecision.Withdrawal::because)
                .containsExactlyInAnyOrder("quarantined", "freight-gone");
        assertThat(decision.supersessions()).containsExactly(new LaneDecision.Supersession(R1, "f1", "f4"));
    }

    @Test
    void asksAgainForWhatEndedWithoutAPersonsWord() {
        assertThat(LaneDecision.of(gatedStg()
                                .provenInDev("f1")
                                .consent("f1", new Consent.Withdrawn(R1, NOW, "quarantined"))
                                .build())
                        .toAsk())
                .containsExactly("f1");
        assertThat(LaneDecision.of(gatedStg()
                                .provenInDev("f1", "f2")
                                .quarantined("f2")
                                .consent("f1", new Consent.Superseded(R1, NOW, R2))
                                .build())
                        .toAsk())
                .containsExactly("f1");
    }

    @Test
    void doesNotSlipAnOlderOneInBehindARejectedOne() {
        LaneDecision decision = LaneDecision.of(gatedStg()
                .provenInDev("f1", "f2")
                .consent("f2", new Consent.Rejected(R2, NOW, "qa", "no"))
                .build());

        assertThat(decision.toAsk()).isEmpty();
        assertThat(decision.decisions().get("f1").state()).isEqualTo(State.SUPERSEDED);
    }

    @Test
    void breaksTheGlassPastGateFreezeAndVerificationButNotPastARunningPromotion() {
        SituationFixtures emergency = gatedStg()
                .running("f1", NOW.minusSeconds(3), "Running")
                .provenInDev("f2")
                .frozen(null)
                .attempt("f2", Kind.BREAK_GLASS, 1, new Progress.Queued());
        assertThat(LaneDecision.of(emergency.build()).going().orElseThrow().basis())
                .isInstanceOf(Basis.Ordered.class);

        emergency.attempt("f3", Kind.EXTERNAL, 1, new Progress.Created("p.f3", "Running", NOW));
        assertThat(LaneDecision.of(emergency.build()).going()).isEmpty();
    }

    @Test
    void cancelsAManualOrderWhenTheStageBecameGated() {
        LaneDecision decision = LaneDecision.of(gatedStg()
                .provenInDev("f1")
                .attempt("f1", Kind.MANUAL, 1, new Progress.Queued())
                .build());

        assertThat(decision.cancellations()).extracting(Attempt::freight).containsExactly("f1");
        assertThat(decision.going()).isEmpty();
    }

    @Test
    void promotesAnOlderOneThatAPersonOrdered() {
        LaneDecision decision = LaneDecision.of(automaticDev()
                .freight("f1")
                .running("f2")
                .attempt("f1", Kind.MANUAL, 1, new Progress.Queued())
                .build());

        assertThat(decision.going())
                .get()
                .extracting(LaneDecision.Going::freight)
                .isEqualTo("f1");
    }

    @Test
    void settlesWhatStayedHealthyAndSaysWhenItWill() {
        SituationFixtures fresh = automaticDev().running("f1", NOW.minusSeconds(2), "Successful");
        Situation situation = fresh.build();
        var verified = situation.freights().getFirst();
        var withProof = new io.promotionbus.kargo.Freight(
                verified.project(),
                verified.name(),
                verified.alias(),
                verified.origin(),
                verified.images(),
                verified.commits(),
                verified.discoveredAt(),
                java.util.Map.of("dev", NOW.minusSeconds(1)),
                verified.currentlyIn(),
                verified.longestSoak(),
                verified.approvedFor());
        Situation before = with(situation, withProof, NOW);
        assertThat(LaneDecision.of(before).settled()).isEmpty();
        assertThat(LaneDecision.of(before).edge()).contains(NOW.plusSeconds(3));
        assertThat(LaneDecision.of(with(situation, withProof, NOW.plusSeconds(3)))
                        .settled())
                .containsExactly("f1");
    }

    private static Situation with(Situation s, io.promotionbus.kargo.Freight freight, Instant now) {
        return new Situation(
                now,
                s.stage(),
                s.rule(),
                List.of(freight),
                s.attempts(),
                s.last(),
                s.consents(),
                s.freezes(),
                s.opening(),
                s.quarantined(),
                java.util.Map.of("dev", s.stage()),
                s.health(),
                s.settled(),
                s.newness(),
                s.timing(),
                s.alerts());
    }

    @Test
    void ignoresAHoldThatItsOwnRollbackCaused() {
        LaneDecision decision = LaneDecision.of(
                automaticDev().running("f1").freight("f2").held().build());

        assertThat(decision.going()).isPresent();
    }
}
