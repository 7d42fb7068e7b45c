package io.promotionbus.promotion;

import static io.promotionbus.promotion.SituationFixtures.BACKOFF;
import static io.promotionbus.promotion.SituationFixtures.NOW;
import static io.promotionbus.promotion.SituationFixtures.automaticDev;
import static io.promotionbus.promotion.SituationFixtures.gatedStg;
import static io.promotionbus.promotion.SituationFixtures.promotionOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.promotionbus.kargo.StageHealth;
import io.promotionbus.policy.Policies.StageRule;
import io.promotionbus.policy.StagePolicy.PromotionMode;
import io.promotionbus.promotion.Attempt.Outcome;
import io.promotionbus.promotion.Attempt.Progress;
import io.promotionbus.promotion.Decision.Basis;
import io.promotionbus.promotion.Promotions.Kind;
import io.promotionbus.promotion.Reason.Slug;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class LaneDecisionTest {

    private static final UUID R1 = new UUID(0, 1);
    private static final UUID R2 = new UUID(0, 2);

    static Consent.Open open(UUID request) {
        return new Consent.Open(request, NOW.minusSeconds(60), NOW.plus(Duration.ofHours(72)), List.of("qa 1"), null);
    }

    static Consent.Open asked(UUID request) {
        return new Consent.Open(request, NOW.minusSeconds(60), NOW.plusSeconds(600), List.of("qa 1"), "qa");
    }

    static Consent.Approved approved(UUID request, Instant at) {
        return new Consent.Approved(request, at, NOW.plus(Duration.ofHours(24)), List.of("qa"), null);
    }

    static Progress.Ended ended(Outcome outcome, Instant at) {
        return new Progress.Ended("p.x", outcome, at, "boom");
    }

    /** situation, Freight asked about, state, first reason, time edge after now (null: none). */
    static Stream<Arguments> holds() {
        Instant in10 = NOW.plusSeconds(10);
        return Stream.of(
                row("current", automaticDev().running("f1"), "f1", State.CURRENT, Slug.CURRENT, null),
                row("past", automaticDev().running("f1").running("f2"), "f1", State.PAST, Slug.PAST, null),
                row(
                        "older",
                        automaticDev().freight("f1").running("f2"),
                        "f1",
                        State.HELD,
                        Slug.OLDER_THAN_CURRENT,
                        null),
                row("superseded", automaticDev().freight("f1", "f2"), "f1", State.SUPERSEDED, Slug.SUPERSEDED, null),
                row(
                        "quarantined",
                        automaticDev().freight("f1").quarantined("f1"),
                        "f1",
                        State.QUARANTINED,
                        Slug.QUARANTINED,
                        null),
                row(
                        "unmanaged",
                        automaticDev().freight("f1").rule(new StageRule.Unmanaged()),
                        "f1",
                        State.UNMANAGED,
                        Slug.NO_POLICY,
                        null),
                row(
                        "observed",
                        automaticDev().freight("f1").rule(SituationFixtures.governed("dev", PromotionMode.Observe, 1)),
                        "f1",
                        State.OBSERVED,
                        Slug.OBSERVE_ONLY,
                        null),
                row(
                        "invalid policy",
                        automaticDev().freight("f1").rule(new StageRule.Invalid(List.of("a", "b"), "both name dev")),
                        "f1",
                        State.HELD,
                        Slug.POLICY_INVALID,
                        null),
                row("frozen until", automaticDev().freight("f1").frozen(in10), "f1", State.HELD, Slug.FROZEN, in10),
                row("frozen", automaticDev().freight("f1").frozen(null), "f1", State.HELD, Slug.FROZEN, null),
                row("window", automaticDev().freight("f1").closed(in10), "f1", State.HELD, Slug.WINDOW_CLOSED, in10),
                row("held by kargo", automaticDev().freight("f1").held(), "f1", State.HELD, Slug.HELD_BY_KARGO, null),
                row(
                        "promotion of another",
                        automaticDev()
                                .freight("f1", "f2")
                                .attempt("f1", Kind.AUTOMATIC, 1, new Progress.Created("p.f1", "Running", NOW)),
                        "f2",
                        State.HELD,
                        Slug.PROMOTION_RUNNING,
                        null),
                row(
                        "own promotion",
                        automaticDev()
                                .freight("f1")
                                .attempt("f1", Kind.AUTOMATIC, 1, new Progress.Created("p.f1", "Running", NOW)),
                        "f1",
                        State.PROMOTING,
                        Slug.PROMOTION_RUNNING,
                        null),
                row(
                        "somebody else's promotion",
                        automaticDev()
                                .freight("f1", "f2")
                                .attempt("f1", Kind.EXTERNAL, 1, new Progress.Created("p.f1", "Running", NOW)),
                        "f2",
                        State.HELD,
                        Slug.PROMOTION_RUNNING,
                        null),
                row(
                        "kargo away",
                        automaticDev()
                                .freight("f1")
                                .attempt("f1", Kind.AUTOMATIC, 1, new Progress.Creating("connection refused", in10)),
                        "f1",
                        State.HELD,
                        Slug.KARGO_UNREACHABLE,
                        null),
                row(
                        "verification running",
                        automaticDev()
                                .running("f1", NOW.minusSeconds(30), "Running")
                                .freight("f2"),
                        "f2",
                        State.HELD,
                        Slug.VERIFICATION_RUNNING,
                        NOW.plus(Duration.ofMinutes(10)).minusSeconds(30)),
                row(
                        "stage lags behind its promotion",
                        automaticDev()
                                .freight("f1", "f2")
                                .attempt(
                                        "f1",
                                        Kind.AUTOMATIC,
                                        1,
                                        new Progress.Ended("p.f1", Outcome.SUCCEEDED, NOW.minusSeconds(1), null)),
                        "f2",
                        State.HELD,
                        Slug.VERIFICATION_RUNNING,
                        NOW.plus(Duration.ofMinutes(10)).minusSeconds(1)),
                row(
                        "retry due later",
                        automaticDev()
                                .freight("f1")
                                .attempt("f1", Kind.AUTOMATIC, 1, ended(Outcome.FAILED_BEFORE, NOW.minusSeconds(4))),
                        "f1",
                        State.HELD,
                        Slug.PROMOTION_FAILED,
                        NOW.plus(BACKOFF).minusSeconds(4)),
                row(
                        "second retry waits twice as long",
                        automaticDev()
                                .freight("f1")
                                .attempt("f1", Kind.AUTOMATIC, 2, ended(Outcome.FAILED_BEFORE, NOW.minusSeconds(15))),
                        "f1",
                        State.HELD,
                        Slug.PROMOTION_FAILED,
                        NOW.plusSeconds(5)),
                row(
                        "retries used up",
                        automaticDev()
                                .freight("f1")
                                .attempt("f1", Kind.AUTOMATIC, 4, ended(Outcome.FAILED_BEFORE, NOW.minusSeconds(999))),
                        "f1",
                        State.FAILED,
                        Slug.PROMOTION_FAILED,
                        null),
                row(
                        "failed later",
                        automaticDev()
                                .freight("f1")
                                .attempt("f1", Kind.AUTOMATIC, 1, ended(Outcome.FAILED_AFTER, NOW.minusSeconds(999))),
                        "f1",
                        State.FAILED,
                        Slug.PROMOTION_FAILED,
                        null),
                row(
                        "aborted",
                        automaticDev()
                                .freight("f1")
                                .attempt("f1", Kind.AUTOMATIC, 1, ended(Outcome.ABORTED, NOW.minusSeconds(999))),
                        "f1",
                        State.HELD,
                        Slug.PROMOTION_ABORTED,
                        null),
                row(
                        "denied",
                        automaticDev()
                                .freight("f1")
                                .attempt(
                                        "f1",
                                        Kind.AUTOMATIC,
                                        1,
                                        new Progress.Ended(null, Outcome.DENIED, NOW.minusSeconds(9), "not permitted")),
                        "f1",
                        State.HELD,
                        Slug.KARGO_DENIED,
                        null),
                row(
                        "nowhere near",
                        gatedStg().freight("f1"),
                        "f1",
                        State.NOT_AVAILABLE,
                        Slug.NOT_VERIFIED_UPSTREAM,
                        null),
                row(
                        "verified upstream soon",
                        gatedStg().inDevUnverified("f1", NOW.minusSeconds(130)),
                        "f1",
                        State.HELD,
                        Slug.NOT_VERIFIED_UPSTREAM,
                        null),
                row(
                        "settling",
                        gatedStg().verifiedInDev("f1", NOW.minusSeconds(2)),
                        "f1",
                        State.HELD,
                        Slug.NOT_VERIFIED_UPSTREAM,
                        NOW.plusSeconds(3)),
                row(
                        "verified but not healthy",
                        gatedStg()
                                .verifiedInDev("f1", NOW.minusSeconds(20))
                                .health("dev", StageHealth.Status.Progressing, NOW.minusSeconds(19)),
                        "f1",
                        State.HELD,
                        Slug.NOT_VERIFIED_UPSTREAM,
                        null),
                row(
                        "soaking",
                        gatedStg().provenInDev("f1").soak(Duration.ofSeconds(700)),
                        "f1",
                        State.HELD,
                        Slug.SOAKING,
                        NOW.plusSeconds(100)),
                row(
                        "asking",
                        gatedStg().provenInDev("f1").consent("f1", open(R1)),
                        "f1",
                        State.ASKING,
                        Slug.AWAITING_APPROVAL,
                        NOW.plus(Duration.ofHours(72))),
                row(
                        "rejected",
                        gatedStg().provenInDev("f1").consent("f1", new Consent.Rejected(R1, NOW, "qa", "no")),
                        "f1",
                        State.REJECTED,
                        Slug.REJECTED,
                        null),
                row(
                        "request expired",
                        gatedStg().provenInDev("f1").consent("f1", new Consent.Expired(R1, NOW, false)),
                        "f1",
                        State.EXPIRED,
                        Slug.REQUEST_EXPIRED,
                        null),
                row(
                        "approval expired",
                        gatedStg().provenInDev("f1").consent("f1", new Consent.Expired(R1, NOW, true)),
                        "f1",
                        State.EXPIRED,
                        Slug.APPROVAL_EXPIRED,
                        null),
                row(
                        "approved and frozen",
                        gatedStg()
                                .provenInDev("f1")
                                .consent("f1", approved(R1, NOW))
                                .frozen(in10),
                        "f1",
                        State.APPROVED,
                        Slug.FROZEN,
                        in10),
                row(
                        "approved, open one overtaken",
                        gatedStg()
                                .provenInDev("f1", "f2")
                                .consent("f1", open(R1))
                                .consent("f2", open(R2)),
                        "f1",
                        State.SUPERSEDED,
                        Slug.SUPERSEDED,
                        null),
                row(
                        "withdrawn and older",
                        gatedStg()
                                .provenInDev("f1")
                                .running("f2")
                                .consent("f1", new Consent.Withdrawn(R1, NOW, "older-than-current")),
                        "f1",
                        State.WITHDRAWN,
                        Slug.OLDER_THAN_CURRENT,
                        null));
    }

    private static Arguments row(
            String name, SituationFixtures situation, String freight, State state, Slug slug, Instant edge) {
        return Arguments.of(name, situation.build(), freight, state, slug, edge);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("holds")
    void saysWhyItDoesNotMove(String name, Situation situation, String freight, State state, Slug slug, Instant edge) {
        Decision decision = LaneDecision.of(situation).decisions().get(freight);

        assertThat(decision.state()).isEqualTo(state);
        assertThat(decision.reasons().getFirst().slug()).isEqualTo(slug);
        Instant found = decision instanceof Decision.Hold hold ? hold.edge() : null;
        assertThat(found).isEqualTo(edge);
    }

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
