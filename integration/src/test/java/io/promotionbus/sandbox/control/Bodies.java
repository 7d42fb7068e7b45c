package io.promotionbus.sandbox.control;

import com.fasterxml.jackson.databind.JsonNode;
import io.promotionbus.sandbox.http.BadInput;
import io.promotionbus.sandbox.http.Json;
import io.promotionbus.sandbox.http.Request;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/** Reads and checks the bodies of control calls; what is wrong is named. */
final class Bodies {

    private Bodies() {}

    /** A JSON object with no other members than these. */
    static JsonNode object(Request request, Set<String> members) {
        JsonNode body = any(request);
        body.fieldNames().forEachRemaining(name -> {
            if (!members.contains(name)) {
                throw new BadInput(name, "There is no member " + name + " here, only " + members + ".");
            }
        });
        return body;
    }

    /** A JSON object. */
    static JsonNode any(Request request) {
        JsonNode body;
        try {
            body = Json.onlyTree(request.body());
        } catch (UncheckedIOException notJson) {
            throw new BadInput("body", "The body is not one JSON value.");
        }
        if (!body.isObject()) {
            throw new BadInput("body", "The body must be a JSON object.");
        }
        return body;
    }

    static String oneOf(JsonNode body, String field, Collection<String> allowed) {
        JsonNode value = body.path(field);
        if (!value.isTextual() || !allowed.contains(value.asText())) {
            throw new BadInput(field, field + " must be one of " + allowed + ".");
        }
        return value.asText();
    }

    /** An ISO 8601 duration between nothing and {@code longest}. */
    static Duration duration(JsonNode body, String field, Duration longest) {
        try {
            Duration duration = Duration.parse(body.path(field).asText());
            if (duration.isNegative() || duration.isZero()) {
                throw new BadInput(field, field + " must be longer than nothing.");
            }
            if (duration.compareTo(longest) > 0) {
                throw new BadInput(field, field + " must not be longer than " + longest + ".");
            }
            return duration;
        } catch (DateTimeParseException | ArithmeticException e) {
            throw new BadInput(field, field + " must be an ISO 8601 duration such as PT30S.");
        }
    }

    static List<String> texts(JsonNode body, String field) {
        JsonNode value = body.path(field);
        if (!value.isArray()) {
            throw new BadInput(field, field + " must be a list.");
        }
        List<String> texts = new ArrayList<>();
        for (JsonNode element : value) {
            if (!element.isTextual()) {
                throw new BadInput(field, field + " must be a list of strings.");
            }
            texts.add(element.asText());
        }
        return texts;
    }

    static boolean truth(JsonNode body, String field, boolean fallback) {
        JsonNode value = body.path(field);
        if (value.isMissingNode() || value.isNull()) {
            return fallback;
        }
        if (!value.isBoolean()) {
            throw new BadInput(field, field + " must be true or false.");
        }
        return value.asBoolean();
    }
}
