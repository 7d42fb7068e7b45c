package io.promotionbus.approval;

import io.promotionbus.kargo.FreightRef;
import io.promotionbus.promotion.Askable;
import io.promotionbus.promotion.Candidate;
import io.promotionbus.promotion.Evidence;
import io.promotionbus.promotion.GateView;
import io.promotionbus.promotion.GateViews;
import io.promotionbus.promotion.Lanes;
import io.promotionbus.promotion.ReadEvidence;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** Lanes that are read and never moved. */
record StoredLanesOnly(GateViews gateViews, ReadEvidence readEvidence) implements Lanes {

    @Override
    public Map<Candidate, GateView> views(Collection<Candidate> candidates) {
        return gateViews.of(candidates);
    }

    @Override
    public Map<FreightRef, List<Evidence>> evidence(Collection<FreightRef> freights) {
        return readEvidence.of(freights);
    }

    @Override
    public Askable askable(GateView view) {
        return Askable.Yes;
    }

    @Override
    public void lock(String project, String stage) {}

    @Override
    public void evaluateSoon(String project, String stage) {}

    @Override
    public void evaluateAllSoon() {}
}
