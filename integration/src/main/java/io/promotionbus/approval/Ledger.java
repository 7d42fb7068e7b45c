package io.promotionbus.approval;

import io.promotionbus.audit.Actor;
import io.promotionbus.audit.AuditEntry;
import io.promotionbus.audit.AuditLog;
import io.promotionbus.platform.Changes;

/** Writes a request's change, its audit event and the hint to open pages, which belong together. */
final class Ledger {

    static final Actor BUS = new Actor.System("approval");

    private final Requests requests;
    private final DecisionRecords decisions;
    private final AuditLog audit;
    private final Changes changes;

    Ledger(Requests requests, DecisionRecords decisions, AuditLog audit, Changes changes) {
        this.requests = requests;
        this.decisions = decisions;
        this.audit = audit;
        this.changes = changes;
    }

    void opened(ApprovalRequest request, Actor actor) {
        requests.insert(request);
        decisions.remember(request.id(), request.sight());
        AuditEntry entry = about(request, actor, "approval.requested")
                .after("state", request.state().slug())
                .after("expiresAt", request.expiresAt().toString())
                .after("fingerprint", request.fingerprint())
                .after("policy", request.policy())
                .after("require", request.missing());
        audit.record(
                request.asked() == null ? entry : entry.because(request.asked().reason()));
        shown(request);
    }

    /** A change that is no event of its own, such as commits that became known. */
    void refreshed(ApprovalRequest request) {
        requests.update(request);
        decisions.remember(request.id(), request.sight());
        shown(request);
    }

    void changed(ApprovalRequest before, ApprovalRequest after, AuditEntry entry) {
        requests.update(after);
        audit.record(entry.before("state", before.state().slug())
                .after("state", after.state().slug()));
        shown(after);
    }

    /** It became a Promotion; the event is the Promotion's. */
    void used(ApprovalRequest request) {
        requests.update(request);
        shown(request);
    }

    /** An event that changes nothing, such as a refused decision. */
    void noted(AuditEntry entry) {
        audit.record(entry);
    }

    AuditEntry about(ApprovalRequest request, Actor actor, String action) {
        return AuditEntry.of(actor, action, "approval", request.id())
                .at(request.project(), request.stage())
                .freight(request.freight())
                .correlation(request.correlation());
    }

    private void shown(ApprovalRequest request) {
        changes.changed(Changes.Kind.APPROVAL, request.id().toString(), request.version() + 1);
    }
}
