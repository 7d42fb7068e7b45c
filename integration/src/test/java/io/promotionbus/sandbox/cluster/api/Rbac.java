package io.promotionbus.sandbox.cluster.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Who may what, from the Role, ClusterRole and binding objects in the cluster. {@code system:masters} may all. */
public final class Rbac {

    /**
     * One question.
     *
     * @param resource with subresource: {@code freights/status}
     * @param namespace null = cluster wide
     */
    public record Access(
            String verb,
            String group,
            String resource,
            @Nullable String namespace,
            String name) {}

    private final ObjectStore store;

    public Rbac(ObjectStore store) {
        this.store = store;
    }

    public boolean allows(User user, Access access) {
        if (user.groups().contains("system:masters")) {
            return true;
        }
        return store.locked(() -> grants(user, access, ResourceTypes.CLUSTER_ROLE_BINDINGS, null)
                || (access.namespace() != null
                        && grants(user, access, ResourceTypes.ROLE_BINDINGS, access.namespace())));
    }

    private boolean grants(User user, Access access, ResourceType bindings, @Nullable String namespace) {
        for (JsonNode binding : store.list(bindings, namespace)) {
            if (!concerns(binding, user)) {
                continue;
            }
            JsonNode ref = binding.path("roleRef");
            boolean clusterRole = ref.path("kind").asText().equals("ClusterRole");
            boolean granted = store.get(
                            clusterRole ? ResourceTypes.CLUSTER_ROLES : ResourceTypes.ROLES,
                            clusterRole ? null : namespace,
                            ref.path("name").asText())
                    .filter(role -> permits(role, access))
                    .isPresent();
            if (granted) {
                return true;
            }
        }
        return false;
    }

    private static boolean concerns(JsonNode binding, User user) {
        for (JsonNode subject : binding.path("subjects")) {
            String name = subject.path("name").asText();
            boolean same = switch (subject.path("kind").asText()) {
                case "User" -> user.name().equals(name);
                case "Group" -> user.groups().contains(name);
                case "ServiceAccount" ->
                    user.name()
                            .equals("system:serviceaccount:"
                                    + subject.path("namespace").asText() + ":" + name);
                default -> false;
            };
            if (same) {
                return true;
            }
        }
        return false;
    }

    private static boolean permits(JsonNode role, Access access) {
        for (JsonNode rule : role.path("rules")) {
            List<String> names = Json.strings(rule.path("resourceNames"));
            if (has(rule.path("apiGroups"), access.group())
                    && hasResource(rule.path("resources"), access.resource())
                    && has(rule.path("verbs"), access.verb())
                    && (names.isEmpty() || names.contains(access.name()))) {
                return true;
            }
        }
        return false;
    }

    private static boolean has(JsonNode values, String wanted) {
        List<String> all = Json.strings(values);
        return all.contains("*") || all.contains(wanted);
    }

    private static boolean hasResource(JsonNode values, String wanted) {
        int slash = wanted.indexOf('/');
        return has(values, wanted) || (slash >= 0 && Json.strings(values).contains("*" + wanted.substring(slash)));
    }
}
