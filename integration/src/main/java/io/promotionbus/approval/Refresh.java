package io.promotionbus.approval;

import io.promotionbus.platform.Signals;
import io.promotionbus.promotion.GateView;
import io.promotionbus.promotion.Lanes;
import java.time.Clock;
import java.util.Optional;

/**
 * Keeps open requests true to the world: what runs, the policy, freezes, quarantines. Joins the caller's transaction,
 * which holds the lane's lock.
 */
final class Refresh {

    private final CommitReads commitReads;
    private final Lanes lanes;
    private final Ledger ledger;
    private final Sources sources;
    private final Clock wall;
    private final Signals signals;

    Refresh(CommitReads commitReads, Lanes lanes, Ledger ledger, Sources sources, Clock wall, Signals signals) {
        this.commitReads = commitReads;
        this.lanes = lanes;
        this.ledger = ledger;
        this.sources = sources;
        this.wall = wall;
        this.signals = signals;
    }

    void look(ApprovalRequest request) {
        Optional<GateView> view = lanes.view(request.project(), request.stage(), request.freight());
        if (view.isEmpty()) {
            return;
        }
        Look look = Look.at(request, view.get(), sources);
        if (!look.differsFrom(request)) {
            return;
        }
        ledger.refreshed(request.seen(look));
        if (!look.commits().ends().equals(request.commits().ends())
                && CommitRange.READING.equals(look.commits().because())) {
            commitReads.want(request.id(), wall.instant());
            signals.raise(ApprovalSignals.COMMITS);
        }
    }
}
