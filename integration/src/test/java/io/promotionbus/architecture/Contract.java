package io.promotionbus.architecture;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Two descriptions of the same API, compared by what a client sees: operations, parameters, members of answers. */
final class Contract {

    private static final Set<String> METHODS = Set.of("get", "post", "put", "delete", "patch");
    private static final int DEEPEST = 8;

    private final JsonNode document;

    Contract(JsonNode document) {
        this.document = document;
    }

    /** As {@code GET /api/x/{}}, names of path variables left out. */
    Map<String, JsonNode> operations(String prefix) {
        Map<String, JsonNode> operations = new TreeMap<>();
        document.path("paths")
                .properties()
                .forEach(path -> path.getValue().properties().forEach(operation -> {
                    if (METHODS.contains(operation.getKey()) && path.getKey().startsWith(prefix)) {
                        operations.put(
                                operation.getKey().toUpperCase(java.util.Locale.ROOT) + " "
                                        + path.getKey().replaceAll("\\{[^}]*}", "{}"),
                                operation.getValue());
                    }
                }));
        return operations;
    }

    Set<String> queryParameters(JsonNode operation) {
        Set<String> names = new TreeSet<>();
        for (JsonNode given : operation.path("parameters")) {
            JsonNode parameter = resolved(given);
            if (parameter.path("in").asText().equals("query")) {
                names.add(parameter.path("name").asText());
            }
        }
        return names;
    }

    /** The members of the JSON answer of a success, as {@code items[].actor.name}; empty for other answers. */
    Set<String> answerMembers(JsonNode operation) {
        return answerMembers(operation, false);
    }

    /** Those that every answer has. */
    Set<String> requiredMembers(JsonNode operation) {
        return answerMembers(operation, true);
    }

    private Set<String> answerMembers(JsonNode operation, boolean requiredOnly) {
        Set<String> members = new TreeSet<>();
        operation.path("responses").properties().forEach(response -> {
            if (response.getKey().startsWith("2")) {
                resolved(response.getValue()).path("content").properties().forEach(content -> {
                    if (content.getKey().contains("json") || content.getKey().equals("*/*")) {
                        collect(content.getValue().path("schema"), "", members, requiredOnly, 0);
                    }
                });
            }
        });
        return members;
    }

    private void collect(JsonNode given, String at, Set<String> members, boolean requiredOnly, int depth) {
        JsonNode schema = resolved(given);
        if (depth > DEEPEST) {
            return;
        }
        for (String combined : List.of("allOf", "oneOf", "anyOf")) {
            schema.path(combined).forEach(part -> collect(part, at, members, requiredOnly, depth + 1));
        }
        if (schema.has("items")) {
            collect(schema.path("items"), at + "[]", members, requiredOnly, depth + 1);
        }
        schema.path("properties").properties().forEach(property -> {
            String name = at.isEmpty() ? property.getKey() : at + "." + property.getKey();
            if (!requiredOnly || required(schema, property.getKey())) {
                members.add(name);
                collect(property.getValue(), name, members, requiredOnly, depth + 1);
            }
        });
    }

    private static boolean required(JsonNode schema, String member) {
        for (JsonNode name : schema.path("required")) {
            if (name.asText().equals(member)) {
                return true;
            }
        }
        return false;
    }

    private JsonNode resolved(JsonNode node) {
        JsonNode at = node;
        while (at.has("$ref")) {
            at = document.at(at.path("$ref").asText().substring(1));
        }
        return at;
    }

    /**
     * What {@code code} lacks of this description or does beyond it, a sentence each. A member that need not be there may
     * be missing in the code; one that is there must be described, or generated clients do not see it.
     */
    List<String> differences(Contract code, String prefix) {
        List<String> differences = new ArrayList<>();
        Map<String, JsonNode> theirs = code.operations(prefix);
        operations(prefix).forEach((name, operation) -> {
            JsonNode their = theirs.get(name);
            if (their == null) {
                return;
            }
            Set<String> described = queryParameters(operation);
            Set<String> taken = code.queryParameters(their);
            missing(name + ": the code does not take the parameter ", described, taken, differences);
            missing(name + ": not described is the parameter ", taken, described, differences);
            Set<String> answered = code.answerMembers(their);
            if (!answered.isEmpty()) {
                missing(name + ": the code never answers ", requiredMembers(operation), answered, differences);
                missing(name + ": not described is the member ", answered, answerMembers(operation), differences);
            }
        });
        return differences;
    }

    private static void missing(String what, Set<String> these, Set<String> in, List<String> differences) {
        these.stream().filter(name -> !in.contains(name)).forEach(name -> differences.add(what + name));
    }
}
