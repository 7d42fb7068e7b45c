package io.promotionbus.promotion;

import io.promotionbus.kargo.Freight;
import io.promotionbus.promotion.Attempt.Outcome;
import io.promotionbus.promotion.Attempt.Progress;
import io.promotionbus.promotion.Decision.Basis;
import io.promotionbus.promotion.Decision.Ended;
import io.promotionbus.promotion.Decision.Hold;
import io.promotionbus.promotion.Promotions.Kind;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What follows from how the last attempt ended. One that changed nothing is tried again a few times while its base holds;
 * one that changed something is judged by health; an aborted or denied one waits for a person. Nothing of this keeps a
 * newer Freight out.
 */
final class FailureRules {

    private final Situation situation;
    private final Contest contest;
    private final Admission admission;

    FailureRules(Situation situation, Contest contest, Admission admission) {
        this.situation = situation;
        this.contest = contest;
        this.admission = admission;
    }

    Optional<Decision> judge(Freight freight) {
        Optional<Attempt> last = situation.lastOf(freight);
        if (last.isEmpty() || !(last.get().progress() instanceof Progress.Ended ended)) {
            return Optional.empty();
        }
        if (ended.outcome() == Outcome.SUCCEEDED) {
            return succeeded(freight, last.get(), ended);
        }
        boolean overtaken = situation.ranBefore(freight) || contest.olderThanCurrent(freight);
        if (overtaken && !last.get().base().equals(situation.base())) {
            return Optional.empty();
        }
        Optional<Freight> newer = superseder(freight, last.get());
        return newer.isPresent() ? newer.map(Judgement::superseded) : Optional.of(ended(freight, last.get(), ended));
    }

    /** Promotion and Stage are observed apart: until the Stage shows the Freight, it is still on its way. */
    private Optional<Decision> succeeded(Freight freight, Attempt attempt, Progress.Ended ended) {
        if (situation.ranBefore(freight)) {
            return Optional.empty();
        }
        boolean latest = situation.last().filter(attempt::equals).isPresent();
        return Optional.of(
                latest
                        ? Hold.because(
                                        State.PROMOTING,
                                        Reason.of(Reason.Slug.VERIFICATION_RUNNING)
                                                .with("stage", situation.stage().name())
                                                .with("freight", freight.name())
                                                .since(ended.at()))
                                .of(attempt.request())
                        : Ended.because(State.PAST, Reason.of(Reason.Slug.PAST)));
    }

    /** What a person ordered or approved is not overtaken by what nobody decided about. */
    private Optional<Freight> superseder(Freight freight, Attempt last) {
        return switch (last.kind()) {
            case AUTOMATIC -> contest.superseder(freight);
            case APPROVAL -> contest.approvedSuperseder(freight);
            case MANUAL, ROLLBACK, BREAK_GLASS, EXTERNAL -> Optional.empty();
        };
    }

    private Decision ended(Freight freight, Attempt attempt, Progress.Ended ended) {
        Outcome outcome = ended.outcome();
        if (outcome == Outcome.DENIED) {
            return held(State.HELD, Reason.Slug.KARGO_DENIED, attempt, ended);
        }
        if (outcome == Outcome.ABORTED || outcome == Outcome.LOST) {
            return held(State.HELD, Reason.Slug.PROMOTION_ABORTED, attempt, ended);
        }
        return mayBeRetried(attempt, outcome)
                ? retried(freight, attempt, ended)
                : held(State.FAILED, Reason.Slug.PROMOTION_FAILED, attempt, ended);
    }

    private boolean mayBeRetried(Attempt attempt, Outcome outcome) {
        return outcome.mayBeRetried()
                && attempt.number() <= Timing.RETRIES
                && attempt.base().equals(situation.base())
                && (situation.policy().isPresent()
                        || attempt.kind() == Kind.BREAK_GLASS
                        || attempt.kind() == Kind.ROLLBACK);
    }

    private Decision retried(Freight freight, Attempt attempt, Progress.Ended ended) {
        Instant due = ended.at().plus(situation.timing().backoffAfter(attempt.number()));
        if (due.isAfter(situation.now())) {
            Reason reason = reason(Reason.Slug.PROMOTION_FAILED, attempt, ended).until(due);
            return new Hold(State.HELD, List.of(reason), attempt.request(), due);
        }
        return admission.admit(freight, new Basis.Retry(attempt), State.HELD, attempt.request());
    }

    private static Decision held(State state, Reason.Slug slug, Attempt attempt, Progress.Ended ended) {
        return new Hold(state, List.of(reason(slug, attempt, ended)), attempt.request(), null);
    }

    private static Reason reason(Reason.Slug slug, Attempt attempt, Progress.Ended ended) {
        return Reason.of(slug)
                .with("attempt", attempt.id().toString())
                .with("number", Integer.toString(attempt.number()))
                .with("promotion", ended.kargoName())
                .with("message", ended.message())
                .with("changed", ended.outcome() == Outcome.FAILED_AFTER ? "true" : null)
                .since(ended.at());
    }
}
