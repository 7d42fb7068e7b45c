package io.promotionbus.approval.jdbc;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** JSON of the columns. Its own mapper: what is stored must not change with the web layer's settings. */
final class ApprovalJson {

    private static final ObjectMapper JSON = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private ApprovalJson() {}

    static String write(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A request could not be written as JSON", e);
        }
    }

    static <T> T read(@Nullable String value, TypeReference<T> type) {
        try {
            return JSON.readValue(Objects.requireNonNull(value), type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A request holds what this version cannot read", e);
        }
    }
}
