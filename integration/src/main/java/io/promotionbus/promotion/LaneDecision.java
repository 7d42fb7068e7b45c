package io.promotionbus.promotion;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * What is to happen in one lane, and why nothing else is.
 *
 * @param decisions per Freight name, in the order of the Freight given; at most one is a {@link Decision.Promote}
 * @param withdrawals requests that lost their reason, with the reason's slug
 * @param supersessions requests that a newer Freight made obsolete
 * @param cancellations orders that can no longer be carried out
 * @param settled Freight that has proved itself in this stage just now
 * @param edge the next business instant at which time alone may change anything; empty when only an event can
 */
public record LaneDecision(
        Map<String, Decision> decisions,
        List<Withdrawal> withdrawals,
        List<Supersession> supersessions,
        List<Attempt> cancellations,
        List<String> settled,
        Optional<Instant> edge) {

    /** The one Freight that goes now. */
    public Optional<Going> going() {
        return decisions.entrySet().stream()
                .filter(entry -> entry.getValue() instanceof Decision.Promote)
                .findFirst()
                .map(entry -> new Going(entry.getKey(), ((Decision.Promote) entry.getValue()).basis()));
    }

    /** True when carrying it out changes what the next evaluation finds. */
    boolean acts() {
        return !toAsk().isEmpty() || !withdrawals.isEmpty() || !supersessions.isEmpty() || !cancellations.isEmpty();
    }

    /** Freight that people are to be asked about now. */
    public List<String> toAsk() {
        return decisions.entrySet().stream()
                .filter(entry -> entry.getValue() instanceof Decision.Ask)
                .map(Map.Entry::getKey)
                .toList();
    }

    public record Going(String freight, Decision.Basis basis) {}

    public record Withdrawal(UUID request, String freight, String because) {}

    /** {@code by} is the newer Freight. */
    public record Supersession(UUID request, String freight, String by) {}

    /** Decides about a lane. Pure: the same situation gives the same decision. */
    public static LaneDecision of(Situation situation) {
        return new LaneJudge(situation).decide();
    }
}
