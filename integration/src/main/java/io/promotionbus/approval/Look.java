package io.promotionbus.approval;

import io.promotionbus.approval.ApprovalRequest.Reminding;
import io.promotionbus.approval.CommitRange.Ends;
import io.promotionbus.kargo.Freight;
import io.promotionbus.policy.StagePolicy;
import io.promotionbus.policy.StagePolicy.Requirement;
import io.promotionbus.promotion.Consent;
import io.promotionbus.promotion.GateView;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A request as the world makes it look right now. */
record Look(
        String policy,
        List<Requirement> require,
        List<String> missing,
        Sight sight,
        Side incoming,
        @Nullable Side current,
        CommitRange commits,
        Instant expiresAt,
        Reminding reminding) {

    /** Whether anything of it differs from what the request remembers. */
    boolean differsFrom(ApprovalRequest request) {
        return !sight.fingerprint().equals(request.fingerprint())
                || !require.equals(request.require())
                || !missing.equals(request.missing())
                || !commits.equals(request.commits())
                || !expiresAt.equals(request.expiresAt());
    }

    static Look at(ApprovalRequest request, GateView view, Sources sources) {
        return with(request, view, commits(request.commits(), sources.between(view.running(), view.incoming())));
    }

    static Look with(ApprovalRequest request, GateView view, CommitRange commits) {
        Optional<StagePolicy> policy = view.policy();
        StagePolicy.Approval approval = policy.map(StagePolicy::approval).orElse(null);
        List<Requirement> require = approval == null ? request.require() : approval.require();
        Sight sight = Sight.of(view, commits);
        Instant expiresAt =
                approval == null ? request.expiresAt() : request.createdAt().plus(approval.expiresAfter());
        return new Look(
                policy.map(StagePolicy::name).orElse(request.policy()),
                require,
                missing(request, require, approval, sight, commits),
                sight,
                Side.of(view.incoming()),
                current(view),
                commits,
                expiresAt,
                reminding(request, approval == null ? null : approval.remindEvery()));
    }

    private static List<String> missing(
            ApprovalRequest request,
            List<Requirement> require,
            StagePolicy.@Nullable Approval approval,
            Sight sight,
            CommitRange commits) {
        StagePolicy.FourEyes fourEyes = approval == null ? null : approval.fourEyes();
        List<String> people =
                Tally.of(request, require, fourEyes, sight, commits).missing();
        return fourEyes != null && FourEyes.mustWait(fourEyes, commits)
                ? Stream.concat(Stream.of(Consent.Open.COMMITS), people.stream())
                        .toList()
                : people;
    }

    /** The commits already known, as long as they are about the same two ends. */
    static CommitRange commits(@Nullable CommitRange known, Ends ends) {
        if (known != null && known.ends().equals(ends)) {
            return known;
        }
        if (ends.head() != null && ends.head().equals(ends.base())) {
            return new CommitRange(ends, CommitRange.Status.COMPLETE, List.of(), 0, 0, null);
        }
        return CommitRange.unavailable(ends, ends.readable() ? CommitRange.READING : ends.unreadable());
    }

    static @Nullable Side current(GateView view) {
        return view.running().stream()
                .filter(freight -> freight.origin().equals(view.incoming().origin()))
                .findFirst()
                .or(() -> view.running().stream().findFirst())
                .map((Freight freight) -> Side.of(freight))
                .orElse(null);
    }

    private static Reminding reminding(ApprovalRequest request, @Nullable Duration every) {
        Reminding before = request.reminding();
        if (every == null) {
            return new Reminding(before.sent(), before.last(), null);
        }
        Instant from = before.last() == null ? request.createdAt() : before.last();
        return new Reminding(before.sent(), before.last(), from.plus(every));
    }
}
