package io.promotionbus.sandbox.cluster;

/** How far the workload of an environment is. */
public enum Rollout {
    /** Nothing was ever deployed: Argo CD says {@code Missing}. */
    NOTHING,
    /** New version not ready yet. */
    PROGRESSING,
    /** New version serves. */
    READY,
    /** The progress deadline passed without readiness: Argo CD says {@code Degraded}. */
    FAILED,
    /** It was ready once and went down afterwards: Argo CD says {@code Progressing}, for ever. */
    CRASHED
}
