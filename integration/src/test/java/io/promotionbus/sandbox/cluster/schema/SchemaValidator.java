package io.promotionbus.sandbox.cluster.schema;

import com.fasterxml.jackson.databind.JsonNode;
import io.promotionbus.sandbox.cluster.api.ApiException.Cause;
import io.promotionbus.sandbox.cluster.api.Json;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Checks an object against a structural schema and, only if that is fine, its CEL rules; words as Kubernetes does. */
final class SchemaValidator {

    private final List<Cause> causes = new ArrayList<>();

    List<Cause> check(JsonNode schema, JsonNode object, @Nullable JsonNode old) {
        structure(schema, object, "");
        if (causes.isEmpty()) {
            rules(schema, object, old, "");
        }
        return List.copyOf(causes);
    }

    private void structure(JsonNode schema, JsonNode value, String path) {
        String type = schema.path("type").asText("");
        if (!type.isEmpty() && !hasType(type, value)) {
            causes.add(new Cause(
                    "FieldValueTypeInvalid",
                    path,
                    "Invalid value: \"" + actual(value) + "\": " + path + " in body must be of type " + type + ": \""
                            + actual(value) + "\""));
            return;
        }
        if (value.isObject()) {
            for (JsonNode required : schema.path("required")) {
                if (!value.has(required.asText())) {
                    causes.add(new Cause("FieldValueRequired", join(path, required.asText()), "Required value"));
                }
            }
            value.properties().forEach(entry -> {
                JsonNode inner = schema.path("properties").get(entry.getKey());
                JsonNode used = inner != null ? inner : schema.path("additionalProperties");
                if (!path.isEmpty() || !Set.of("metadata", "kind", "apiVersion").contains(entry.getKey())) {
                    structure(used, entry.getValue(), join(path, entry.getKey()));
                }
            });
        } else if (value.isArray()) {
            array(schema, value, path);
        } else {
            scalar(schema, value, path);
        }
    }

    private void array(JsonNode schema, JsonNode value, String path) {
        if (schema.has("minItems") && value.size() < schema.path("minItems").asInt()) {
            invalid(path, value.size(), path + " in body should have at least " + schema.path("minItems") + " items");
        }
        if (schema.has("maxItems") && value.size() > schema.path("maxItems").asInt()) {
            causes.add(new Cause(
                    "FieldValueTooMany",
                    path,
                    "Too many: " + value.size() + ": must have at most " + schema.path("maxItems") + " items"));
        }
        String listType = schema.path("x-kubernetes-list-type").asText("");
        Set<Object> seen = new HashSet<>();
        for (int i = 0; i < value.size(); i++) {
            JsonNode item = value.get(i);
            structure(schema.path("items"), item, path + "[" + i + "]");
            Object key = listType.equals("map") ? mapKey(schema, item) : item;
            if ((listType.equals("set") || listType.equals("map")) && !seen.add(key)) {
                causes.add(new Cause(
                        "FieldValueDuplicate",
                        path + "[" + i + "]",
                        "Duplicate value: " + (listType.equals("map") ? key : item)));
            }
        }
    }

    private static Object mapKey(JsonNode schema, JsonNode item) {
        Map<String, JsonNode> key = new HashMap<>();
        Json.strings(schema.path("x-kubernetes-list-map-keys")).forEach(name -> key.put(name, item.path(name)));
        return key;
    }

    private void scalar(JsonNode schema, JsonNode value, String path) {
        if (schema.has("enum")) {
            List<String> allowed = new ArrayList<>();
            schema.path("enum").forEach(one -> allowed.add(one.toString()));
            if (!allowed.contains(value.toString())) {
                causes.add(new Cause(
                        "FieldValueNotSupported",
                        path,
                        "Unsupported value: " + value + ": supported values: " + String.join(", ", allowed)));
            }
        }
        if (value.isTextual()) {
            text(schema, value.asText(), path);
        } else if (value.isNumber()) {
            if (schema.has("minimum")
                    && value.asDouble() < schema.path("minimum").asDouble()) {
                invalid(path, value, path + " in body should be greater than or equal to " + schema.path("minimum"));
            }
            if (schema.has("maximum")
                    && value.asDouble() > schema.path("maximum").asDouble()) {
                invalid(path, value, path + " in body should be less than or equal to " + schema.path("maximum"));
            }
        }
    }

