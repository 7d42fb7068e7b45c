package io.promotionbus.audit;

import java.util.List;

/** Where business events go. */
public interface AuditLog {

    /**
     * Records the event in the caller's transaction: both commit or neither.
     *
     * @throws IllegalStateException when there is no transaction; an event without its change must be impossible
     */
    void record(AuditEntry entry);

    /** The same for several that share a transaction; cheaper than one by one. */
    default void recordAll(List<AuditEntry> entries) {
        entries.forEach(this::record);
    }
}
