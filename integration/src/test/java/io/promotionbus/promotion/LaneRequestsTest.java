package io.promotionbus.promotion;

import static io.promotionbus.promotion.Consented.R1;
import static io.promotionbus.promotion.Consented.R2;
import static io.promotionbus.promotion.Consented.approved;
import static io.promotionbus.promotion.Consented.open;
import static io.promotionbus.promotion.SituationFixtures.NOW;
import static io.promotionbus.promotion.SituationFixtures.automaticDev;
import static io.promotionbus.promotion.SituationFixtures.gatedStg;
import static io.promotionbus.promotion.SituationFixtures.governed;
import static org.assertj.core.api.Assertions.assertThat;

import io.promotionbus.policy.Policies.StageRule;
import io.promotionbus.policy.StagePolicy.PromotionMode;
import io.promotionbus.promotion.Attempt.Progress;
import io.promotionbus.promotion.Promotions.Kind;
import io.promotionbus.promotion.Reason.Slug;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What becomes of what people were asked and of what they ordered, and when the lane is looked at again. */
class LaneRequestsTest {

    private static final StageRule INVALID = new StageRule.Invalid(List.of("a"), "unreadable");

    private static List<String> withdrawn(SituationFixtures situation) {
        return LaneDecision.of(situation.build()).withdrawals().stream()
                .map(LaneDecision.Withdrawal::because)
                .toList();
    }

    private static List<String> cancelled(Situation situation) {
        return LaneDecision.of(situation).cancellations().stream()
                .map(Attempt::freight)
                .toList();
    }

    private static List<String> cancelled(SituationFixtures situation) {
        return cancelled(situation.build());
    }

    @Test
    void withdrawsWhatAnotherCameInPast() {
        for (Consent consent : List.of(open(R1), approved(R1, NOW))) {
            LaneDecision decision = LaneDecision.of(gatedStg()
                    .provenInDev("f1")
                    .running("f2")
                    .consent("f1", consent)
                    .build());

            assertThat(decision.decisions().get("f1"))
                    .isEqualTo(new Decision.Ended(
                            State.WITHDRAWN,
                            List.of(Reason.of(Slug.OLDER_THAN_CURRENT)
                                    .with("current", "f2")
                                    .with("basis", "ancestry")),
                            R1));
            assertThat(decision.withdrawals())
                    .containsExactly(new LaneDecision.Withdrawal(R1, "f1", "older-than-current"));
        }
    }

    @Test
    void saysWhichRequestWasSuperseded() {
        LaneDecision decision = LaneDecision.of(
                gatedStg().provenInDev("f1", "f2").consent("f1", open(R1)).build());

        assertThat(decision.decisions().get("f1"))
                .isEqualTo(new Decision.Ended(
                        State.SUPERSEDED, List.of(Reason.of(Slug.SUPERSEDED).with("by", "f2")), R1));
    }

    @Test
    void keepsAnApprovalOfWhatIsNotAvailableYet() {
        LaneDecision decision = LaneDecision.of(
                gatedStg().freight("f1").consent("f1", approved(R1, NOW)).build());

        Decision held = decision.decisions().get("f1");
        assertThat(held.state()).isEqualTo(State.APPROVED);
        assertThat(held.reasons().getFirst().slug()).isEqualTo(Slug.NOT_VERIFIED_UPSTREAM);
        assertThat(decision.withdrawals()).isEmpty();
    }

    @Test
    void saysWhatIsMissing() {
        assertThat(missing(List.of("qa 1"))).containsExactly(Slug.AWAITING_APPROVAL);
        assertThat(missing(List.of(Consent.Open.SECOND_PERSON))).containsExactly(Slug.AWAITING_SECOND_PERSON);
        assertThat(missing(List.of(Consent.Open.COMMITS, Consent.Open.SECOND_PERSON)))
                .containsExactly(Slug.COMMITS_UNAVAILABLE, Slug.AWAITING_SECOND_PERSON);
    }

    private static List<Slug> missing(List<String> missing) {
        Consent.Open open = new Consent.Open(R1, NOW, NOW.plusSeconds(60), missing, null);
        Decision decision = LaneDecision.of(
                        gatedStg().provenInDev("f1").consent("f1", open).build())
                .decisions()
                .get("f1");
        return decision.reasons().stream().map(Reason::slug).toList();
    }

    @Test
    void settlesNoRequestWhileNobodyUnderstandsTheGate() {
        LaneDecision decision = LaneDecision.of(gatedStg()
                .provenInDev("f1", "f2")
                .consent("f1", open(R1))
                .rule(INVALID)
                .build());

        assertThat(decision.supersessions()).isEmpty();
        assertThat(decision.withdrawals()).isEmpty();
        assertThat(withdrawn(gatedStg()
                        .provenInDev("f1")
                        .consent("f1", open(R1))
                        .quarantined("f1")
                        .rule(INVALID)))
                .as("a bad digest is out whatever the gate asks for")
                .containsExactly("quarantined");
    }

