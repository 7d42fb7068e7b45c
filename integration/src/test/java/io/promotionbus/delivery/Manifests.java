package io.promotionbus.delivery;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Checks an object as an API server with strict field validation would: built-in kinds against Kubernetes' own model, kinds
 * of definitions against the schema of the definition. Unknown fields are refused in both.
 */
final class Manifests {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final KubernetesSerialization SERIALIZATION = new KubernetesSerialization();

    /** The model's classes keep unknown fields in a map; here that map is taken away from them. */
    private static final ObjectMapper STRICT = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .annotationIntrospector(new JacksonAnnotationIntrospector() {
                @Override
                public Boolean hasAnySetter(Annotated annotated) {
                    return false;
                }
            })
            .build();

    private final Map<String, JsonSchema> definitions = new HashMap<>();

    /** @param folders with CustomResourceDefinitions; those that are not there are left out */
    Manifests(Path... folders) {
        for (Path folder : folders) {
            yaml(folder).stream()
                    .flatMap(file -> Charts.objects(read(file)).stream())
                    .map(object -> JSON.<JsonNode>valueToTree(object))
                    .filter(object -> object.path("kind").asText().equals("CustomResourceDefinition"))
                    .forEach(this::define);
        }
    }

    boolean defines(String kind) {
        return definitions.keySet().stream().anyMatch(key -> key.endsWith("/" + kind));
    }

    /** What is wrong with the object, in sentences; empty when nothing is or when its definition is not at hand. */
    List<String> problems(Map<String, Object> object) {
        JsonNode node = JSON.valueToTree(object);
        JsonSchema definition = definitions.get(
                node.path("apiVersion").asText() + "/" + node.path("kind").asText());
        if (definition != null) {
            return definition.validate(node).stream()
                    .map(ValidationMessage::getMessage)
                    .toList();
        }
        Object model = SERIALIZATION.unmarshal(node.toString());
        if (model instanceof GenericKubernetesResource) {
            return List.of();
        }
        try {
            STRICT.readValue(node.toString(), model.getClass());
            return List.of();
        } catch (JsonProcessingException e) {
            return List.of(String.valueOf(e.getOriginalMessage()));
        }
    }

    /** Whether {@link #problems} can say anything about it. */
    boolean knows(Map<String, Object> object) {
        JsonNode node = JSON.valueToTree(object);
        return definitions.containsKey(node.path("apiVersion").asText() + "/"
                        + node.path("kind").asText())
                || !(SERIALIZATION.unmarshal(node.toString()) instanceof GenericKubernetesResource);
    }

    private void define(JsonNode definition) {
        JsonSchemaFactory factory = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V4);
        for (JsonNode version : definition.at("/spec/versions")) {
            ObjectNode schema = version.at("/schema/openAPIV3Schema").deepCopy();
            ObjectNode properties = schema.withObjectProperty("properties");
            List.of("apiVersion", "kind")
                    .forEach(name -> properties.putObject(name).put("type", "string"));
            properties.putObject("metadata").put("type", "object");
            close(schema);
            definitions.put(
                    definition.at("/spec/group").asText() + "/"
                            + version.path("name").asText() + "/"
                            + definition.at("/spec/names/kind").asText(),
                    factory.getSchema(schema));
        }
    }

    /** What a structural schema says in words of its own, in words of JSON Schema. */
    private static void close(JsonNode schema) {
        if (schema instanceof ObjectNode object) {
            if (object.path("properties").isObject()
                    && !object.has("additionalProperties")
                    && !object.path("x-kubernetes-preserve-unknown-fields").asBoolean()
                    && object.path("type").asText().equals("object")) {
                object.put("additionalProperties", false);
            }
            if (object.path("x-kubernetes-int-or-string").asBoolean()) {
                object.remove(List.of("type", "anyOf", "pattern"));
            }
            // Formats such as int64 are no business of JSON Schema, nor is Go's regular expression syntax everywhere.
            if (object.path("format").isTextual()) {
                object.remove("format");
            }
        }
        schema.forEach(Manifests::close);
    }

    /** YAML files of a folder and below, in the order of their names. */
    static List<Path> yaml(Path folder) {
        return yamlAnd(folder, ".yaml");
    }

    static List<Path> yamlAnd(Path folder, String ending) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(folder)) {
            return new ArrayList<>(files.filter(file -> file.toString().endsWith(ending))
                    .sorted(Comparator.comparing(Path::toString))
                    .toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
