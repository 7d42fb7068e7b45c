package io.promotionbus.promotion;

import static io.promotionbus.promotion.Consented.R1;
import static io.promotionbus.promotion.Consented.R2;
import static io.promotionbus.promotion.Consented.approved;
import static io.promotionbus.promotion.Consented.ended;
import static io.promotionbus.promotion.Consented.open;
import static io.promotionbus.promotion.SituationFixtures.BACKOFF;
import static io.promotionbus.promotion.SituationFixtures.NOW;
import static io.promotionbus.promotion.SituationFixtures.automaticDev;
import static io.promotionbus.promotion.SituationFixtures.gatedStg;
import static org.assertj.core.api.Assertions.assertThat;

import io.promotionbus.kargo.StageHealth;
import io.promotionbus.policy.Policies.StageRule;
import io.promotionbus.policy.StagePolicy.PromotionMode;
import io.promotionbus.promotion.Attempt.Outcome;
import io.promotionbus.promotion.Attempt.Progress;
import io.promotionbus.promotion.Promotions.Kind;
import io.promotionbus.promotion.Reason.Slug;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Why a Freight does not move, situation by situation. */
class LaneHoldsTest {

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
}
