package io.promotionbus.policy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.StreamSupport;

/**
 * The reference of StagePolicy in {@code docs/politicas.md}: fields, types, defaults and limits from the schema that the
 * cluster enforces, each with a sentence from a file. {@link #main} writes it between its markers.
 */
final class PolicyReference {

    static final Path PAGE = Path.of("../docs/politicas.md");
    static final String BEGIN = "<!-- reference:begin -->";
    static final String END = "<!-- reference:end -->";

    private static final Path SCHEMA = Path.of("../gitops/kargo/policies/crd-stagepolicies.yaml");
    private static final Path SENTENCES = Path.of("src/test/resources/docs/politicas.properties");

    private PolicyReference() {}

    /** Run in the folder of this module. */
    public static void main(String[] ignored) throws IOException {
        Files.writeString(PAGE, in(Files.readString(PAGE)));
    }

    /** The page with the reference as it should be. */
    static String in(String page) throws IOException {
        int begin = page.indexOf(BEGIN);
        int end = page.indexOf(END);
        if (begin < 0 || end < begin) {
            throw new IllegalStateException(PAGE + " has no place for the reference: " + BEGIN + " … " + END);
        }
        return page.substring(0, begin + BEGIN.length()) + "\n" + table() + page.substring(end);
    }

    private static String table() throws IOException {
        Properties sentences = sentences();
        StringBuilder table = new StringBuilder("| campo | tipo | padrão | o que é |\n|---|---|---|---|\n");
        fields().forEach((path, field) -> table.append("| `")
                .append(path)
                .append("` | ")
                .append(type(field))
                .append(" | ")
                .append(preset(field))
                .append(" | ")
                .append(sentences.getProperty(path, ""))
                .append(" |\n"));
        return table.toString();
    }

    static Properties sentences() throws IOException {
        Properties sentences = new Properties();
        try (Reader reader = Files.newBufferedReader(SENTENCES)) {
            sentences.load(reader);
        }
        return sentences;
    }

    /** Every field of the spec by its path, in the order of the schema. */
    static Map<String, JsonNode> fields() throws IOException {
        JsonNode spec = new YAMLMapper()
                .readTree(SCHEMA.toFile())
                .at("/spec/versions/0/schema/openAPIV3Schema/properties/spec");
        Map<String, JsonNode> fields = new LinkedHashMap<>();
        collect("", spec, fields);
        return fields;
    }

    private static void collect(String path, JsonNode object, Map<String, JsonNode> fields) {
        object.path("properties").properties().forEach(property -> {
            JsonNode field = property.getValue();
            String name = path + property.getKey();
            fields.put(name, field);
            collect(name + ".", field, fields);
            collect(name + "[].", field.path("items"), fields);
        });
    }

    private static String type(JsonNode field) {
        if (field.has("enum")) {
            List<String> values = new ArrayList<>();
            field.path("enum").forEach(value -> values.add("`" + value.asText() + "`"));
            return String.join(" \\| ", values);
        }
        String type = switch (field.path("type").asText()) {
            case "object" -> "objeto";
            case "array" -> "lista";
            case "integer" -> "número";
            case "boolean" -> "sim ou não";
            default -> duration(field) ? "duração" : "texto";
        };
        return type + limits(field);
    }

    /** Durations are texts that a rule of the schema takes as one. */
    private static boolean duration(JsonNode field) {
        return StreamSupport.stream(field.path("x-kubernetes-validations").spliterator(), false)
                .anyMatch(rule -> rule.path("rule").asText().startsWith("duration(self)"));
    }

    private static String limits(JsonNode field) {
        String least = field.path("minimum").asText(field.path("minItems").asText());
        String most = field.path("maximum").asText(field.path("maxItems").asText());
        return most.isEmpty() ? "" : ", " + (least.isEmpty() ? "até " : least + " a ") + most;
    }

    private static String preset(JsonNode field) {
        JsonNode preset = field.path("default");
        return preset.isValueNode() ? "`" + preset.asText() + "`" : "–";
    }
}
