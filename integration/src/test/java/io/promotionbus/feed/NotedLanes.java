package io.promotionbus.feed;

import io.promotionbus.kargo.FreightRef;
import io.promotionbus.promotion.Askable;
import io.promotionbus.promotion.Candidate;
import io.promotionbus.promotion.Evidence;
import io.promotionbus.promotion.GateView;
import io.promotionbus.promotion.Lanes;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts how often all lanes were to be judged anew; the feed asks nothing else of them. */
public final class NotedLanes implements Lanes {

    public final AtomicInteger judgedAnew = new AtomicInteger();

    @Override
    public void evaluateAllSoon() {
        judgedAnew.incrementAndGet();
    }

    @Override
    public void evaluateSoon(String project, String stage) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void lock(String project, String stage) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Askable askable(GateView view) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Map<Candidate, GateView> views(Collection<Candidate> candidates) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Map<FreightRef, List<Evidence>> evidence(Collection<FreightRef> freights) {
        throw new UnsupportedOperationException();
    }
}
