package io.promotionbus.promotion;

/** Whether a person may ask for Freight at a stage, and if not, why. */
public enum Askable {
    Yes,
    /** Kargo would refuse it: not verified or soaked upstream, or not from an origin the stage requests. */
    NotAvailable,
    /** A digest of it is quarantined. */
    Quarantined,
    /** It runs there already. */
    Current,
    /** A Promotion of it to this stage is under way. */
    Promoting
}
