package io.promotionbus.sandbox.cluster.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The resources that are served: built in ones and those of applied CustomResourceDefinitions. */
public final class ResourceTypes {

    public static final String KARGO = "kargo.akuity.io";

    public static final ResourceType NAMESPACES = ResourceType.cluster("", "v1", "namespaces", "Namespace", true);
    public static final ResourceType EVENTS = ResourceType.namespaced("", "v1", "events", "Event", false);
    public static final ResourceType NEW_EVENTS =
            ResourceType.namespaced("events.k8s.io", "v1", "events", "Event", false);
    public static final ResourceType ROLES =
            ResourceType.namespaced("rbac.authorization.k8s.io", "v1", "roles", "Role", false);
    public static final ResourceType ROLE_BINDINGS =
            ResourceType.namespaced("rbac.authorization.k8s.io", "v1", "rolebindings", "RoleBinding", false);
    public static final ResourceType CLUSTER_ROLES =
            ResourceType.cluster("rbac.authorization.k8s.io", "v1", "clusterroles", "ClusterRole", false);
    public static final ResourceType CLUSTER_ROLE_BINDINGS =
            ResourceType.cluster("rbac.authorization.k8s.io", "v1", "clusterrolebindings", "ClusterRoleBinding", false);
    public static final ResourceType CRDS = ResourceType.cluster(
            "apiextensions.k8s.io", "v1", "customresourcedefinitions", "CustomResourceDefinition", true);
    public static final ResourceType ADMISSION_POLICIES = ResourceType.cluster(
            "admissionregistration.k8s.io", "v1", "validatingadmissionpolicies", "ValidatingAdmissionPolicy", true);
    public static final ResourceType ADMISSION_BINDINGS = ResourceType.cluster(
            "admissionregistration.k8s.io",
            "v1",
            "validatingadmissionpolicybindings",
            "ValidatingAdmissionPolicyBinding",
            false);
    public static final ResourceType PROJECTS = ResourceType.cluster(KARGO, "v1alpha1", "projects", "Project", true);
    public static final ResourceType PROJECT_CONFIGS =
            ResourceType.namespaced(KARGO, "v1alpha1", "projectconfigs", "ProjectConfig", true);
    public static final ResourceType WAREHOUSES =
            ResourceType.namespaced(KARGO, "v1alpha1", "warehouses", "Warehouse", true);
    public static final ResourceType FREIGHTS = ResourceType.namespaced(KARGO, "v1alpha1", "freights", "Freight", true);
    public static final ResourceType STAGES = ResourceType.namespaced(KARGO, "v1alpha1", "stages", "Stage", true);
    public static final ResourceType PROMOTIONS =
            new ResourceType(KARGO, "v1alpha1", "promotions", "Promotion", true, true, List.of("promo", "promos"));
    public static final ResourceType PROMOTION_TASKS =
            ResourceType.namespaced(KARGO, "v1alpha1", "promotiontasks", "PromotionTask", false);
    public static final ResourceType CLUSTER_PROMOTION_TASKS =
            ResourceType.cluster(KARGO, "v1alpha1", "clusterpromotiontasks", "ClusterPromotionTask", false);
    public static final ResourceType APPLICATIONS =
            ResourceType.namespaced("argoproj.io", "v1alpha1", "applications", "Application", false);

    private final Map<String, ResourceType> types = new LinkedHashMap<>();

    public ResourceTypes() {
        List.of(
                        NAMESPACES,
                        ResourceType.namespaced("", "v1", "secrets", "Secret", false),
                        ResourceType.namespaced("", "v1", "configmaps", "ConfigMap", false),
                        ResourceType.namespaced("", "v1", "serviceaccounts", "ServiceAccount", false),
                        EVENTS,
                        NEW_EVENTS,
                        ROLES,
                        ROLE_BINDINGS,
                        CLUSTER_ROLES,
                        CLUSTER_ROLE_BINDINGS,
                        CRDS,
                        ADMISSION_POLICIES,
                        ADMISSION_BINDINGS,
                        PROJECTS,
                        PROJECT_CONFIGS,
                        ResourceType.cluster(KARGO, "v1alpha1", "clusterconfigs", "ClusterConfig", true),
                        WAREHOUSES,
                        FREIGHTS,
                        STAGES,
                        PROMOTIONS,
                        PROMOTION_TASKS,
                        CLUSTER_PROMOTION_TASKS,
                        APPLICATIONS,
                        ResourceType.namespaced("argoproj.io", "v1alpha1", "appprojects", "AppProject", false))
                .forEach(this::add);
    }

    private synchronized void add(ResourceType type) {
        types.put(key(type.group(), type.version(), type.plural()), type);
    }

    private static String key(String group, String version, String plural) {
        return group + "/" + version + "/" + plural;
    }

    /** Serves the versions of a CustomResourceDefinition; built in resources keep their own behaviour. */
    public synchronized List<ResourceType> addCustom(JsonNode crd) {
        JsonNode spec = crd.path("spec");
        List<ResourceType> added = new ArrayList<>();
        for (JsonNode version : spec.path("versions")) {
            if (!version.path("served").asBoolean()) {
                continue;
            }
            List<String> shortNames = new ArrayList<>();
            spec.path("names").path("shortNames").forEach(name -> shortNames.add(name.asText()));
            ResourceType type = new ResourceType(
                    spec.path("group").asText(),
                    version.path("name").asText(),
                    spec.path("names").path("plural").asText(),
                    spec.path("names").path("kind").asText(),
                    spec.path("scope").asText().equals("Namespaced"),
                    version.path("subresources").has("status"),
                    List.copyOf(shortNames));
            if (find(type.group(), type.version(), type.plural()).isEmpty()) {
                add(type);
                added.add(type);
            }
        }
        return added;
    }

    public synchronized Optional<ResourceType> find(String group, String version, String plural) {
        return Optional.ofNullable(types.get(key(group, version, plural)));
    }

    /** By kind alone; core before others. */
    public synchronized Optional<ResourceType> byKind(String kind) {
        return types.values().stream().filter(type -> type.kind().equals(kind)).findFirst();
    }

    public synchronized Optional<ResourceType> byKind(String apiVersion, String kind) {
        return types.values().stream()
                .filter(type -> type.kind().equals(kind) && type.apiVersion().equals(apiVersion))
                .findFirst();
    }

    public synchronized Collection<ResourceType> all() {
        return List.copyOf(types.values());
    }
}
