package io.promotionbus.promotion;

import io.promotionbus.platform.Signal;

/** Raised by the core. */
public final class PromotionSignals {

    /** A lane may have something to decide. */
    public static final Signal LANES = new Signal("promotion-lanes");

    /** A Promotion may have to be created in Kargo. */
    public static final Signal ATTEMPTS = new Signal("promotion-attempts");

    private PromotionSignals() {}
}
