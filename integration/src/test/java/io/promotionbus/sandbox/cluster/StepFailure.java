package io.promotionbus.sandbox.cluster;

/** How a promotion step that was told to fail ends. */
public enum StepFailure {
    /** The step met an error: the Promotion is {@code Errored}. */
    ERRORED,
    /** The step says no: the Promotion is {@code Failed}. */
    FAILED,
    /** The step never ends: the Promotion stays {@code Running} until it is aborted. */
    HANGS
}
