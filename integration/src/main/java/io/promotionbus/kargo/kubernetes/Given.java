package io.promotionbus.kargo.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import io.promotionbus.kargo.GoDuration;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What an object may leave out, as values: Kubernetes omits empty lists, maps and strings alike. */
final class Given {

    private Given() {}

    static <T> List<T> list(@Nullable List<T> value) {
        return value == null ? List.of() : value;
    }

    static <K, V> Map<K, V> map(@Nullable Map<K, V> value) {
        return value == null ? Map.of() : value;
    }

    static String text(@Nullable String value) {
        return value == null ? "" : value;
    }

    static @Nullable String orNull(@Nullable String value) {
        return value == null || value.isEmpty() ? null : value;
    }

    /** RFC 3339; anything else counts as absent, since a time stamp alone must not hide an object. */
    static @Nullable Instant time(@Nullable String value) {
        if (value == null || value.isEmpty()) {
            return null;
        }
        try {
            return OffsetDateTime.parse(value).toInstant();
        } catch (DateTimeParseException notATime) {
            return null;
        }
    }

    static Instant timeOr(@Nullable String value, Instant otherwise) {
        Instant time = time(value);
        return time == null ? otherwise : time;
    }

    /** Go's notation, or nanoseconds as older serialisations wrote them. */
    static Duration duration(@Nullable JsonNode value) {
        if (value == null || value.isNull() || value.isMissingNode()) {
            return Duration.ZERO;
        }
        if (value.isNumber()) {
            return Duration.ofNanos(value.longValue());
        }
        try {
            return GoDuration.parse(value.asText());
        } catch (IllegalArgumentException notADuration) {
            return Duration.ZERO;
        }
    }
}
