package io.promotionbus.approval;

import io.promotionbus.approval.DecisionRecords.Approval;
import io.promotionbus.kargo.FreightRef;
import io.promotionbus.promotion.Candidate;
import io.promotionbus.promotion.GateView;
import io.promotionbus.promotion.Lanes;
import io.promotionbus.promotion.Promotions;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Loads what requests are shown with: for all of them at once, in as many queries as for one. */
final class Contexts {

    private final DecisionRecords decisions;
    private final Lanes lanes;
    private final Promotions promotions;
    private final Sources sources;

    Contexts(DecisionRecords decisions, Lanes lanes, Promotions promotions, Sources sources) {
        this.decisions = decisions;
        this.lanes = lanes;
        this.promotions = promotions;
        this.sources = sources;
    }

    Context of(Collection<ApprovalRequest> requests) {
        Map<Candidate, GateView> gates = lanes.views(requests.stream()
                .filter(request -> request.state() instanceof RequestState.Open)
                .map(ApprovalRequest::candidate)
                .toList());
        Set<FreightRef> freights =
                requests.stream().map(request -> request.candidate().ref()).collect(Collectors.toSet());
        return new Context(
                gates,
                sources.ahead(gates.values()),
                lanes.evidence(freights),
                promotions.ofRequests(requests.stream().map(ApprovalRequest::id).toList()),
                approvals(gates));
    }

    private Map<FreightRef, List<Approval>> approvals(Map<Candidate, GateView> gates) {
        Set<FreightRef> concerned = gates.entrySet().stream()
                .filter(entry -> OpenRequest.gate(entry.getValue())
                        .filter(gate -> !gate.distinctFrom().isEmpty())
                        .isPresent())
                .map(entry -> entry.getKey().ref())
                .collect(Collectors.toSet());
        return decisions.approvals(concerned).stream().collect(Collectors.groupingBy(Approval::freight));
    }
}
