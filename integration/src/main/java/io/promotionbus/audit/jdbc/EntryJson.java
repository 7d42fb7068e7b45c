package io.promotionbus.audit.jdbc;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.util.Map;

/** The values before and after a change, as JSON that survives a round trip through PostgreSQL unchanged. */
final class EntryJson {

    static final ObjectMapper MAPPER = new ObjectMapper()
            .registerModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS);

    private EntryJson() {}

    /** @throws IllegalArgumentException for floating point numbers, which have no one spelling to hash */
    static String write(Map<String, Object> values) {
        JsonNode json = MAPPER.valueToTree(values);
        refuseFractions(json);
        try {
            // PostgreSQL cannot store U+0000 in jsonb or text.
            return MAPPER.writeValueAsString(json).replace("\\u0000", "\\ufffd");
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("Not JSON-able", e);
        }
    }

    private static void refuseFractions(JsonNode json) {
        if (json.isFloatingPointNumber()) {
            throw new IllegalArgumentException("An audit entry holds no floating point numbers: " + json);
        }
        json.forEach(EntryJson::refuseFractions);
    }

    static JsonNode read(String json) {
        try {
            return MAPPER.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("jsonb is JSON", e);
        }
    }
}
