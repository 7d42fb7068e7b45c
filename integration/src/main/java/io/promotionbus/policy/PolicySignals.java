package io.promotionbus.policy;

import io.promotionbus.platform.Signal;

/** Raised when what a stage asks for changed. */
public final class PolicySignals {

    /** A freeze was set or lifted: lanes may have work. */
    public static final Signal FREEZES = new Signal("policy-freezes");

    /** The status of a StagePolicy may be out of date. */
    public static final Signal STATUSES = new Signal("policy-statuses");

    private PolicySignals() {}
}
