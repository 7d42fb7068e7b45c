package io.promotionbus.sandbox.cluster.api;

import java.util.List;

/** One resource of the API, in one version. */
public record ResourceType(
        String group,
        String version,
        String plural,
        String kind,
        boolean namespaced,
        boolean statusSubresource,
        List<String> shortNames) {

    static ResourceType namespaced(String group, String version, String plural, String kind, boolean status) {
        return new ResourceType(group, version, plural, kind, true, status, List.of());
    }

    static ResourceType cluster(String group, String version, String plural, String kind, boolean status) {
        return new ResourceType(group, version, plural, kind, false, status, List.of());
    }

    /** {@code v1} or {@code kargo.akuity.io/v1alpha1}. */
    public String apiVersion() {
        return group.isEmpty() ? version : group + "/" + version;
    }

    /** As Kubernetes names it in messages: {@code freights.kargo.akuity.io}, {@code namespaces}. */
    public String qualified() {
        return group.isEmpty() ? plural : plural + "." + group;
    }

    /** As Kubernetes names the kind in messages: {@code Freight.kargo.akuity.io}. */
    public String qualifiedKind() {
        return group.isEmpty() ? kind : kind + "." + group;
    }

    public boolean is(String otherPlural) {
        return plural.equals(otherPlural);
    }
}