    @Test
    void withdrawsRequestsWhenTheGateIsGone() {
        assertThat(withdrawn(gatedStg()
                        .provenInDev("f1")
                        .consent("f1", approved(R1, NOW))
                        .rule(governed("stg", PromotionMode.Automatic, 2))))
                .containsExactly("gate-gone");
        assertThat(withdrawn(gatedStg().provenInDev("f1").consent("f1", open(R1))))
                .isEmpty();
        assertThat(withdrawn(gatedStg()
                        .provenInDev("f1")
                        .consent("f1", new Consent.Rejected(R1, NOW, "qa", "no"))
                        .rule(new StageRule.Unmanaged())))
                .as("nobody waits for what was decided")
                .isEmpty();
        assertThat(withdrawn(gatedStg().freight("f1").consent("f1", open(R1)).rule(new StageRule.Unmanaged())))
                .containsExactly("no-policy");
    }

    @Test
    void cancelsOrdersThatLostTheirGround() {
        Progress queued = new Progress.Queued();
        assertThat(cancelled(automaticDev().attempt("f1", Kind.MANUAL, 1, queued)))
                .as("the Freight is gone")
                .containsExactly("f1");
        assertThat(cancelled(automaticDev()
                        .freight("f1")
                        .rule(new StageRule.Unmanaged())
                        .attempt("f1", Kind.BREAK_GLASS, 1, queued)))
                .containsExactly("f1");
        assertThat(cancelled(automaticDev().freight("f1").quarantined("f1").attempt("f1", Kind.ROLLBACK, 1, queued)))
                .containsExactly("f1");
        assertThat(cancelled(Altered.onAnotherBase(approvalOrder().build()))).containsExactly("f1");
    }

    @Test
    void leavesOrdersThatStand() {
        Progress queued = new Progress.Queued();
        assertThat(cancelled(automaticDev().freight("f1").attempt("f1", Kind.MANUAL, 1, queued)))
                .isEmpty();
        assertThat(cancelled(approvalOrder())).isEmpty();
        assertThat(cancelled(gatedStg()
                        .provenInDev("f1")
                        .attempt("f1", Kind.MANUAL, 1, new Progress.Created("p.f1", "Running", NOW))))
                .as("what runs is no order any more")
                .isEmpty();
        SituationFixtures unclear = automaticDev().freight("f1").rule(INVALID).attempt("f1", Kind.MANUAL, 1, queued);
        assertThat(cancelled(unclear)).isEmpty();
        assertThat(LaneDecision.of(unclear.build()).decisions().get("f1").state())
                .as("nor is it carried out")
                .isEqualTo(State.HELD);
        assertThat(cancelled(Altered.onAnotherBase(approvalOrder().rule(INVALID).build())))
                .isEmpty();
    }

    private static SituationFixtures approvalOrder() {
        return gatedStg().provenInDev("f1").attempt("f1", Kind.APPROVAL, 1, new Progress.Queued());
    }

    @Test
    void carriesOutAnEmergencyAlthoughNobodyUnderstandsThePolicy() {
        assertThat(LaneDecision.of(automaticDev()
                                .freight("f1")
                                .rule(INVALID)
                                .attempt("f1", Kind.BREAK_GLASS, 1, new Progress.Queued())
                                .build())
                        .going())
                .isPresent();
    }

    @Test
    void looksAgainWhenARequestOrAnApprovalRunsOut() {
        Instant expired = NOW.minusSeconds(1);
        assertThat(LaneDecision.of(gatedStg()
                                .provenInDev("f1", "f2")
                                .consent("f1", open(R1))
                                .build())
                        .edge())
                .contains(NOW.plus(Duration.ofHours(72)));
        assertThat(LaneDecision.of(gatedStg()
                                .provenInDev("f1")
                                .consent("f1", approved(R1, NOW))
                                .frozen(null)
                                .build())
                        .edge())
                .contains(NOW.plus(Duration.ofHours(24)));
        assertThat(LaneDecision.of(gatedStg()
                                .provenInDev("f1")
                                .consent("f1", new Consent.Open(R1, expired, expired, List.of("qa 1"), null))
                                .build())
                        .edge())
                .as("never in the past")
                .isEmpty();
    }

    @Test
    void actsOnlyWhereTheNextEvaluationFindsSomethingElse() {
        assertThat(acts(automaticDev().running("f1"))).isFalse();
        assertThat(acts(gatedStg().provenInDev("f1"))).as("asks").isTrue();
        assertThat(acts(gatedStg().freight("f1").consent("f1", open(R1)).rule(new StageRule.Unmanaged())))
                .as("withdraws")
                .isTrue();
        assertThat(acts(gatedStg()
                        .provenInDev("f1", "f2")
                        .consent("f1", open(R1))
                        .consent("f2", open(R2))))
                .as("supersedes")
                .isTrue();
        assertThat(acts(automaticDev().attempt("f1", Kind.MANUAL, 1, new Progress.Queued())))
                .as("cancels")
                .isTrue();
    }

    private static boolean acts(SituationFixtures situation) {
        return LaneDecision.of(situation.build()).acts();
    }
}
