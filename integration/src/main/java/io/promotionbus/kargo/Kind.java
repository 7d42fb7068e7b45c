package io.promotionbus.kargo;

import java.util.List;

/** The kinds the bus observes, with their place in the Kubernetes API; the names are Kubernetes' own. */
public enum Kind {
    Project("kargo.akuity.io", "projects"),
    Warehouse("kargo.akuity.io", "warehouses"),
    /** Kargo's plural of Freight is {@code freights}. */
    Freight("kargo.akuity.io", "freights"),
    Stage("kargo.akuity.io", "stages"),
    Promotion("kargo.akuity.io", "promotions"),
    Application("argoproj.io", "applications"),
    StagePolicy("promotionbus.io", "stagepolicies");

    /** What is observed in the namespace of each managed Project. */
    public static final List<Kind> OF_PROJECT = List.of(Warehouse, Freight, Stage, Promotion, StagePolicy);

    /** Of every kind here. */
    public static final String VERSION = "v1alpha1";

    private final String group;
    private final String plural;

    Kind(String group, String plural) {
        this.group = group;
        this.plural = plural;
    }

    public String group() {
        return group;
    }

    public String plural() {
        return plural;
    }

    public String apiVersion() {
        return group + "/" + VERSION;
    }
}
