package io.promotionbus.audit.web;

import io.promotionbus.audit.AuditFilter;
import io.promotionbus.platform.web.ProblemException;
import io.promotionbus.platform.web.RequestText;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The filters of audit lists and exports.
 *
 * @param actor subject or user name of a person, or the id of another actor
 * @param action name or prefix, such as {@code approval.}
 * @param from inclusive, RFC 3339
 * @param to exclusive, RFC 3339
 * @param q words
 */
record AuditQuery(
        @Nullable String actor,
        @Nullable String action,
        @Nullable String project,
        @Nullable String stage,
        @Nullable String freight,
        @Nullable String delivery,
        @Nullable String correlation,
        @Nullable String from,
        @Nullable String to,
        @Nullable String q) {

    private static final int MAX_LENGTH = 500;

    AuditFilter filter() {
        return new AuditFilter(
                text("actor", actor),
                text("action", action),
                text("project", project),
                text("stage", stage),
                text("freight", freight),
                id("delivery", delivery),
                text("correlation", correlation),
                time("from", from),
                time("to", to),
                text("q", q));
    }

    boolean unfiltered() {
        return AuditFilter.ALL.equals(filter());
    }

    static @Nullable String text(String field, @Nullable String value) {
        if (value == null || value.isBlank()) {
            return null;
        }
        if (value.length() > MAX_LENGTH || value.indexOf('\u0000') >= 0) {
            throw ProblemException.badRequest(field);
        }
        return value;
    }

    static @Nullable Instant time(String field, @Nullable String value) {
        if (value == null || value.isBlank()) {
            return null;
        }
        try {
            return RequestText.time(value);
        } catch (DateTimeException notATime) {
            throw ProblemException.badRequest(field);
        }
    }

    private static @Nullable UUID id(String field, @Nullable String value) {
        if (value == null || value.isBlank()) {
            return null;
        }
        try {
            return UUID.fromString(value);
        } catch (IllegalArgumentException notAnId) {
            throw ProblemException.badRequest(field);
        }
    }
}
