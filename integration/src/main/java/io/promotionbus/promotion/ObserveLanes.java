package io.promotionbus.promotion;

import io.promotionbus.kargo.Application;
import io.promotionbus.kargo.Freight;
import io.promotionbus.kargo.KargoPromotion;
import io.promotionbus.kargo.ObservationListener;
import io.promotionbus.kargo.Stage;
import io.promotionbus.platform.Signals;
import io.promotionbus.policy.PolicyListener;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Marks the lanes that an observed change concerns, in the transaction that keeps the observation. */
public final class ObserveLanes implements ObservationListener, PolicyListener {

    private final StoredLanes lanes;
    private final SeePromotion see;
    private final Signals signals;

    public ObserveLanes(StoredLanes lanes, SeePromotion see, Signals signals) {
        this.lanes = lanes;
        this.see = see;
        this.signals = signals;
    }

    @Override
    public void stageChanged(@Nullable Stage before, Stage now) {
        if (!now.equals(before)) {
            lanes.stageObserved(now);
            wake();
        }
    }

    @Override
    public void freightChanged(@Nullable Freight before, Freight now) {
        if (now.equals(before)) {
            return;
        }
        boolean untouched = before == null
                && now.verifiedIn().isEmpty()
                && now.approvedFor().isEmpty();
        if (untouched) {
            lanes.markDirect(now.project(), now.origin().toString());
        } else {
            lanes.markRequesting(now.project(), now.origin().toString());
        }
        wake();
    }

    @Override
    public void promotionChanged(@Nullable KargoPromotion before, KargoPromotion now) {
        if (!now.equals(before)) {
            see.promotion(now);
            wake();
        }
    }

    /** Downstream too: whether a verification counts depends on the health upstream. */
    @Override
    public void applicationChanged(@Nullable Application before, Application now) {
        if (!now.equals(before)) {
            lanes.markWithDownstream(new LaneRef(now.project(), now.stage()));
            wake();
        }
    }

    @Override
    public void deleted(String kind, String project, String name) {
        switch (kind) {
            case "Stage", "Freight" -> lanes.markProject(project);
            case "Promotion" -> see.gone(project, name);
            default -> {
                return;
            }
        }
        wake();
    }

    @Override
    public void rulesChanged(String project, Set<String> stages) {
        stages.forEach(stage -> lanes.mark(new LaneRef(project, stage)));
        wake();
    }

    private void wake() {
        signals.raise(PromotionSignals.LANES);
    }
}
