package io.promotionbus.support;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/** The committed description of the API, to hold answers of a running bus to it. */
public final class DescribedApi {

    private static final Path COMMITTED = Path.of("../docs/api/promotion-bus.json");
    private static final String PROBLEMS = "https://promotionbus.io/problems/";
    /** What any path answers to a wrong method or media type. */
    private static final Set<Integer> GENERAL = Set.of(405, 406, 415);

    private final JsonNode document;

    private DescribedApi(JsonNode document) {
        this.document = document;
    }

    public static DescribedApi committed() {
        try {
            return new DescribedApi(new ObjectMapper().readTree(Files.readString(COMMITTED)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * What an answer has or lacks against its description, a sentence each.
     *
     * @param path as described, such as {@code /api/approvals/{id}}
     * @param body missing when the answer has none or is no JSON
     */
    public List<String> faults(String method, String path, int status, JsonNode body) {
        List<String> faults = new ArrayList<>();
        JsonNode responses = document.path("paths")
                .path(path)
                .path(method.toLowerCase(java.util.Locale.ROOT))
                .path("responses");
        String answered = method + " " + path + " " + status;
        if (responses.isMissingNode()) {
            return List.of(answered + ": the operation is not described");
        }
        if (!responses.has(String.valueOf(status)) && !GENERAL.contains(status)) {
            faults.add(answered + ": the status is not described");
        }
        if (status >= 400) {
            problem(answered, status, body, faults);
        } else {
            resolved(responses.path(String.valueOf(status)))
                    .path("content")
                    .properties()
                    .forEach(content -> {
                        if (content.getKey().equals("application/json")) {
                            check(body, content.getValue().path("schema"), answered + " $", faults);
                        }
                    });
        }
        return faults;
    }

    private static void problem(String answered, int status, JsonNode body, List<String> faults) {
        if (!body.path("type").asText().startsWith(PROBLEMS)
                || body.path("status").asInt() != status
                || body.path("title").asText().isBlank()
                || body.path("detail").asText().isBlank()) {
            faults.add(answered + ": no problem document: " + body);
        }
        if (status == 400 && body.path("field").asText().isBlank()) {
            faults.add(answered + ": names no field: " + body);
        }
    }

    private void check(JsonNode value, JsonNode given, String at, List<String> faults) {
        JsonNode schema = resolved(given);
        if (value.isNull() || value.isMissingNode()) {
            if (!nullable(schema)) {
                faults.add(at + " is null or missing");
            }
            return;
        }
        for (String choice : List.of("oneOf", "anyOf")) {
            if (schema.has(choice)) {
                choice(value, schema.path(choice), at, faults);
            }
        }
        schema.path("allOf").forEach(part -> check(value, part, at, faults));
        if (schema.has("type") && types(schema).stream().noneMatch(type -> is(value, type))) {
            faults.add(at + " is no " + types(schema) + ": " + value);
        }
        if (schema.has("enum") && !contains(schema.path("enum"), value)) {
            faults.add(at + " is none of " + schema.path("enum") + ": " + value);
        }
        if (value.isTextual() && !formed(value.asText(), schema.path("format").asText())) {
            faults.add(at + " is no " + schema.path("format").asText() + ": " + value);
        }
        if (value.isArray()) {
            for (int i = 0; i < value.size(); i++) {
                check(value.get(i), schema.path("items"), at + "[" + i + "]", faults);
            }
        }
        if (value.isObject() && schema.has("properties")) {
            members(value, schema, at, faults);
        }
    }

    private void members(JsonNode value, JsonNode schema, String at, List<String> faults) {
        schema.path("required").forEach(name -> {
            if (value.path(name.asText()).isMissingNode()) {
                faults.add(at + " lacks " + name.asText());
            }
        });
        value.properties().forEach(member -> {
            JsonNode described = schema.path("properties").path(member.getKey());
            if (described.isMissingNode()) {
                faults.add(at + " has " + member.getKey() + ", which is not described");
            } else {
                check(member.getValue(), described, at + "." + member.getKey(), faults);
            }
        });
    }

    private void choice(JsonNode value, JsonNode choices, String at, List<String> faults) {
        List<String> least = null;
        for (JsonNode choice : choices) {
            List<String> found = new ArrayList<>();
            check(value, choice, at, found);
            least = least == null || found.size() < least.size() ? found : least;
        }
        if (least != null) {
            faults.addAll(least);
        }
    }

    private boolean nullable(JsonNode schema) {
        boolean choice = false;
        for (String kind : List.of("oneOf", "anyOf")) {
            for (JsonNode one : schema.path(kind)) {
                choice |= nullable(resolved(one));
            }
        }
        return choice || schema.isEmpty() || types(schema).contains("null");
    }

    private static Set<String> types(JsonNode schema) {
        Set<String> types = new TreeSet<>();
        JsonNode type = schema.path("type");
        if (type.isTextual()) {
            types.add(type.asText());
        }
        type.forEach(one -> types.add(one.asText()));
        return types;
    }

    private static boolean is(JsonNode value, String type) {
        return switch (type) {
            case "string" -> value.isTextual();
            case "integer" -> value.isIntegralNumber();
            case "number" -> value.isNumber();
            case "boolean" -> value.isBoolean();
            case "array" -> value.isArray();
            case "object" -> value.isObject();
            default -> false;
        };
    }

    private static boolean contains(JsonNode values, JsonNode value) {
        for (JsonNode one : values) {
            if (one.equals(value)) {
                return true;
            }
        }
        return false;
    }

    private static boolean formed(String text, String format) {
        try {
            switch (format) {
                case "date-time" -> Instant.parse(text);
                case "duration" -> Duration.parse(text);
                case "uuid" -> UUID.fromString(text);
                default -> {
                    return true;
                }
            }
            return !format.equals("date-time") || text.endsWith("Z");
        } catch (DateTimeException | IllegalArgumentException wrong) {
            return false;
        }
    }

    private JsonNode resolved(JsonNode node) {
        JsonNode at = node;
        while (at.has("$ref")) {
            at = document.at(at.path("$ref").asText().substring(1));
        }
        return at;
    }
}
