package io.promotionbus.approval;

import io.promotionbus.approval.ApprovalRequest.Asked;
import io.promotionbus.approval.ApprovalRequest.Reminding;
import io.promotionbus.audit.Actor;
import io.promotionbus.platform.BusinessClock;
import io.promotionbus.platform.Correlation;
import io.promotionbus.platform.Ids;
import io.promotionbus.platform.Signals;
import io.promotionbus.policy.StagePolicy;
import io.promotionbus.policy.StagePolicy.PromotionMode;
import io.promotionbus.promotion.GateView;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Opens a request. Joins the caller's transaction, which holds the lane's lock. People are told when the commits were
 * asked for once, so that the page the mail leads to has something to show; when there is nothing to ask for, at once.
 */
final class OpenRequest {

    private final CommitReads commitReads;
    private final Ledger ledger;
    private final Announcements announcements;
    private final Sources sources;
    private final BusinessClock clock;
    private final Clock wall;
    private final Ids ids;
    private final Signals signals;

    OpenRequest(
            CommitReads commitReads,
            Ledger ledger,
            Announcements announcements,
            Sources sources,
            BusinessClock clock,
            Clock wall,
            Ids ids,
            Signals signals) {
        this.commitReads = commitReads;
        this.ledger = ledger;
        this.announcements = announcements;
        this.sources = sources;
        this.clock = clock;
        this.wall = wall;
        this.ids = ids;
        this.signals = signals;
    }

    /** The part of the policy that says who decides; empty when the stage is not gated. */
    static Optional<StagePolicy.Approval> gate(GateView view) {
        return view.policy()
                .filter(policy -> policy.promotion() == PromotionMode.Approval)
                .map(StagePolicy::approval);
    }

    ApprovalRequest open(GateView view, @Nullable Asked asked, @Nullable UUID reopens, Actor actor) {
        StagePolicy.Approval gate = gate(view)
                .orElseThrow(() -> new IllegalStateException(
                        "Nobody is to be asked about " + view.project() + "/" + view.stage() + ": it has no gate"));
        CommitRange commits = Look.commits(null, sources.between(view.running(), view.incoming()));
        boolean toRead = CommitRange.READING.equals(commits.because());
        ApprovalRequest request = request(view, gate, commits, !toRead, asked, reopens);
        ledger.opened(request, actor);
        if (toRead) {
            commitReads.want(request.id(), wall.instant());
            signals.raise(ApprovalSignals.COMMITS);
        } else {
            announcements.requested(request, List.of());
        }
        return request;
    }

    private ApprovalRequest request(
            GateView view,
            StagePolicy.Approval gate,
            CommitRange commits,
            boolean announced,
            @Nullable Asked asked,
            @Nullable UUID reopens) {
        UUID id = ids.next();
        Instant now = clock.now();
        String correlation = Correlation.current();
        return new ApprovalRequest(
                id,
                view.project(),
                view.stage(),
                view.incoming().name(),
                new RequestState.Open(),
                now,
                now.plus(gate.expiresAfter()),
                view.policy().map(StagePolicy::name).orElseThrow(),
                gate.require(),
                Quorum.of(gate.require(), List.of()).missing(),
                Sight.of(view, commits),
                Side.of(view.incoming()),
                Look.current(view),
                commits,
                announced,
                asked,
                reopens,
                new Reminding(0, null, gate.remindEvery() == null ? null : now.plus(gate.remindEvery())),
                correlation == null ? "approval-" + id : correlation,
                1,
                List.of());
    }
}
