package io.promotionbus.promotion;

import java.util.List;

/** What people must know about a stage itself, whatever moves through it; the first is what they read first. */
public interface StageAlerts {

    List<Reason> of(LaneRef lane);
}
