package io.promotionbus.approval;

import io.promotionbus.platform.BusinessClock;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * Ends requests for reasons other than a decision. Joins the caller's transaction, which holds the lane's lock. Ending
 * what has ended is no change.
 */
final class EndRequest {

    private final Requests requests;
    private final Ledger ledger;
    private final Announcements announcements;
    private final BusinessClock clock;

    EndRequest(Requests requests, Ledger ledger, Announcements announcements, BusinessClock clock) {
        this.requests = requests;
        this.ledger = ledger;
        this.announcements = announcements;
        this.clock = clock;
    }

    void supersede(UUID id, UUID by) {
        Optional<ApprovalRequest> newer = requests.find(by);
        unsettled(id).ifPresent(request -> {
            ApprovalRequest ended = request.in(new RequestState.Superseded(clock.now(), by));
            ledger.changed(
                    request,
                    ended,
                    ledger.about(request, Ledger.BUS, "approval.superseded").after("by", by.toString()));
            newer.ifPresentOrElse(
                    replacement -> announcements.superseded(ended, replacement), () -> announcements.unsaid(ended));
        });
    }

    void withdraw(UUID id, String because) {
        unsettled(id).ifPresent(request -> {
            ApprovalRequest ended = request.in(new RequestState.Withdrawn(clock.now(), because));
            ledger.changed(
                    request,
                    ended,
                    ledger.about(request, Ledger.BUS, "approval.withdrawn").because(because));
            announcements.unsaid(ended);
        });
    }

    /** Ends it when its time has come; says whether it did. */
    boolean expire(UUID id) {
        Instant now = clock.now();
        Optional<ApprovalRequest> due = unsettled(id).filter(request -> request.expiredAt(now));
        due.ifPresent(request -> {
            boolean approved = request.state() instanceof RequestState.Approved;
            ApprovalRequest ended = request.in(new RequestState.Expired(now, approved));
            ledger.changed(
                    request,
                    ended,
                    ledger.about(request, Ledger.BUS, "approval.expired")
                            .because(approved ? "approval-expired" : "request-expired"));
            announcements.unsaid(ended);
        });
        return due.isPresent();
    }

    private Optional<ApprovalRequest> unsettled(UUID id) {
        return requests.find(id).filter(request -> !request.state().settled());
    }
}
