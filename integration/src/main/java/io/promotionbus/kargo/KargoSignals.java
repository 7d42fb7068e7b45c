package io.promotionbus.kargo;

import io.promotionbus.platform.Signal;

/** Raised when something observed changed. */
public final class KargoSignals {

    /** A Stage, Freight, Promotion, Application or StagePolicy changed: lanes may have work. */
    public static final Signal OBSERVED = new Signal("kargo-observed");

    /** A Warehouse changed: feeds may have work. */
    public static final Signal WAREHOUSES = new Signal("kargo-warehouses");

    private KargoSignals() {}
}