    private void text(JsonNode schema, String value, String path) {
        String quoted = "\"" + value + "\"";
        if (schema.has("minLength") && value.length() < schema.path("minLength").asInt()) {
            invalid(path, quoted, path + " in body should be at least " + schema.path("minLength") + " chars long");
        }
        if (schema.has("maxLength") && value.length() > schema.path("maxLength").asInt()) {
            causes.add(new Cause(
                    "FieldValueTooLong",
                    path,
                    "Too long: may not be more than " + schema.path("maxLength") + " bytes"));
        }
        String pattern = schema.path("pattern").asText("");
        if (!pattern.isEmpty() && !Pattern.compile(pattern).matcher(value).find()) {
            invalid(path, quoted, path + " in body should match '" + pattern + "'");
        }
    }

    private void invalid(String path, Object value, String text) {
        causes.add(Cause.invalid(path, value.toString(), text));
    }

    private void rules(JsonNode schema, JsonNode value, @Nullable JsonNode old, String path) {
        for (JsonNode rule : schema.path("x-kubernetes-validations")) {
            rule(rule, value, old, path);
        }
        if (value.isObject()) {
            value.properties().forEach(entry -> {
                JsonNode inner = schema.path("properties").get(entry.getKey());
                JsonNode used = inner != null ? inner : schema.path("additionalProperties");
                JsonNode before = old == null ? null : old.get(entry.getKey());
                if (!path.isEmpty() || !entry.getKey().equals("metadata")) {
                    rules(used, entry.getValue(), before, join(path, entry.getKey()));
                }
            });
        } else if (value.isArray()) {
            for (int i = 0; i < value.size(); i++) {
                rules(schema.path("items"), value.get(i), null, path + "[" + i + "]");
            }
        }
    }

    private void rule(JsonNode rule, JsonNode value, @Nullable JsonNode old, String path) {
        String expression = rule.path("rule").asText();
        if (old == null && expression.contains("oldSelf")) {
            return;
        }
        Map<String, Object> variables = new HashMap<>();
        variables.put("self", CelEnvironment.value(value));
        variables.put("oldSelf", CelEnvironment.value(old));
        String shown = value.isObject() ? "\"object\"" : value.isArray() ? "\"array\"" : value.toString();
        try {
            if (!Boolean.TRUE.equals(CelEnvironment.evaluate(expression, variables))) {
                causes.add(Cause.invalid(path, shown, message(rule, variables)));
            }
        } catch (CelEnvironment.CelError e) {
            causes.add(Cause.invalid(path, shown, "rule '" + expression + "' failed: " + e.getMessage()));
        }
    }

    private static String message(JsonNode rule, Map<String, Object> variables) throws CelEnvironment.CelError {
        if (rule.has("messageExpression")) {
            return String.valueOf(
                    CelEnvironment.evaluate(rule.path("messageExpression").asText(), variables));
        }
        String fallback = "failed rule: " + rule.path("rule").asText();
        return rule.path("message").asText(fallback);
    }

    private static boolean hasType(String type, JsonNode value) {
        return switch (type) {
            case "object" -> value.isObject();
            case "array" -> value.isArray();
            case "string" -> value.isTextual();
            case "boolean" -> value.isBoolean();
            case "integer" -> value.isIntegralNumber();
            case "number" -> value.isNumber();
            default -> true;
        };
    }

    private static String actual(JsonNode value) {
        return switch (value.getNodeType()) {
            case OBJECT -> "object";
            case ARRAY -> "array";
            case STRING -> "string";
            case BOOLEAN -> "boolean";
            case NUMBER -> value.isIntegralNumber() ? "integer" : "number";
            default -> "null";
        };
    }

    private static String join(String path, String field) {
        return path.isEmpty() ? field : path + "." + field;
    }
}
