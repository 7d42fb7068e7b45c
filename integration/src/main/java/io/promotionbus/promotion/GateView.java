package io.promotionbus.promotion;

import io.promotionbus.kargo.Freight;
import io.promotionbus.kargo.Origin;
import io.promotionbus.policy.Freeze;
import io.promotionbus.policy.Policies.StageRule;
import io.promotionbus.policy.StagePolicy;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * The base of a decision about one Freight at one stage. It holds no times: equal bases give equal fingerprints.
 *
 * @param incoming the Freight asked about, with its digests
 * @param current names of the Freight that runs there now, per origin; empty before the first Promotion
 * @param running the same Freight as objects, as far as they still exist, in the order of {@code current}
 * @param rule the policy that governs the stage, with uid and generation
 * @param freezes those in force for the stage, oldest first
 * @param quarantines those in force for a digest of {@code incoming}, in the order of their ids
 */
public record GateView(
        String project,
        String stage,
        Freight incoming,
        Map<Origin, String> current,
        List<Freight> running,
        StageRule rule,
        List<Freeze> freezes,
        List<UUID> quarantines) {

    /** The policy, when the stage has a valid one. */
    public Optional<StagePolicy> policy() {
        return rule instanceof StageRule.Governed governed ? Optional.of(governed.policy()) : Optional.empty();
    }
}
