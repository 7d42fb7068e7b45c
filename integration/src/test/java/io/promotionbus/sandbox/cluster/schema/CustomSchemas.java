package io.promotionbus.sandbox.cluster.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.promotionbus.sandbox.cluster.api.ApiException;
import io.promotionbus.sandbox.cluster.api.ResourceType;
import io.promotionbus.sandbox.cluster.api.Schemas;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Schemas of CustomResourceDefinitions: unknown fields, defaults, validation with CEL. Others are open. */
public final class CustomSchemas implements Schemas {

    private final Map<ResourceType, JsonNode> schemas = new ConcurrentHashMap<>();

    /** Takes the schema of the type's version out of its definition. */
    public void define(ResourceType type, JsonNode crd) {
        for (JsonNode version : crd.path("spec").path("versions")) {
            if (version.path("name").asText().equals(type.version())) {
                use(type, version.path("schema").path("openAPIV3Schema"));
            }
        }
    }

    /** Uses this schema for the type. */
    public void use(ResourceType type, JsonNode schema) {
        schema.findValuesAsText("rule").forEach(CelEnvironment::prepare);
        schemas.put(type, schema);
    }

    @Override
    public List<String> prune(ResourceType type, ObjectNode object) {
        JsonNode schema = schemas.get(type);
        if (schema == null) {
            return List.of();
        }
        List<String> unknown = new ArrayList<>();
        for (String field : List.copyOf(fieldNames(object))) {
            if (List.of("apiVersion", "kind", "metadata").contains(field)) {
                continue;
            }
            JsonNode inner = schema.path("properties").get(field);
            if (inner == null) {
                unknown.add(field);
                object.remove(field);
            } else {
                prune(inner, object.path(field), field, unknown);
            }
        }
        return unknown;
    }

    private static List<String> fieldNames(JsonNode object) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static void prune(JsonNode schema, JsonNode value, String path, List<String> unknown) {
        if (schema.path("x-kubernetes-preserve-unknown-fields").asBoolean()) {
            return;
        }
        if (value instanceof ObjectNode object) {
            JsonNode additional = schema.path("additionalProperties");
            for (String field : fieldNames(object)) {
                JsonNode inner = schema.path("properties").get(field);
                if (inner == null && additional.isObject()) {
                    inner = additional;
                }
                if (inner == null) {
                    unknown.add(path + "." + field);
                    object.remove(field);
                } else {
                    prune(inner, object.path(field), path + "." + field, unknown);
                }
            }
        } else if (value.isArray()) {
            for (int i = 0; i < value.size(); i++) {
                prune(schema.path("items"), value.get(i), path + "[" + i + "]", unknown);
            }
        }
    }

    @Override
    public void applyDefaults(ResourceType type, ObjectNode object) {
        JsonNode schema = schemas.get(type);
        if (schema != null) {
            fill(schema, object);
        }
    }

    private static void fill(JsonNode schema, JsonNode value) {
        if (value instanceof ObjectNode object) {
            for (Map.Entry<String, JsonNode> property :
                    schema.path("properties").properties()) {
                JsonNode present = object.get(property.getKey());
                JsonNode preset = property.getValue().get("default");
                if (preset != null && (present == null || present.isNull())) {
                    object.set(property.getKey(), preset.deepCopy());
                }
                fill(property.getValue(), object.path(property.getKey()));
            }
            JsonNode additional = schema.path("additionalProperties");
            if (additional.isObject()) {
                object.forEach(inner -> fill(additional, inner));
            }
        } else if (value.isArray()) {
            value.forEach(item -> fill(schema.path("items"), item));
        }
    }

    @Override
    public List<ApiException.Cause> validate(ResourceType type, ObjectNode object, @Nullable ObjectNode oldObject) {
        JsonNode schema = schemas.get(type);
        return schema == null ? List.of() : new SchemaValidator().check(schema, object, oldObject);
    }
}
