package io.promotionbus.approval;

import io.promotionbus.audit.Actor;
import io.promotionbus.platform.BusinessClock;
import io.promotionbus.promotion.Consent;
import io.promotionbus.promotion.Consents;
import io.promotionbus.promotion.GateView;
import io.promotionbus.promotion.Lanes;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The approvals as the core sees them. */
public final class StoredConsents implements Consents {

    private final Requests requests;
    private final Lanes lanes;
    private final OpenRequest openRequest;
    private final EndRequest endRequest;
    private final Refresh refresh;
    private final Ledger ledger;
    private final BusinessClock clock;

    StoredConsents(
            Requests requests,
            Lanes lanes,
            OpenRequest openRequest,
            EndRequest endRequest,
            Refresh refresh,
            Ledger ledger,
            BusinessClock clock) {
        this.requests = requests;
        this.lanes = lanes;
        this.openRequest = openRequest;
        this.endRequest = endRequest;
        this.refresh = refresh;
        this.ledger = ledger;
        this.clock = clock;
    }

    @Override
    public Map<String, Consent> of(String project, String stage) {
        Map<String, Consent> consents = new LinkedHashMap<>();
        requests.newest(project, stage).forEach(request -> consents.put(request.freight(), consent(request)));
        return consents;
    }

    private static Consent consent(Requests.Brief request) {
        UUID id = request.id();
        return switch (request.state()) {
            case RequestState.Open open ->
                new Consent.Open(id, request.createdAt(), request.expiresAt(), request.missing(), request.askedBy());
            case RequestState.Approved approved ->
                approved.usedBy() == null
                        ? new Consent.Approved(
                                id, approved.at(), approved.validUntil(), approved.by(), request.askedBy())
                        : new Consent.Used(id);
            case RequestState.Rejected rejected ->
                new Consent.Rejected(id, rejected.at(), rejected.by(), rejected.comment());
            case RequestState.Superseded superseded -> new Consent.Superseded(id, superseded.at(), superseded.by());
            case RequestState.Expired expired -> new Consent.Expired(id, expired.at(), expired.approved());
            case RequestState.Withdrawn withdrawn -> new Consent.Withdrawn(id, withdrawn.at(), withdrawn.because());
        };
    }

    @Override
    public UUID ask(Question question) {
        Optional<ApprovalRequest> newest = requests.newest(question.project(), question.stage(), question.freight());
        if (newest.isPresent() && answers(newest.get().state())) {
            return newest.get().id();
        }
        GateView view = lanes.view(question.project(), question.stage(), question.freight())
                .orElseThrow(() -> new IllegalStateException("Asked about Freight that is gone: " + question));
        return openRequest.open(view, null, null, Ledger.BUS).id();
    }

    /** What people said, or did not say in time, stands until a person asks again; what just went away may be asked anew. */
    private static boolean answers(RequestState state) {
        return switch (state) {
            case RequestState.Open open -> true;
            case RequestState.Approved approved -> approved.usedBy() == null;
            case RequestState.Rejected rejected -> true;
            case RequestState.Expired expired -> true;
            case RequestState.Superseded superseded -> false;
            case RequestState.Withdrawn withdrawn -> false;
        };
    }

    @Override
    public void supersede(UUID request, UUID by) {
        endRequest.supersede(request, by);
    }

    @Override
    public void withdraw(UUID request, String because) {
        endRequest.withdraw(request, because);
    }

    @Override
    public Use use(UUID id, UUID attempt) {
        Optional<ApprovalRequest> found = requests.find(id);
        if (found.isEmpty() || !(found.get().state() instanceof RequestState.Approved approved)) {
            return new Use.Changed("not-approved");
        }
        ApprovalRequest request = found.get();
        if (approved.usedBy() != null) {
            return approved.usedBy().equals(attempt) ? new Use.Granted(approvers(request)) : new Use.Changed("used");
        }
        if (request.expiredAt(clock.now())) {
            return new Use.Changed("approval-expired");
        }
        Optional<GateView> view = lanes.view(request.project(), request.stage(), request.freight());
        if (view.isEmpty()) {
            return new Use.Changed("candidate");
        }
        List<String> differences = request.sight().baseDifferences(Sight.of(view.get(), request.commits()));
        if (!differences.isEmpty()) {
            return new Use.Changed(String.join(", ", differences));
        }
        RequestState used = new RequestState.Approved(approved.at(), approved.validUntil(), approved.by(), attempt);
        ledger.used(request.in(used));
        return new Use.Granted(approvers(request));
    }

    private static List<Actor.Person> approvers(ApprovalRequest request) {
        return Tally.counting(request.decisions(), request.sight().base()).stream()
                .map(PersonDecision::who)
                .map(who -> new Actor.Person(who.issuer(), who.subject(), who.username()))
                .toList();
    }

    @Override
    public void expireDue(String project, String stage) {
        requests.due(project, stage, clock.now()).forEach(endRequest::expire);
        requests.open(project, stage).forEach(refresh::look);
    }
}
