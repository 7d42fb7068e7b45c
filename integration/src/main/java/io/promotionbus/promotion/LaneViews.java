package io.promotionbus.promotion;

/** How a summary is stored with its lane. */
public interface LaneViews {

    /** Equal summaries give equal texts. */
    String write(LaneSummary summary);

    LaneSummary read(String view);
}
