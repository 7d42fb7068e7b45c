package io.promotionbus.platform.web;

import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * An answer in the form of RFC 9457. Thrown by web adapters only; use cases return results.
 *
 * <p>Title and detail come from the message keys {@code problem.<slug>.title} and {@code problem.<slug>.detail} in the
 * language of {@code Accept-Language}; {@code arguments} fill the detail.
 */
public final class ProblemException extends RuntimeException {

    private final String slug;
    private final int status;
    private final transient Object[] arguments;
    private final transient Map<String, Object> members;

    private ProblemException(String slug, int status, Object[] arguments, Map<String, Object> members) {
        super(slug);
        this.slug = slug;
        this.status = status;
        this.arguments = arguments;
        this.members = members;
    }

    public static ProblemException of(int status, String slug, Object... arguments) {
        return new ProblemException(slug, status, arguments, Map.of());
    }

    public static ProblemException badRequest(String field, Object... arguments) {
        return of(400, "bad-request", arguments).with("field", field);
    }

    public static ProblemException notFound(String what) {
        return of(404, "not-found", what);
    }

    /** Adds an extra member to the problem document. */
    public ProblemException with(String member, @Nullable Object value) {
        if (value == null) {
            return this;
        }
        Map<String, Object> copy = new TreeMap<>(members);
        copy.put(member, value);
        return new ProblemException(slug, status, arguments, copy);
    }

    public String slug() {
        return slug;
    }

    public int status() {
        return status;
    }

    public Object[] arguments() {
        return arguments.clone();
    }

    public Map<String, Object> members() {
        return members;
    }
}
