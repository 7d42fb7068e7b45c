package io.promotionbus.approval;

import io.promotionbus.approval.ApprovalRequest.Asked;
import io.promotionbus.audit.Actor;
import io.promotionbus.platform.Requester;
import io.promotionbus.platform.Transactions;
import io.promotionbus.promotion.GateView;
import io.promotionbus.promotion.Lanes;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A person asks for something the bus would not start by itself, or asks again for what ended. */
public final class AskExplicitly {

    private final Requests requests;
    private final Lanes lanes;
    private final OpenRequest openRequest;
    private final EndRequest endRequest;
    private final Ledger ledger;
    private final Transactions transactions;

    AskExplicitly(
            Requests requests,
            Lanes lanes,
            OpenRequest openRequest,
            EndRequest endRequest,
            Ledger ledger,
            Transactions transactions) {
        this.requests = requests;
        this.lanes = lanes;
        this.openRequest = openRequest;
        this.endRequest = endRequest;
        this.ledger = ledger;
        this.transactions = transactions;
    }

    /** Opens a request, or makes an open one of the core the person's own, which keeps newer candidates from ending it. */
    public Outcome ask(String project, String stage, String freight, Requester requester, String reason) {
        return transactions.call(() -> {
            Optional<GateView> view = lanes.view(project, stage, freight);
            if (view.isEmpty()) {
                return new Outcome.Unknown();
            }
            lanes.lock(project, stage);
            Optional<ApprovalRequest> newest = latest(project, stage, freight);
            if (newest.isPresent()) {
                switch (newest.get().state()) {
                    case RequestState.Open open -> {
                        return adopt(newest.get(), requester, reason);
                    }
                    case RequestState.Approved approved
                    when approved.usedBy() == null -> {
                        return new Outcome.Refused("decided", newest.get().id());
                    }
                    case RequestState.Rejected rejected -> {
                        return new Outcome.Refused("rejected", newest.get().id());
                    }
                    default -> {}
                }
            }
            return open(lanes.view(project, stage, freight).orElseThrow(), requester, reason, null);
        });
    }

    /** A new request for what expired or was rejected. The request exists. */
    public Outcome reopen(UUID id, Requester requester, String reason) {
        return transactions.call(() -> {
            ApprovalRequest seen = requests.find(id).orElseThrow();
            lanes.lock(seen.project(), seen.stage());
            ApprovalRequest newest =
                    latest(seen.project(), seen.stage(), seen.freight()).orElseThrow();
            if (!newest.id().equals(id)) {
                return new Outcome.Refused("superseded", newest.id());
            }
            if (!(newest.state() instanceof RequestState.Expired)
                    && !(newest.state() instanceof RequestState.Rejected)) {
                return new Outcome.Refused("not-reopenable", id);
            }
            Optional<GateView> view = lanes.view(seen.project(), seen.stage(), seen.freight());
            if (view.isEmpty()) {
                return new Outcome.Refused("not-available", id);
            }
            Outcome outcome = open(view.get(), requester, reason, id);
            if (outcome instanceof Outcome.Opened opened) {
                ledger.noted(ledger.about(newest, Actor.Person.of(requester), "approval.reopened")
                        .because(reason)
                        .after("by", opened.request().toString()));
            }
            return outcome;
        });
    }

    private Optional<ApprovalRequest> latest(String project, String stage, String freight) {
        Optional<ApprovalRequest> newest = requests.newest(project, stage, freight);
        boolean ended = newest.isPresent() && endRequest.expire(newest.get().id());
        return ended ? requests.newest(project, stage, freight) : newest;
    }

    private Outcome adopt(ApprovalRequest request, Requester requester, String reason) {
        ApprovalRequest adopted = request.askedBy(asked(requester, reason));
        ledger.changed(
                request,
                adopted,
                ledger.about(request, Actor.Person.of(requester), "approval.requested")
                        .because(reason));
        lanes.evaluateSoon(request.project(), request.stage());
        return new Outcome.Opened(request.id());
    }

    private Outcome open(GateView view, Requester requester, String reason, @Nullable UUID reopens) {
        if (OpenRequest.gate(view).isEmpty()) {
            return new Outcome.Refused("not-gated", null);
        }
        return switch (lanes.askable(view)) {
            case NotAvailable -> new Outcome.Refused("not-available", null);
            case Quarantined -> new Outcome.Refused("quarantined", null);
            case Current, Promoting -> new Outcome.Refused("already-there", null);
            case Yes -> {
                ApprovalRequest opened =
                        openRequest.open(view, asked(requester, reason), reopens, Actor.Person.of(requester));
                lanes.evaluateSoon(view.project(), view.stage());
                yield new Outcome.Opened(opened.id());
            }
        };
    }

    private static Asked asked(Requester requester, String reason) {
        return new Asked(requester.issuer(), requester.subject(), requester.username(), reason);
    }

    /** How it ended. */
    public sealed interface Outcome {

        record Opened(UUID request) implements Outcome {}

        /** Project, stage or Freight do not exist. */
        record Unknown() implements Outcome {}

        /** {@code request}: the one that stands in the way, absent when none does. */
        record Refused(String slug, @Nullable UUID request) implements Outcome {}
    }
}
