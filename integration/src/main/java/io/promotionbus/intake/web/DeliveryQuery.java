package io.promotionbus.intake.web;

import com.fasterxml.jackson.annotation.JsonAnySetter;
import io.promotionbus.intake.DeliveryFilter;
import io.promotionbus.intake.ImageName;
import io.promotionbus.platform.web.ProblemException;
import io.swagger.v3.oas.annotations.Hidden;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The filters of lists and of redriving many, read the same way. A member nobody knows is refused: a filter with a slip of
 * the pen must not match everything.
 */
record DeliveryQuery(
        @Nullable String status,
        @Nullable String source,
        @Nullable String event,
        @Nullable String repository,
        @Nullable Instant from,
        @Nullable Instant to,
        @Nullable String q,
        @Hidden @JsonAnySetter @Nullable Map<String, Object> unknown) {

    private static final int MAX_LENGTH = 300;
    private static final Set<String> STATUSES = Set.of("new", "running", "retry", "done", "dead");
    private static final Set<String> SOURCES = Set.of("github", "dockerhub", "repair");

    static DeliveryQuery none() {
        return new DeliveryQuery(null, null, null, null, null, null, null, null);
    }

    /** @param prefix of the members' names in a problem, such as {@code filter.} */
    DeliveryFilter filter(String prefix) {
        if (unknown != null && !unknown.isEmpty()) {
            throw ProblemException.badRequest(
                    prefix + unknown.keySet().iterator().next());
        }
        return new DeliveryFilter(
                oneOf(prefix + "status", status, STATUSES),
                oneOf(prefix + "source", source, SOURCES),
                text(prefix + "event", event),
                image(text(prefix + "repository", repository)),
                from,
                to,
                text(prefix + "q", q));
    }

    /** As it is kept, whichever of Docker Hub's names was given. Names with capitals are of Git, and kept as they are. */
    private static @Nullable String image(@Nullable String repository) {
        return repository == null || !repository.equals(repository.toLowerCase(Locale.ROOT))
                ? repository
                : ImageName.parse(repository).map(ImageName::toString).orElse(repository);
    }

    private static @Nullable String oneOf(String field, @Nullable String value, Set<String> values) {
        String given = text(field, value);
        if (given != null && !values.contains(given)) {
            throw ProblemException.badRequest(field);
        }
        return given;
    }

    /** Blank is absent. */
    private static @Nullable String text(String field, @Nullable String value) {
        if (value == null || value.isBlank()) {
            return null;
        }
        if (value.length() > MAX_LENGTH || value.indexOf('\0') >= 0) {
            throw ProblemException.badRequest(field);
        }
        return value.strip();
    }
}
