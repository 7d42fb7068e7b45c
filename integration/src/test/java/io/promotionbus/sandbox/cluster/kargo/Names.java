package io.promotionbus.sandbox.cluster.kargo;

/** Annotations and labels that mean something to Kargo. */
public final class Names {

    public static final String CREATE_ACTOR = "kargo.akuity.io/create-actor";
    public static final String HOLD = "kargo.akuity.io/auto-promotion-hold";
    public static final String RESUME = "kargo.akuity.io/auto-promotion-resume";
    public static final String REFRESH = "kargo.akuity.io/refresh";
    public static final String REVERIFY = "kargo.akuity.io/reverify";
    public static final String ABORT = "kargo.akuity.io/abort";
    public static final String AUTHORIZED_STAGE = "kargo.akuity.io/authorized-stage";
    public static final String STAGE = "kargo.akuity.io/stage";
    public static final String SHARD = "kargo.akuity.io/shard";
    public static final String ARGOCD_CONTEXT = "kargo.akuity.io/argocd-context";
    public static final String ALIAS = "kargo.akuity.io/alias";
    public static final String PROJECT = "kargo.akuity.io/project";
    public static final String FINALIZER = "kargo.akuity.io/finalizer";

    private Names() {}
}
