package io.promotionbus.intake;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.type.LogicalType;
import java.io.IOException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads payloads into records of exactly the members that are needed. Unknown members pass; a member of the wrong type is
 * {@link Unreadable} with its JSON pointer. Nothing is coerced: a number is no text.
 */
public final class Payloads {

    private static final int MAX_TEXT = 1_000;

    private static final ObjectMapper MAPPER = mapper();

    private Payloads() {}

    private static ObjectMapper mapper() {
        JsonFactory factory = JsonFactory.builder()
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(JsonForm.MAX_DEPTH)
                        .maxStringLength(64 << 20)
                        .build())
                .build();
        JsonMapper mapper = JsonMapper.builder(factory)
                .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
                .build();
        mapper.coercionConfigFor(LogicalType.Textual)
                .setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail);
        return mapper;
    }

    public static <T> T read(byte[] body, Class<T> type) throws Unreadable {
        try {
            T value = MAPPER.readValue(body, type);
            if (value == null) {
                throw new Unreadable("wrong-type", "The payload is null", "");
            }
            return value;
        } catch (JsonMappingException e) {
            throw new Unreadable("wrong-type", wrongType(e), pointer(e.getPath()));
        } catch (JsonProcessingException e) {
            throw new Unreadable("malformed", "Not JSON: " + e.getOriginalMessage(), null);
        } catch (IOException e) {
            throw new Unreadable("malformed", "Not readable: " + e.getMessage(), null);
        }
    }

    /** In the words of JSON; the parser's own name classes of ours and its switches. */
    private static String wrongType(JsonMappingException e) {
        Class<?> type = e instanceof MismatchedInputException mismatch ? mismatch.getTargetType() : null;
        return "A member is not of the expected type" + (type == null ? "" : ": it must be " + expected(type));
    }

    private static String expected(Class<?> type) {
        if (type == String.class || type == Instant.class) {
            return "a text";
        }
        if (Number.class.isAssignableFrom(type)) {
            return "a number";
        }
        if (type == Boolean.class) {
            return "true or false";
        }
        return Collection.class.isAssignableFrom(type) || type.isArray() ? "a list" : "an object";
    }

    /** The value, or {@link Unreadable} naming the member. */
    public static <T> T required(@Nullable T value, String pointer) throws Unreadable {
        if (value == null) {
            throw new Unreadable("missing-field", "A required member is missing or null", pointer);
        }
        return value;
    }

    /** A required text of 1 to 1 000 characters without control characters. */
    public static String text(@Nullable String value, String pointer) throws Unreadable {
        String text = required(value, pointer);
        if (text.isBlank()) {
            throw new Unreadable("invalid-value", "A required text is empty", pointer);
        }
        if (text.length() > MAX_TEXT) {
            throw new Unreadable("invalid-value", "A text has " + text.length() + " characters", pointer);
        }
        if (text.chars().anyMatch(Character::isISOControl)) {
            throw new Unreadable("invalid-value", "A text has control characters", pointer);
        }
        return text;
    }

    /** Cuts what is only shown; PostgreSQL's text cannot hold NUL. */
    public static @Nullable String shown(@Nullable String value, int length) {
        if (value == null) {
            return null;
        }
        String clean = value.replace("\u0000", "\uFFFD");
        return clean.length() <= length ? clean : clean.substring(0, length - 1) + "…";
    }

    private static String pointer(List<JsonMappingException.Reference> path) {
        JsonPointer pointer = JsonPointer.empty();
        for (JsonMappingException.Reference reference : path) {
            pointer = reference.getFieldName() != null
                    ? pointer.appendProperty(reference.getFieldName())
                    : pointer.appendIndex(Math.max(0, reference.getIndex()));
        }
        return pointer.toString();
    }

    /** The payload cannot be understood. Checked, because every reader must say what then. */
    public static final class Unreadable extends Exception {

        private final String slug;
        private final @Nullable String path;

        public Unreadable(String slug, String detail, @Nullable String path) {
            super(shown(detail, 500), null, false, false);
            this.slug = slug;
            this.path = path;
        }

        public Interpretation.Unreadable toInterpretation() {
            return new Interpretation.Unreadable(slug, String.valueOf(getMessage()), path);
        }
    }
}
