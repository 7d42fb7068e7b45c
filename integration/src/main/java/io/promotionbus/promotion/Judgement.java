package io.promotionbus.promotion;

import io.promotionbus.kargo.Freight;
import io.promotionbus.kargo.FreightRequest;
import io.promotionbus.policy.Policies.StageRule;
import io.promotionbus.policy.StagePolicy.PromotionMode;
import io.promotionbus.promotion.Attempt.Progress;
import io.promotionbus.promotion.Decision.Ask;
import io.promotionbus.promotion.Decision.Basis;
import io.promotionbus.promotion.Decision.Ended;
import io.promotionbus.promotion.Decision.Hold;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Judges one Freight at one stage: the rules in their order, the first that knows an answer gives it. A rule that has
 * nothing to say passes.
 */
final class Judgement {

    /** One rule; empty when it has nothing to say. */
    private interface Rule {
        Optional<Decision> apply(Judgement judgement, Freight freight, FreightRequest request);
    }

    private static final Rule whatMovesIsPromoting =
            (j, freight, request) -> j.situation.underWay(freight).map(Judgement::promoting);

    private static final Rule whatWasOrderedTakesItsTurn = (j, freight, request) -> j.situation
            .queued(freight)
            .filter(order -> Orders.stands(order, freight, j.situation))
            .map(order -> j.ordered(order, freight, request));

    private static final Rule whatRunsIsCurrent =
            (j, freight, request) -> j.situation.runs(freight) ? Optional.of(j.current(freight)) : Optional.empty();

    private static final Rule whatIsQuarantinedStays = (j, freight, request) -> j.situation
            .quarantine(freight)
            .map(entry -> Ended.because(
                    State.QUARANTINED,
                    Reason.of(Reason.Slug.QUARANTINED)
                            .with("id", entry.id().toString())
                            .with("digest", entry.digest())
                            .with("by", entry.setBy())
                            .with("reason", entry.reason())
                            .since(entry.setAt())));

    private static final Rule whatNobodyManagesIsLeftAlone = (j, freight, request) -> {
        if (j.situation.rule() instanceof StageRule.Unmanaged) {
            return Optional.of(Ended.because(State.UNMANAGED, Reason.of(Reason.Slug.NO_POLICY)));
        }
        boolean watched = j.situation.promotes(PromotionMode.Observe)
                || j.situation.stage().controlFlow();
        return watched
                ? Optional.of(Ended.because(State.OBSERVED, Reason.of(Reason.Slug.OBSERVE_ONLY)))
                : Optional.empty();
    };

    private static final Rule whatNobodyUnderstandsIsHeld =
            (j, freight, request) -> j.situation.rule() instanceof StageRule.Invalid invalid
                    ? Optional.of(Hold.because(
                            State.HELD,
                            Reason.of(Reason.Slug.POLICY_INVALID)
                                    .with("policies", String.join(", ", invalid.policies()))
                                    .with("because", invalid.because())))
                    : Optional.empty();

    private static final Rule whatPeopleSaidCounts = (j, freight, request) -> j.consents.judge(freight, request);

    private static final Rule whatFailedIsRetriedOrStops = (j, freight, request) -> j.failures.judge(freight);

    private static final Rule whatWasThereBeforeIsPast = (j, freight, request) -> j.contest.past(freight)
            ? Optional.of(Ended.because(State.PAST, Reason.of(Reason.Slug.PAST).with("current", j.currentOf(freight))))
            : Optional.empty();

    private static final Rule whatIsOlderNeverFollows = (j, freight, request) -> {
        if (!j.contest.olderThanCurrent(freight)) {
            return Optional.empty();
        }
        Reason older = Reason.of(Reason.Slug.OLDER_THAN_CURRENT)
                .with("current", j.currentOf(freight))
                .with("basis", j.contest.againstCurrent(freight).basis())
                .with("sentence", j.contest.againstCurrent(freight).reason());
        return Optional.of(j.consents.withdrawnOr(freight, Hold.because(State.HELD, older)));
    };

    private static final Rule whatIsOvertakenIsSuperseded =
            (j, freight, request) -> j.contest.superseder(freight).map(Judgement::superseded);

    private static final Rule whatKargoWouldRefuseWaits = (j, freight, request) ->
            j.unavailable(freight, request).map(decision -> j.consents.withdrawnOr(freight, decision));

