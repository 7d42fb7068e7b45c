package io.promotionbus.promotion;

import io.promotionbus.kargo.Freight;
import io.promotionbus.kargo.FreightRef;
import io.promotionbus.kargo.FreightRequest;
import io.promotionbus.platform.Signals;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The lanes as other features see them. */
public final class SharedLanes implements Lanes {

    private final Situations situations;
    private final GateViews gateViews;
    private final ReadEvidence readEvidence;
    private final StoredLanes lanes;
    private final Signals signals;

    public SharedLanes(
            Situations situations, GateViews gateViews, ReadEvidence readEvidence, StoredLanes lanes, Signals signals) {
        this.situations = situations;
        this.gateViews = gateViews;
        this.readEvidence = readEvidence;
        this.lanes = lanes;
        this.signals = signals;
    }

    @Override
    public Map<Candidate, GateView> views(Collection<Candidate> candidates) {
        return gateViews.of(candidates);
    }

    @Override
    public Askable askable(GateView view) {
        return situations
                .of(new LaneRef(view.project(), view.stage()))
                .map(situation -> Asking.askable(situation, view.incoming()))
                .orElse(Askable.NotAvailable);
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
    public Map<FreightRef, List<Evidence>> evidence(Collection<FreightRef> freights) {
        return readEvidence.of(freights);
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
