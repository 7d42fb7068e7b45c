package io.promotionbus.sandbox.cluster.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** What the API says about itself. */
final class Discovery {

    private static final List<String> REVIEWS = List.of(
            "authorization.k8s.io/v1:subjectaccessreviews:SubjectAccessReview",
            "authorization.k8s.io/v1:selfsubjectaccessreviews:SelfSubjectAccessReview",
            "authentication.k8s.io/v1:selfsubjectreviews:SelfSubjectReview");

    private final ResourceTypes types;

    Discovery(ResourceTypes types) {
        this.types = types;
    }

    Optional<ObjectNode> answer(String path) {
        String clean = path.endsWith("/") && path.length() > 1 ? path.substring(0, path.length() - 1) : path;
        List<String> parts = List.of(clean.split("/"));
        if (clean.equals("/version")) {
            return Optional.of(version());
        }
        if (clean.equals("/api")) {
            ObjectNode versions = Json.object().put("kind", "APIVersions");
            versions.putArray("versions").add("v1");
            return Optional.of(versions);
        }
        if (clean.equals("/apis")) {
            return Optional.of(groups());
        }
        if (clean.equals("/api/v1")) {
            return Optional.of(resources("", "v1"));
        }
        if (parts.size() == 3 && parts.get(1).equals("apis")) {
            return group(parts.get(2));
        }
        if (parts.size() == 4 && parts.get(1).equals("apis")) {
            ObjectNode list = resources(parts.get(2), parts.get(3));
            return list.path("resources").isEmpty() ? Optional.empty() : Optional.of(list);
        }
        return Optional.empty();
    }

    private static ObjectNode version() {
        return Json.object()
                .put("major", "1")
                .put("minor", "34")
                .put("gitVersion", "v1.34.3")
                .put("gitCommit", "")
                .put("gitTreeState", "clean")
                .put("buildDate", "2025-12-09T00:00:00Z")
                .put("goVersion", "go1.24.11")
                .put("compiler", "gc")
                .put("platform", "linux/amd64");
    }

    private SortedMap<String, SortedSet<String>> versionsByGroup() {
        SortedMap<String, SortedSet<String>> all = new TreeMap<>();
        types.all().stream()
                .filter(type -> !type.group().isEmpty())
                .forEach(type -> all.computeIfAbsent(type.group(), group -> new TreeSet<>())
                        .add(type.version()));
        all.computeIfAbsent("authorization.k8s.io", group -> new TreeSet<>()).add("v1");
        all.computeIfAbsent("authentication.k8s.io", group -> new TreeSet<>()).add("v1");
        return all;
    }

    private ObjectNode groups() {
        ObjectNode list = Json.object().put("kind", "APIGroupList").put("apiVersion", "v1");
        ArrayNode groups = list.putArray("groups");
        versionsByGroup().keySet().forEach(name -> group(name).ifPresent(groups::add));
        return list;
    }

    private Optional<ObjectNode> group(String name) {
        SortedSet<String> versions = versionsByGroup().get(name);
        if (versions == null) {
            return Optional.empty();
        }
        ObjectNode group =
                Json.object().put("kind", "APIGroup").put("apiVersion", "v1").put("name", name);
        ArrayNode array = group.putArray("versions");
        versions.forEach(version ->
                array.addObject().put("groupVersion", name + "/" + version).put("version", version));
        group.set("preferredVersion", array.get(0).deepCopy());
        return Optional.of(group);
    }

    private ObjectNode resources(String group, String version) {
        String groupVersion = group.isEmpty() ? version : group + "/" + version;
        ObjectNode list = Json.object().put("kind", "APIResourceList").put("apiVersion", "v1");
        list.put("groupVersion", groupVersion);
        ArrayNode array = list.putArray("resources");
        types.all().stream()
                .filter(type -> type.group().equals(group) && type.version().equals(version))
                .forEach(type -> describe(array, type));
        for (String review : REVIEWS) {
            String[] parts = review.split(":");
            if (parts[0].equals(groupVersion)) {
                ObjectNode resource = array.addObject().put("name", parts[1]).put("singularName", "");
                resource.put("namespaced", false)
                        .put("kind", parts[2])
                        .putArray("verbs")
                        .add("create");
            }
        }
        return list;
    }

    private static void describe(ArrayNode array, ResourceType type) {
        ObjectNode resource = array.addObject().put("name", type.plural());
        resource.put("singularName", type.kind().toLowerCase(java.util.Locale.ROOT));
        resource.put("namespaced", type.namespaced()).put("kind", type.kind());
        ArrayNode verbs = resource.putArray("verbs");
        List.of("delete", "deletecollection", "get", "list", "patch", "create", "update", "watch")
                .forEach(verbs::add);
        if (!type.shortNames().isEmpty()) {
            ArrayNode names = resource.putArray("shortNames");
            type.shortNames().forEach(names::add);
        }
        if (type.statusSubresource()) {
            ObjectNode status =
                    array.addObject().put("name", type.plural() + "/status").put("singularName", "");
            status.put("namespaced", type.namespaced()).put("kind", type.kind());
            ArrayNode statusVerbs = status.putArray("verbs");
            List.of("get", "patch", "update").forEach(statusVerbs::add);
        }
    }
}
