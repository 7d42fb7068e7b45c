package io.promotionbus.approval.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.promotionbus.platform.web.ProblemException;
import io.promotionbus.platform.web.RequestText;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;

/**
 * Request bodies read by hand, because the contract asks for 404 before 400: the framework would read the body first.
 * Duplicate members and text after the document are refused.
 */
final class Bodies {

    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private Bodies() {}

    static JsonNode object(byte @Nullable [] body, HttpHeaders headers) {
        if (body != null && body.length > 0 && !json(headers)) {
            throw ProblemException.of(415, "unsupported-media-type");
        }
        try {
            JsonNode node = JSON.readTree(body == null ? new byte[0] : body);
            if (node == null || !node.isObject()) {
                throw ProblemException.badRequest("body", "body");
            }
            return node;
        } catch (JsonProcessingException malformed) {
            throw ProblemException.badRequest("body", "body");
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private static boolean json(HttpHeaders headers) {
        try {
            return MediaType.APPLICATION_JSON.isCompatibleWith(headers.getContentType());
        } catch (InvalidMediaTypeException unreadable) {
            return false;
        }
    }

    /** A text of 1 to {@code longest} characters that is not blank. */
    static String text(JsonNode body, String field, int longest) {
        JsonNode value = body.path(field);
        return RequestText.required(field, value.isTextual() ? value.asText() : null, longest);
    }

    /** As {@link #text}; absent, null and blank are absent. */
    static @Nullable String optional(JsonNode body, String field, int longest) {
        JsonNode value = body.path(field);
        if (value.isMissingNode()
                || value.isNull()
                || (value.isTextual() && value.asText().isBlank())) {
            return null;
        }
        return text(body, field, longest);
    }
}
