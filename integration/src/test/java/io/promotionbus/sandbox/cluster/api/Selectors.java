package io.promotionbus.sandbox.cluster.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Label and field selectors of list and watch, and label selectors inside objects. */
public final class Selectors {

    private static final Pattern SET = Pattern.compile("([^\\s,!=()]+)\\s+(in|notin)\\s+\\(([^)]*)\\)");
    private static final Pattern EQUALITY = Pattern.compile("([^\\s,!=()]+)\\s*(==|=|!=)\\s*([^\\s,]*)");
    private static final Pattern EXISTENCE = Pattern.compile("(!?)\\s*([^\\s,!=()]+)");

    private Selectors() {}

    /** Of the query parameters of a request; null or empty = everything. */
    public static Predicate<JsonNode> of(@Nullable String labels, @Nullable String fields) {
        return labels(labels == null ? "" : labels).and(fields(fields == null ? "" : fields));
    }

    static Predicate<JsonNode> labels(String text) {
        Predicate<JsonNode> all = object -> true;
        String rest = text.strip();
        while (!rest.isEmpty()) {
            Matcher set = SET.matcher(rest);
            Matcher equality = EQUALITY.matcher(rest);
            Matcher existence = EXISTENCE.matcher(rest);
            Matcher used;
            if (set.lookingAt()) {
                used = set;
                all = all.and(inSet(
                        set.group(1),
                        set.group(2).equals("in"),
                        List.of(set.group(3).split("\\s*,\\s*"))));
            } else if (equality.lookingAt()) {
                used = equality;
                all = all.and(equal(equality.group(1), !equality.group(2).equals("!="), equality.group(3)));
            } else if (existence.lookingAt()) {
                used = existence;
                all = all.and(exists(existence.group(2), existence.group(1).isEmpty()));
            } else {
                throw ApiException.badRequest("unable to parse requirement: " + text);
            }
            rest = rest.substring(used.end()).strip();
            if (rest.startsWith(",")) {
                rest = rest.substring(1).strip();
            } else if (!rest.isEmpty()) {
                throw ApiException.badRequest("unable to parse requirement: " + text);
            }
        }
        return all;
    }

    private static Predicate<JsonNode> inSet(String key, boolean in, List<String> values) {
        List<String> stripped = values.stream().map(String::strip).toList();
        return object -> {
            String value = Json.label(object, key);
            return in == (value != null && stripped.contains(value));
        };
    }

    private static Predicate<JsonNode> equal(String key, boolean equal, String value) {
        return object -> equal == value.equals(Json.label(object, key));
    }

    private static Predicate<JsonNode> exists(String key, boolean exists) {
        return object -> exists == (Json.label(object, key) != null);
    }

    /** A LabelSelector object ({@code matchLabels}, {@code matchExpressions}); missing or empty = everything. */
    public static Predicate<JsonNode> ofObject(JsonNode selector) {
        List<Predicate<JsonNode>> all = new ArrayList<>();
        selector.path("matchLabels")
                .properties()
                .forEach(entry ->
                        all.add(equal(entry.getKey(), true, entry.getValue().asText())));
        for (JsonNode expression : selector.path("matchExpressions")) {
            String key = expression.path("key").asText();
            List<String> values = Json.strings(expression.path("values"));
            all.add(
                    switch (expression.path("operator").asText()) {
                        case "In" -> inSet(key, true, values);
                        case "NotIn" -> inSet(key, false, values);
                        case "Exists" -> exists(key, true);
                        case "DoesNotExist" -> exists(key, false);
                        default -> throw ApiException.badRequest("unknown operator in " + expression);
                    });
        }
        return object -> all.stream().allMatch(one -> one.test(object));
    }

    private static Predicate<JsonNode> fields(String text) {
        Predicate<JsonNode> all = object -> true;
        for (String term : text.split(",")) {
            if (term.isBlank()) {
                continue;
            }
            Matcher matcher = Pattern.compile("([^!=]+)(==|=|!=)(.*)").matcher(term.strip());
            if (!matcher.matches()) {
                throw ApiException.badRequest("invalid field selector: " + text);
            }
            String path = matcher.group(1).strip();
            boolean equal = !matcher.group(2).equals("!=");
            String value = matcher.group(3).strip();
            all = all.and(object -> equal == value.equals(at(object, path)));
        }
        return all;
    }

    private static String at(JsonNode object, String path) {
        return object.at("/" + path.replace('.', '/')).asText("");
    }
}
