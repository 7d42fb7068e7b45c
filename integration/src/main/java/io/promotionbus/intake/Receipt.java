package io.promotionbus.intake;

import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What the sender is told. Only the first two mean that the delivery is in PostgreSQL. */
public sealed interface Receipt {

    record Accepted(UUID delivery) implements Receipt {}

    /** Known already; {@code delivery} is the first one. */
    record Duplicate(UUID delivery) implements Receipt {}

    /**
     * Not stored.
     *
     * @param slug as in the JSON contract
     * @param field what was wrong, for {@code malformed}
     */
    record Refused(
            int status,
            String slug,
            @Nullable String field,
            @Nullable Duration retryAfter) implements Receipt {
        public static Refused of(int status, String slug) {
            return new Refused(status, slug, null, null);
        }
    }
}
