package io.promotionbus.platform.web;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/** Texts that people write into requests. */
public final class RequestText {

    /** Longest reason, in characters as people count them. */
    public static final int MAX_REASON = 500;

    private static final int LAST_YEAR = 9_999;

    private RequestText() {}

    /**
     * The reason of a write, without the blanks around it.
     *
     * @throws ProblemException 400 with field {@code reason} unless it has 1 to {@value #MAX_REASON} characters
     */
    public static String reason(@Nullable String reason) {
        return required("reason", reason, MAX_REASON);
    }

    /**
     * A text of 1 to {@code longest} characters, without the blanks around it.
     *
     * @throws ProblemException 400 with the field otherwise
     */
    public static String required(String field, @Nullable String value, int longest) {
        String text = value == null ? "" : value.strip();
        // A character beyond the basic plane is one, though Java counts two.
        if (text.isEmpty() || text.codePointCount(0, text.length()) > longest || !storable(text)) {
            throw ProblemException.badRequest(field);
        }
        return text;
    }

    /** PostgreSQL's text cannot hold NUL, and half of a surrogate pair is no character that could be given back. */
    static boolean storable(String text) {
        return text.indexOf('\0') < 0 && StandardCharsets.UTF_8.newEncoder().canEncode(text);
    }

    /**
     * A time as RFC 3339 writes it, with its offset and a year of four digits.
     *
     * @throws DateTimeException for anything else
     */
    public static Instant time(String text) {
        OffsetDateTime time = OffsetDateTime.parse(text.strip());
        if (time.getYear() < 1 || time.getYear() > LAST_YEAR) {
            throw new DateTimeException("A year has four digits");
        }
        return time.toInstant();
    }
}
