package io.promotionbus.sandbox.cluster.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An answer of the API that is not a success, as Kubernetes words it. */
public final class ApiException extends RuntimeException {

    private final int code;
    private final String reason;
    private final ObjectNode details;

    private ApiException(int code, String reason, String message, ObjectNode details) {
        super(message, null, false, false);
        this.code = code;
        this.reason = reason;
        this.details = details;
    }

    /** One cause of an invalid object: {@code message} starts with {@code Invalid value: …} or the like. */
    public record Cause(String type, String field, String message) {

        public static Cause invalid(String field, String value, String text) {
            return new Cause("FieldValueInvalid", field, "Invalid value: " + value + ": " + text);
        }
    }

    public static ApiException notFound(ResourceType type, String name) {
        return of(404, "NotFound", type.qualified() + " \"" + name + "\" not found", type, name);
    }

    public static ApiException alreadyExists(ResourceType type, String name) {
        return of(409, "AlreadyExists", type.qualified() + " \"" + name + "\" already exists", type, name);
    }

    public static ApiException conflict(ResourceType type, String name, String why) {
        String message = "Operation cannot be fulfilled on " + type.qualified() + " \"" + name + "\": " + why;
        return of(409, "Conflict", message, type, name);
    }

    public static ApiException forbidden(ResourceType type, String name, String why) {
        String subject = name.isEmpty() ? type.qualified() : type.qualified() + " \"" + name + "\"";
        return of(403, "Forbidden", subject + " is forbidden: " + why, type, name);
    }

    public static ApiException badRequest(String message) {
        return new ApiException(400, "BadRequest", message, Json.object());
    }

    public static ApiException unauthorized() {
        return new ApiException(401, "Unauthorized", "Unauthorized", Json.object());
    }

    public static ApiException gone(String message) {
        return new ApiException(410, "Expired", message, Json.object());
    }

    public static ApiException methodNotAllowed() {
        return new ApiException(
                405,
                "MethodNotAllowed",
                "the server does not allow this method on the requested resource",
                Json.object());
    }

    public static ApiException noSuchPath() {
        return new ApiException(404, "NotFound", "the server could not find the requested resource", Json.object());
    }

    /** 500, with the text of what went wrong inside as cause. */
    public static ApiException internal(String message) {
        ObjectNode details = Json.object();
        details.putArray("causes").addObject().put("message", message);
        return new ApiException(500, "InternalError", "Internal error occurred: " + message, details);
    }

    public static ApiException status(int code, String message) {
        String reason = switch (code) {
            case 401 -> "Unauthorized";
            case 403 -> "Forbidden";
            case 404 -> "NotFound";
            case 409 -> "Conflict";
            case 410 -> "Expired";
            case 429 -> "TooManyRequests";
            case 503 -> "ServiceUnavailable";
            case 504 -> "Timeout";
            default -> "InternalError";
        };
        return new ApiException(code, reason, message, Json.object());
    }

    /** 422 for one or several invalid fields. */
    public static ApiException invalid(ResourceType type, String name, List<Cause> causes) {
        List<String> texts = causes.stream()
                .map(cause -> cause.field() + ": " + cause.message())
                .toList();
        String all = texts.size() == 1 ? texts.get(0) : "[" + String.join(", ", texts) + "]";
        String message = type.qualifiedKind() + " \"" + name + "\" is invalid: " + all;
        ApiException exception = of(422, "Invalid", message, type, name);
        exception.details.put("kind", type.kind());
        ArrayNode array = exception.details.putArray("causes");
        causes.forEach(cause -> array.addObject()
                .put("reason", cause.type())
                .put("message", cause.message())
                .put("field", cause.field()));
        return exception;
    }

    private static ApiException of(int code, String reason, String message, ResourceType type, String name) {
        ObjectNode details = Json.object();
        if (!name.isEmpty()) {
            details.put("name", name);
        }
        if (!type.group().isEmpty()) {
            details.put("group", type.group());
        }
        details.put("kind", type.plural());
        return new ApiException(code, reason, message, details);
    }

    /** The same answer, as the API server passes it on from an admission webhook. */
    public ApiException deniedBy(String webhook) {
        return new ApiException(
                code, reason, "admission webhook \"" + webhook + "\" denied the request: " + getMessage(), details);
    }

    /** The same error wrapped as an internal one: the caller sees 500. */
    public ApiException asInternal() {
        return internal(text());
    }

    /** With a single cause that has only a message. */
    public ApiException withCause(String message) {
        ObjectNode copy = details.deepCopy();
        copy.putArray("causes").addObject().put("message", message);
        return new ApiException(code, reason, text(), copy);
    }

    public int code() {
        return code;
    }

    public String reason() {
        return reason;
    }

    private String text() {
        @Nullable String message = getMessage();
        return message == null ? "" : message;
    }

    /** The {@code Status} object. */
    public ObjectNode body() {
        ObjectNode status = Json.object();
        status.put("kind", "Status").put("apiVersion", "v1").putObject("metadata");
        status.put("status", "Failure").put("message", text()).put("reason", reason);
        if (!details.isEmpty()) {
            status.set("details", details);
        }
        return status.put("code", code);
    }
}
