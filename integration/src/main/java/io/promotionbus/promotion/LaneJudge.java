package io.promotionbus.promotion;

import io.promotionbus.kargo.Freight;
import io.promotionbus.policy.Policies.StageRule;
import io.promotionbus.promotion.Decision.Basis;
import io.promotionbus.promotion.Decision.Hold;
import io.promotionbus.promotion.Decision.Promote;
import io.promotionbus.promotion.LaneDecision.Supersession;
import io.promotionbus.promotion.LaneDecision.Withdrawal;
import io.promotionbus.promotion.Promotions.Kind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Judges every Freight of a lane, then lets at most one go. */
final class LaneJudge {

    private final Situation situation;
    private final Map<String, Decision> decisions = new LinkedHashMap<>();

    LaneJudge(Situation situation) {
        this.situation = situation;
    }

    LaneDecision decide() {
        Judgement judgement = new Judgement(situation, new Contest(situation));
        situation.freights().forEach(freight -> decisions.put(freight.name(), judgement.of(freight)));
        onlyOneGoes();
        List<Supersession> supersessions = new ArrayList<>();
        List<Withdrawal> withdrawals = new ArrayList<>();
        situation.consents().forEach((freight, consent) -> {
            UUID request = undecided(consent);
            if (request != null) {
                endIfObsolete(freight, request, supersessions, withdrawals);
            }
        });
        return new LaneDecision(
                decisions,
                List.copyOf(withdrawals),
                List.copyOf(supersessions),
                Orders.cancelled(situation),
                settled(),
                edge());
    }

    /**
     * The order in which those that could go take their turns: back to safety first, then what a person forced, what
     * already began, what a person ordered, what people approved longest ago, and last what nobody had to decide.
     */
    private static int turn(Basis basis) {
        return switch (basis) {
            case Basis.Ordered ordered ->
                switch (ordered.attempt().kind()) {
                    case ROLLBACK -> 0;
                    case BREAK_GLASS -> 1;
                    default -> 3;
                };
            case Basis.Retry retry -> retry.failed().kind() == Kind.ROLLBACK ? 0 : 2;
            case Basis.Approved approved -> 4;
            case Basis.Automatic automatic -> 5;
        };
    }

    private static Instant waitsSince(Basis basis) {
        return switch (basis) {
            case Basis.Ordered ordered -> ordered.attempt().createdAt();
            case Basis.Retry retry -> retry.failed().createdAt();
            case Basis.Approved approved -> approved.approvedAt();
            case Basis.Automatic automatic -> Instant.MAX;
        };
    }

    private void onlyOneGoes() {
        Optional<Map.Entry<String, Basis>> first = decisions.entrySet().stream()
                .filter(entry -> entry.getValue() instanceof Promote)
                .map(entry -> Map.entry(entry.getKey(), ((Promote) entry.getValue()).basis()))
                .min(Comparator.comparingInt((Map.Entry<String, Basis> entry) -> turn(entry.getValue()))
                        .thenComparing(entry -> waitsSince(entry.getValue()))
                        .thenComparing(Map.Entry::getKey));
        Optional<Map.Entry<String, Hold>> retry = pendingRetry();
        boolean waitForRetry = retry.isPresent()
                && first.isPresent()
                && !Admission.emergency(first.get().getValue());
        String winner = waitForRetry
                ? retry.get().getKey()
                : first.map(Map.Entry::getKey).orElse("");
        Instant until = waitForRetry ? retry.get().getValue().edge() : null;
        decisions.replaceAll((freight, decision) -> decision instanceof Promote promote && !freight.equals(winner)
                ? after(winner, until, promote.basis())
                : decision);
    }

    /** A Freight whose next try is only waiting for its backoff keeps its turn: the lane is not open yet. */
    private Optional<Map.Entry<String, Hold>> pendingRetry() {
        return decisions.entrySet().stream()
                .filter(entry -> entry.getValue() instanceof Hold hold
                        && hold.state() == State.HELD
                        && hold.edge() != null
                        && hold.reasons().getFirst().slug() == Reason.Slug.PROMOTION_FAILED)
                .map(entry -> Map.entry(entry.getKey(), (Hold) entry.getValue()))
                .findFirst();
    }

    private static Hold after(String winner, @Nullable Instant until, Basis basis) {
        State state = basis instanceof Basis.Approved ? State.APPROVED : State.HELD;
        UUID request = basis instanceof Basis.Approved approved ? approved.request() : null;
        Reason reason =
                Reason.of(Reason.Slug.PROMOTION_RUNNING).with("freight", winner).until(until);
        return new Hold(state, List.of(reason), request, until);
    }

    private static @Nullable UUID undecided(Consent consent) {
        return switch (consent) {
            case Consent.Open open -> open.request();
            case Consent.Approved approved -> approved.request();
            default -> null;
        };
    }

    private void endIfObsolete(
            String freight, UUID request, List<Supersession> supersessions, List<Withdrawal> withdrawals) {
        Decision decision = decisions.get(freight);
        if (decision == null) {
            withdrawals.add(new Withdrawal(request, freight, "freight-gone"));
            return;
        }
        if (situation.rule() instanceof StageRule.Invalid && decision.state() != State.QUARANTINED) {
            // Nobody knows what the gate asks for: nothing about its requests is settled until somebody does.
            return;
        }
        Reason reason = decision.reasons().isEmpty() ? null : decision.reasons().getFirst();
        switch (decision.state()) {
            case SUPERSEDED -> {
                String by = Objects.requireNonNull(reason).detail().getOrDefault("by", "");
                supersessions.add(new Supersession(request, freight, by));
            }
            case WITHDRAWN, QUARANTINED, CURRENT, PAST, NOT_AVAILABLE, UNMANAGED, OBSERVED -> {
                if (decision instanceof Decision.Ended) {
                    withdrawals.add(new Withdrawal(
                            request,
                            freight,
                            Objects.requireNonNull(reason).slug().slug()));
                }
            }
            default -> {
                if (!situation.gated() && situation.policy().isPresent()) {
                    withdrawals.add(new Withdrawal(request, freight, "gate-gone"));
                }
            }
        }
    }

    private List<String> settled() {
        String stage = situation.stage().name();
        return situation.freights().stream()
                .filter(situation::runs)
                .filter(freight ->
                        !situation.settled().getOrDefault(stage, Map.of()).containsKey(freight.name()))
                .filter(freight -> Settling.proof(situation, stage, freight) instanceof Settling.Proof.Settled)
                .map(Freight::name)
                .toList();
    }

    private Optional<Instant> edge() {
        List<Instant> edges = new ArrayList<>();
        decisions.values().forEach(decision -> {
            if (decision instanceof Hold hold && hold.edge() != null) {
                edges.add(hold.edge());
            }
        });
        situation.freights().stream().filter(situation::runs).forEach(freight -> {
            if (Settling.proof(situation, situation.stage().name(), freight)
                            instanceof Settling.Proof.Unsettled unsettled
                    && unsettled.until() != null) {
                edges.add(unsettled.until());
            }
        });
        situation.consents().values().forEach(consent -> {
            switch (consent) {
                case Consent.Open open -> edges.add(open.expiresAt());
                case Consent.Approved approved -> edges.add(approved.validUntil());
                default -> {}
            }
        });
        return edges.stream().filter(at -> at.isAfter(situation.now())).min(Comparator.naturalOrder());
    }
}
