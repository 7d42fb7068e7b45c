package io.promotionbus.intake;

import io.promotionbus.platform.Signal;

/** Signals of the intake. */
public final class IntakeSignals {

    /** A delivery was stored or made due. */
    public static final Signal DELIVERIES = new Signal("intake-deliveries");

    private IntakeSignals() {}
}
