package io.promotionbus.approval;

import io.promotionbus.approval.DecisionRecords.Approval;
import io.promotionbus.kargo.FreightRef;
import io.promotionbus.policy.StagePolicy;
import io.promotionbus.promotion.Candidate;
import io.promotionbus.promotion.Evidence;
import io.promotionbus.promotion.GateView;
import io.promotionbus.promotion.Promotions.Promotion;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What the requests of one list are shown with.
 *
 * @param gates of the open ones, as far as they still stand before a gate or anything else
 * @param sources knows already where everything in {@code gates} was built
 * @param approvals only of Freight before a gate that wants others than those who approved elsewhere
 */
record Context(
        Map<Candidate, GateView> gates,
        Sources sources,
        Map<FreightRef, List<Evidence>> evidence,
        Map<UUID, Promotion> promotions,
        Map<FreightRef, List<Approval>> approvals) {

    Optional<GateView> gate(ApprovalRequest request) {
        return Optional.ofNullable(gates.get(request.candidate()));
    }

    /** What speaks for it in other stages. */
    List<Evidence> evidence(ApprovalRequest request) {
        return evidence.getOrDefault(request.candidate().ref(), List.of()).stream()
                .filter(evidence -> !evidence.stage().equals(request.stage()))
                .toList();
    }

    @Nullable
    Promotion promotion(ApprovalRequest request) {
        return promotions.get(request.id());
    }

    /** Stages of {@code distinctFrom} where the person approved the same Freight. */
    Set<String> elsewhere(ApprovalRequest request, StagePolicy.Approval policy, String issuer, String subject) {
        return approvals.getOrDefault(request.candidate().ref(), List.of()).stream()
                .filter(approval ->
                        approval.by(issuer, subject) && policy.distinctFrom().contains(approval.stage()))
                .map(Approval::stage)
                .collect(Collectors.toSet());
    }
}
