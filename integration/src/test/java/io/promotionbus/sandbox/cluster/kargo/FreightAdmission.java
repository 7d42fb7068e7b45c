package io.promotionbus.sandbox.cluster.kargo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.promotionbus.sandbox.cluster.api.Admission;
import io.promotionbus.sandbox.cluster.api.AdmissionRequest;
import io.promotionbus.sandbox.cluster.api.AdmissionRequest.Operation;
import io.promotionbus.sandbox.cluster.api.ApiException;
import io.promotionbus.sandbox.cluster.api.ApiException.Cause;
import io.promotionbus.sandbox.cluster.api.Json;
import io.promotionbus.sandbox.cluster.api.ResourceTypes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What Kargo's webhook does to Freight. */
final class FreightAdmission implements Admission {

    private final Cluster cluster;
    private final KargoEvents events;
    private final Aliases aliases = new Aliases();

    FreightAdmission(Cluster cluster, KargoEvents events) {
        this.cluster = cluster;
        this.events = events;
    }

    @Override
    public void mutate(AdmissionRequest request) {
        ObjectNode freight = request.subject();
        boolean create = request.operation() == Operation.CREATE;
        if (create) {
            Json.metadata(freight).put("name", FreightIds.of(freight));
        }
        if (freight.path("discoveredAt").asText("").isEmpty()) {
            String created = freight.path("metadata").path("creationTimestamp").asText("");
            freight.put("discoveredAt", created.isEmpty() ? cluster.now() : created);
        }
        String alias = freight.path("alias").asText("");
        if (alias.isEmpty() && create) {
            alias = freeAlias();
            freight.put("alias", alias);
        }
        Json.label(freight, Names.ALIAS, alias.isEmpty() ? null : alias);
    }

    private String freeAlias() {
        for (int i = 0; i < 20; i++) {
            String alias = aliases.next();
            if (cluster.store().list(ResourceTypes.FREIGHTS, null).stream()
                    .noneMatch(other -> alias.equals(Json.label(other, Names.ALIAS)))) {
                return alias;
            }
        }
        return aliases.nextLong();
    }

    @Override
    public void validate(AdmissionRequest request) {
        ObjectNode freight = request.subject();
        switch (request.operation()) {
            case CREATE -> create(request, freight);
            case UPDATE -> {
                ObjectNode old = request.oldObject();
                if (old != null) {
                    update(request, old, freight);
                }
            }
            case DELETE -> delete(freight);
        }
    }

    private void create(AdmissionRequest request, ObjectNode freight) {
        Projects.require(cluster, request.namespace());
        List<Cause> causes = new ArrayList<>();
        if (List.of("commits", "images", "charts", "artifacts").stream()
                .allMatch(field -> freight.path(field).isEmpty())) {
            causes.add(Cause.invalid(
                    "", Json.write(freight), "freight must contain at least one commit, image, or chart"));
        }
        String alias = freight.path("alias").asText("");
        if (!withAlias(request.namespace(), alias).isEmpty()) {
            causes.add(Cause.invalid(
                    "alias",
                    "\"" + alias + "\"",
                    "alias already used by another piece of Freight in namespace \"" + request.namespace() + "\""));
        }
        String origin = freight.path("origin").path("name").asText("");
        Optional<ObjectNode> warehouse = cluster.get(ResourceTypes.WAREHOUSES, request.namespace(), origin);
        if (warehouse.isEmpty()) {
            causes.add(Cause.invalid("warehouse", "\"" + origin + "\"", "warehouse does not exist"));
        } else {
            artifacts(freight, warehouse.get(), causes);
        }
        if (!causes.isEmpty()) {
            throw ApiException.invalid(ResourceTypes.FREIGHTS, Json.name(freight), causes);
        }
    }

    private List<ObjectNode> withAlias(String namespace, String alias) {
        return cluster.list(ResourceTypes.FREIGHTS, namespace).stream()
                .filter(other -> alias.equals(Json.label(other, Names.ALIAS)))
                .toList();
    }

    private record Subscription(String list, String url) {}

