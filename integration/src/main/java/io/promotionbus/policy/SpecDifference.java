package io.promotionbus.policy;

import com.fasterxml.jackson.databind.JsonNode;
import io.promotionbus.audit.AuditEntry;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** What differs between two specs, by their first-level fields. */
record SpecDifference(Map<String, Object> before, Map<String, Object> after) {

    static SpecDifference between(String before, String after) {
        JsonNode old = PolicyReader.tree(before);
        JsonNode now = PolicyReader.tree(after);
        Set<String> fields = new TreeSet<>();
        old.fieldNames().forEachRemaining(fields::add);
        now.fieldNames().forEachRemaining(fields::add);
        SpecDifference difference = new SpecDifference(new TreeMap<>(), new TreeMap<>());
        for (String field : fields) {
            if (!old.path(field).equals(now.path(field))) {
                put(difference.before(), field, old.get(field));
                put(difference.after(), field, now.get(field));
            }
        }
        return difference;
    }

    AuditEntry addTo(AuditEntry entry) {
        AuditEntry result = entry;
        for (Map.Entry<String, Object> field : before.entrySet()) {
            result = result.before(field.getKey(), field.getValue());
        }
        for (Map.Entry<String, Object> field : after.entrySet()) {
            result = result.after(field.getKey(), field.getValue());
        }
        return result;
    }

    private static void put(Map<String, Object> map, String field, @Nullable JsonNode value) {
        if (value != null && !value.isNull()) {
            map.put(field, plain(value));
        }
    }

    /** Maps, lists, texts, flags and whole numbers; a fraction, which no policy has, would be kept as text. */
    private static Object plain(JsonNode node) {
        if (node.isObject()) {
            Map<String, Object> map = new TreeMap<>();
            node.fields().forEachRemaining(field -> put(map, field.getKey(), field.getValue()));
            return map;
        }
        if (node.isArray()) {
            return StreamSupport.stream(node.spliterator(), false)
                    .map(SpecDifference::plain)
                    .toList();
        }
        if (node.isBoolean()) {
            return node.booleanValue();
        }
        return node.isIntegralNumber() ? (Object) node.longValue() : node.asText();
    }
}
