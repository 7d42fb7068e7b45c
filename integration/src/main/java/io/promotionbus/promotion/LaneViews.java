package io.promotionbus.promotion;

/** How a summary is stored with its lane. */
public interface LaneViews {

    /** Equal summaries give equal texts. */
    String write(LaneSummary summary);

    /** What was read before and has not changed since costs a comparison. */
    LaneSummary read(StoredLanes.View view);
}
