package io.promotionbus.approval;

import io.promotionbus.approval.FourEyes.Verdict;
import io.promotionbus.approval.PersonDecision.Kind;
import io.promotionbus.policy.StagePolicy;
import io.promotionbus.policy.StagePolicy.Requirement;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which of the decisions count now: approvals about the present base, by people whom four-eyes does not know as authors.
 * An approval given before the base changed stays on record and counts no more. Pure.
 */
final class Tally {

    private Tally() {}

    /** @param fourEyes absent while the stage has no gate */
    static Quorum.Count of(
            ApprovalRequest request,
            List<Requirement> require,
            StagePolicy.@Nullable FourEyes fourEyes,
            Sight sight,
            CommitRange commits) {
        return of(request.decisions(), require, fourEyes, sight.base(), commits);
    }

    static Quorum.Count of(
            List<PersonDecision> decisions,
            List<Requirement> require,
            StagePolicy.@Nullable FourEyes fourEyes,
            String base,
            CommitRange commits) {
        return Quorum.of(
                require,
                counting(decisions, base).stream()
                        .filter(decision -> !author(decision, fourEyes, commits))
                        .map(decision ->
                                new Quorum.Approver(decision.who().subject(), decision.roles(), decision.needsSecond()))
                        .toList());
    }

    /** Approvals about this base. */
    static List<PersonDecision> counting(List<PersonDecision> decisions, String base) {
        return decisions.stream()
                .filter(decision ->
                        decision.kind() == Kind.APPROVE && decision.base().equals(base))
                .toList();
    }

    private static boolean author(PersonDecision decision, StagePolicy.@Nullable FourEyes rule, CommitRange commits) {
        FourEyes.Identity who = new FourEyes.Identity(
                decision.who().subject(),
                decision.who().github(),
                decision.who().email());
        return rule != null && FourEyes.judge(rule, who, commits) instanceof Verdict.IsAuthor;
    }
}