    /** Each subscription is matched by exactly one artifact, and nothing else is there. */
    private static void artifacts(ObjectNode freight, ObjectNode warehouse, List<Cause> causes) {
        String name = Json.name(warehouse);
        Map<Subscription, Integer> counts = new LinkedHashMap<>();
        for (JsonNode subscription : warehouse.path("spec").path("subscriptions")) {
            if (subscription.has("git")) {
                counts.put(key("commits", subscription.path("git")), 0);
            } else if (subscription.has("image")) {
                counts.put(key("images", subscription.path("image")), 0);
            } else if (subscription.has("chart")) {
                counts.put(key("charts", subscription.path("chart")), 0);
            }
        }
        Map<String, String> kinds = new LinkedHashMap<>();
        kinds.put("commits", "Git repository");
        kinds.put("images", "image repository");
        kinds.put("charts", "Helm chart");
        kinds.forEach((list, what) -> {
            for (JsonNode artifact : freight.path(list)) {
                Subscription key = key(list, artifact);
                if (counts.containsKey(key)) {
                    counts.merge(key, 1, Integer::sum);
                } else {
                    causes.add(Cause.invalid(
                            list,
                            Json.write(artifact),
                            "no subscription found for " + what + " in Warehouse \"" + name + "\""));
                }
            }
        });
        counts.forEach((key, count) -> {
            if (count != 1) {
                String what = count == 0 ? "no artifact found" : "multiple artifacts found";
                causes.add(Cause.invalid(
                        key.list(),
                        "null",
                        what + " for subscription \"" + key.url() + "\" of Warehouse \"" + name + "\""));
            }
        });
    }

    private static Subscription key(String list, JsonNode artifact) {
        String url = artifact.path("repoURL").asText("");
        return switch (list) {
            case "commits" -> new Subscription(list, FreightIds.normalizeGit(url));
            case "charts" -> {
                String name = artifact.path("name").asText("");
                String repository = FreightIds.normalizeChart(url);
                yield new Subscription(list, name.isEmpty() ? repository : repository + "/" + name);
            }
            default -> new Subscription(list, url);
        };
    }

    private void update(AdmissionRequest request, ObjectNode old, ObjectNode freight) {
        String name = Json.name(freight);
        String alias = freight.path("alias").asText("");
        List<ObjectNode> others = withAlias(request.namespace(), alias).stream()
                .filter(other -> !Json.name(other).equals(name))
                .toList();
        if (!alias.isEmpty() && !others.isEmpty()) {
            throw ApiException.conflict(
                    ResourceTypes.FREIGHTS,
                    name,
                    "alias \"" + alias + "\" already used by another piece of Freight in namespace \""
                            + request.namespace() + "\"");
        }
        for (String field : List.of("origin", "commits", "images", "charts", "artifacts")) {
            if (!old.path(field).equals(freight.path(field))) {
                String path = changedPath(field, old.path(field), freight.path(field));
                throw ApiException.invalid(
                        ResourceTypes.FREIGHTS,
                        name,
                        List.of(Cause.invalid(path, Json.write(freight.path(field)), "Freight is immutable")));
            }
        }
        if (!Actors.isControlPlane(request.user())) {
            freight.path("status").path("approvedFor").fieldNames().forEachRemaining(stage -> {
                if (!old.path("status").path("approvedFor").has(stage)) {
                    String actor = Actors.of(request.user());
                    events.freight(
                            "FreightApproved",
                            "Freight approved for Stage \"" + stage + "\" by \"" + actor + "\"",
                            actor,
                            freight,
                            Map.of("stage-name", stage));
                }
            });
        }
    }

    private static String changedPath(String field, JsonNode before, JsonNode after) {
        if (!before.isArray() || before.size() != after.size()) {
            return field;
        }
        for (int i = 0; i < before.size(); i++) {
            if (!before.get(i).equals(after.get(i))) {
                return field + "[" + i + "]";
            }
        }
        return field;
    }

    private void delete(ObjectNode freight) {
        List<String> users = cluster.list(ResourceTypes.STAGES, Json.namespace(freight)).stream()
                .filter(stage -> usesNow(stage, Json.name(freight)))
                .map(stage -> "\"" + Json.name(stage) + "\"")
                .toList();
        if (!users.isEmpty()) {
            throw ApiException.forbidden(
                    ResourceTypes.FREIGHTS,
                    Json.name(freight),
                    "freight is in-use by stages (" + String.join(", ", users) + ")");
        }
    }

    static boolean usesNow(JsonNode stage, String freight) {
        for (JsonNode item : stage.path("status").path("freightHistory").path(0).path("items")) {
            if (item.path("name").asText().equals(freight)) {
                return true;
            }
        }
        return false;
    }
}
