package io.promotionbus.promotion;

import io.promotionbus.kargo.Freight;
import io.promotionbus.kargo.FreightRef;
import io.promotionbus.kargo.ObservedCluster;
import io.promotionbus.kargo.Stage;
import io.promotionbus.kargo.StageHealth;
import io.promotionbus.kargo.StageHealths;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Where and since when Freight proved itself, for many in as many queries as for one. */
public final class ReadEvidence {

    private final ObservedCluster cluster;
    private final StageHealths healths;
    private final Proofs proofs;

    public ReadEvidence(ObservedCluster cluster, StageHealths healths, Proofs proofs) {
        this.cluster = cluster;
        this.healths = healths;
        this.proofs = proofs;
    }

    /** In the order of the stages' names. What is gone is absent. */
    public Map<FreightRef, List<Evidence>> of(Collection<FreightRef> freights) {
        if (freights.isEmpty()) {
            return Map.of();
        }
        Set<String> projects = freights.stream().map(FreightRef::project).collect(Collectors.toSet());
        List<String> uids = cluster.stages(projects).stream().map(Stage::uid).toList();
        Map<FreightRef, Map<String, Instant>> settled = proofs.of(uids, freights);
        Map<LaneRef, StageHealth> health = healths.of(projects).stream()
                .collect(Collectors.toMap(one -> new LaneRef(one.project(), one.stage()), Function.identity()));
        Map<FreightRef, List<Evidence>> found = new HashMap<>();
        for (Freight freight : cluster.freights(freights)) {
            found.put(freight.ref(), of(freight, settled.getOrDefault(freight.ref(), Map.of()), health));
        }
        return found;
    }

    private static List<Evidence> of(Freight freight, Map<String, Instant> settled, Map<LaneRef, StageHealth> health) {
        return freight.verifiedIn().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(verified -> new Evidence(
                        verified.getKey(),
                        verified.getValue(),
                        settled.get(verified.getKey()),
                        healthySince(
                                freight.currentlyIn().get(verified.getKey()),
                                health.get(new LaneRef(freight.project(), verified.getKey())))))
                .toList();
    }

    /** {@code in}: since when the Freight runs there, absent when it does not. */
    private static @Nullable Instant healthySince(@Nullable Instant in, @Nullable StageHealth health) {
        if (in == null || health == null || health.status() != StageHealth.Status.Healthy) {
            return null;
        }
        return health.since().isBefore(in) ? in : health.since();
    }
}
