package io.promotionbus.sandbox.cluster.api;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A request's path to a resource.
 *
 * @param namespace null = cluster scope or all namespaces
 * @param name null = the collection
 * @param subresource empty if none
 */
record ApiPath(
        ResourceType type,
        @Nullable String namespace,
        @Nullable String name,
        String subresource) {

    /** Empty if the path leads to no resource that is served. */
    static Optional<ApiPath> parse(String path, ResourceTypes types) {
        List<String> parts =
                Arrays.stream(path.split("/")).filter(part -> !part.isEmpty()).toList();
        String group;
        String version;
        List<String> rest;
        if (parts.size() >= 3 && parts.get(0).equals("api")) {
            group = "";
            version = parts.get(1);
            rest = parts.subList(2, parts.size());
        } else if (parts.size() >= 4 && parts.get(0).equals("apis")) {
            group = parts.get(1);
            version = parts.get(2);
            rest = parts.subList(3, parts.size());
        } else {
            return Optional.empty();
        }
        boolean inNamespace = rest.size() >= 3 && rest.get(0).equals("namespaces") && !isOfNamespace(rest);
        @Nullable String namespace = inNamespace ? rest.get(1) : null;
        List<String> resource = inNamespace ? rest.subList(2, rest.size()) : rest;
        if (resource.size() > 3) {
            return Optional.empty();
        }
        return types.find(group, version, resource.get(0))
                .filter(type -> type.namespaced() || namespace == null)
                .map(type -> new ApiPath(
                        type,
                        namespace,
                        resource.size() > 1 ? resource.get(1) : null,
                        resource.size() > 2 ? resource.get(2) : ""));
    }

    private static boolean isOfNamespace(List<String> rest) {
        return rest.size() == 3 && (rest.get(2).equals("status") || rest.get(2).equals("finalize"));
    }

    String nameOrEmpty() {
        return name == null ? "" : name;
    }
}
