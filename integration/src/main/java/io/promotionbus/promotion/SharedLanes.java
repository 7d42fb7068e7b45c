package io.promotionbus.promotion;

import io.promotionbus.kargo.Freight;
import io.promotionbus.kargo.FreightRequest;
import io.promotionbus.kargo.ObservedCluster;
import io.promotionbus.kargo.Stage;
import io.promotionbus.kargo.StageHealth;
import io.promotionbus.kargo.StageHealths;
import io.promotionbus.platform.Signals;
import io.promotionbus.promotion.GateView.Askable;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The lanes as other features see them. */
public final class SharedLanes implements Lanes {

    private final Situations situations;
    private final StoredLanes lanes;
    private final ObservedCluster cluster;
    private final StageHealths healths;
    private final Proofs proofs;
    private final Signals signals;

    public SharedLanes(
            Situations situations,
            StoredLanes lanes,
            ObservedCluster cluster,
            StageHealths healths,
            Proofs proofs,
            Signals signals) {
        this.situations = situations;
        this.lanes = lanes;
        this.cluster = cluster;
        this.healths = healths;
        this.proofs = proofs;
        this.signals = signals;
    }

    @Override
    public Optional<GateView> view(String project, String stage, String freight) {
        return situations
                .of(new LaneRef(project, stage))
                .flatMap(situation -> cluster.freight(project, freight).map(incoming -> view(situation, incoming)));
    }

    private static GateView view(Situation situation, Freight incoming) {
        Map<io.promotionbus.kargo.Origin, String> current = situation.stage().current();
        List<UUID> quarantines = incoming.images().stream()
                .map(image -> situation.quarantined().get(image.digest()))
                .filter(Objects::nonNull)
                .map(Quarantine.Entry::id)
                .distinct()
                .sorted()
                .toList();
        return new GateView(
                situation.stage().project(),
                situation.stage().name(),
                incoming,
                current,
                current.entrySet().stream()
                        .sorted(Map.Entry.comparingByKey(Comparator.comparing(Object::toString)))
                        .flatMap(entry -> situation.freight(entry.getValue()).stream())
                        .toList(),
                situation.rule(),
                situation.freezes(),
                quarantines,
                Asking.askable(situation, incoming));
    }

    @Override
    public void lock(String project, String stage) {
        lanes.lock(new LaneRef(project, stage));
    }

    @Override
    public void evaluateSoon(String project, String stage) {
        lanes.mark(new LaneRef(project, stage));
        signals.raise(PromotionSignals.LANES);
    }

    @Override
    public void evaluateAllSoon() {
        lanes.markAll();
        signals.raise(PromotionSignals.LANES);
    }

    @Override
    public List<Evidence> evidence(String project, String freight) {
        return cluster.freight(project, freight)
                .map(found -> evidence(project, found))
                .orElse(List.of());
    }

    private List<Evidence> evidence(String project, Freight freight) {
        Map<String, Stage> stages =
                cluster.stages(project).stream().collect(Collectors.toMap(Stage::name, stage -> stage));
        List<String> uids = stages.values().stream().map(Stage::uid).toList();
        Map<String, Map<String, Instant>> settled = proofs.of(project, uids, List.of(freight.name()));
        return freight.verifiedIn().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(verified -> new Evidence(
                        verified.getKey(),
                        verified.getValue(),
                        settled.getOrDefault(verified.getKey(), Map.of()).get(freight.name()),
                        healthySince(project, verified.getKey(), freight)))
                .toList();
    }

    private @Nullable Instant healthySince(String project, String stage, Freight freight) {
        Instant in = freight.currentlyIn().get(stage);
        if (in == null) {
            return null;
        }
        return healths.of(project, stage)
                .filter(health -> health.status() == StageHealth.Status.Healthy)
                .map(StageHealth::since)
                .map(since -> since.isBefore(in) ? in : since)
                .orElse(null);
    }

    /** What speaks against a person's wish. */
    static final class Asking {

        private Asking() {}

        static Askable askable(Situation situation, Freight freight) {
            if (situation.underWay(freight).isPresent()) {
                return Askable.Promoting;
            }
            if (situation.runs(freight)) {
                return Askable.Current;
            }
            if (situation.quarantine(freight).isPresent()) {
                return Askable.Quarantined;
            }
            return available(situation, freight) ? Askable.Yes : Askable.NotAvailable;
        }

        static boolean available(Situation situation, Freight freight) {
            Optional<FreightRequest> request = situation.request(freight.origin());
            return request.isPresent()
                    && !situation.stage().controlFlow()
                    && Availability.of(freight, situation.stage().name(), request.get(), situation.now())
                            instanceof Availability.Available;
        }
    }
}
