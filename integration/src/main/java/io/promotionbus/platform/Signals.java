package io.promotionbus.platform;

/**
 * Wakes workers early. Polling is the truth; a lost signal costs latency, never work.
 *
 * <p>{@link #raise} takes effect after the current transaction commits: at once in this process, and in the other
 * replicas by at most one NOTIFY per 20 ms on a connection of its own (never inside the caller's transaction:
 * PostgreSQL serialises commits that notify).
 */
public interface Signals {

    /** Says that the queue may have work; cheap, may be called for every row. */
    void raise(Signal signal);

    /** Calls {@code wake} on a thread of the platform for each signal, local or from another replica; it must not block. */
    void subscribe(Signal signal, Runnable wake);
}