    private static final Rule whatPeopleMustDecideIsAsked =
            (j, freight, request) -> j.situation.gated() ? Optional.of(new Ask()) : Optional.empty();

    private static final Rule whatRemainsGoes =
            (j, freight, request) -> Optional.of(j.admission.admit(freight, new Basis.Automatic(), State.HELD, null));

    private static final List<Rule> RULES = List.of(
            whatMovesIsPromoting,
            whatWasOrderedTakesItsTurn,
            whatRunsIsCurrent,
            whatIsQuarantinedStays,
            whatNobodyManagesIsLeftAlone,
            whatPeopleSaidCounts,
            whatFailedIsRetriedOrStops,
            whatWasThereBeforeIsPast,
            whatIsOlderNeverFollows,
            whatIsOvertakenIsSuperseded,
            whatKargoWouldRefuseWaits,
            whatNobodyUnderstandsIsHeld,
            whatPeopleMustDecideIsAsked,
            whatRemainsGoes);

    private final Situation situation;
    private final Contest contest;
    private final Admission admission;
    private final ConsentRules consents;
    private final FailureRules failures;

    Judgement(Situation situation, Contest contest) {
        this.situation = situation;
        this.contest = contest;
        this.admission = new Admission(situation);
        this.consents = new ConsentRules(situation, contest, admission);
        this.failures = new FailureRules(situation, contest, admission);
    }

    Decision of(Freight freight) {
        Optional<FreightRequest> request = situation.request(freight.origin());
        if (request.isEmpty()) {
            return Ended.because(
                    State.NOT_AVAILABLE,
                    Reason.of(Reason.Slug.NOT_REQUESTED)
                            .with("origin", freight.origin().name()));
        }
        for (Rule rule : RULES) {
            Optional<Decision> decision = rule.apply(this, freight, request.get());
            if (decision.isPresent()) {
                return decision.get();
            }
        }
        throw new IllegalStateException("The last rule always decides");
    }

    private Decision ordered(Attempt order, Freight freight, FreightRequest request) {
        if (order.kind() != Promotions.Kind.ROLLBACK
                && Availability.of(freight, situation.stage().name(), request, situation.now())
                        instanceof Availability.Missing missing) {
            return new Hold(State.HELD, missing.reasons(), order.request(), missing.edge());
        }
        return admission.admit(freight, new Basis.Ordered(order), State.HELD, order.request());
    }

    private @Nullable String currentOf(Freight freight) {
        return situation.stage().current().get(freight.origin());
    }

    private static Decision promoting(Attempt attempt) {
        if (attempt.progress() instanceof Progress.Creating creating && creating.problem() != null) {
            return new Hold(
                    State.HELD,
                    List.of(Reason.of(Reason.Slug.KARGO_UNREACHABLE)
                            .with("message", creating.problem())
                            .since(attempt.createdAt())
                            .until(creating.nextTry())),
                    attempt.request(),
                    null);
        }
        return new Hold(State.PROMOTING, List.of(Admission.running(attempt)), attempt.request(), null);
    }

    private Decision current(Freight freight) {
        Reason since = Reason.of(Reason.Slug.CURRENT)
                .since(freight.currentlyIn().get(situation.stage().name()));
        return new Ended(
                State.CURRENT,
                Stream.concat(situation.alerts().stream(), Stream.of(since)).toList(),
                null);
    }

    static Decision superseded(Freight by) {
        return Ended.because(State.SUPERSEDED, Reason.of(Reason.Slug.SUPERSEDED).with("by", by.name()));
    }

    /** What runs upstream already is on its way here; anything else is merely not available. */
    private Optional<Decision> unavailable(Freight freight, FreightRequest request) {
        Availability availability = Availability.of(freight, situation.stage().name(), request, situation.now());
        if (availability instanceof Availability.Missing missing) {
            boolean onItsWay = request.upstream().stream().anyMatch(freight.currentlyIn()::containsKey);
            State state = onItsWay ? State.HELD : State.NOT_AVAILABLE;
            return Optional.of(new Hold(state, missing.reasons(), null, missing.edge()));
        }
        List<Reason> unsettled = Settling.missing(situation, freight, request);
        return unsettled.isEmpty()
                ? Optional.empty()
                : Optional.of(new Hold(State.HELD, unsettled, null, new Availability.Missing(unsettled).edge()));
    }
}
