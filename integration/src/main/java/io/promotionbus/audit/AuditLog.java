package io.promotionbus.audit;

/** Where business events go. */
public interface AuditLog {

    /**
     * Records the event in the caller's transaction: both commit or neither.
     *
     * @throws IllegalStateException when there is no transaction; an event without its change must be impossible
     */
    void record(AuditEntry entry);
}
