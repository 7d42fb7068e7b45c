package io.promotionbus.audit;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The recorded events, to be read. */
public interface AuditEvents {

    /**
     * A page in the order of business time and id.
     *
     * @param after the last row of the page before, absent for the first page
     */
    List<AuditEvent> page(AuditFilter filter, boolean ascending, @Nullable Position after, int limit);

    Optional<AuditEvent> byId(UUID id);

    /** Every event that fits, oldest first, one at a time. */
    void each(AuditFilter filter, Consumer<AuditEvent> reader);

    /** A row's place in the order. */
    record Position(java.time.Instant at, UUID id) {

        public static Position of(AuditEvent event) {
            return new Position(event.at(), event.id());
        }
    }
}
