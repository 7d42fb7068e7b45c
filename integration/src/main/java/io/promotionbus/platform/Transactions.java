package io.promotionbus.platform;

import java.util.function.Supplier;

/**
 * The transaction boundary for use cases that must not know Spring. Everything inside one call commits together:
 * state, audit event, outbox rows. Remote calls stay outside.
 */
public interface Transactions {

    /** Runs in the current transaction, or in a new one; an exception rolls back and propagates. */
    <T> T call(Supplier<T> work);

    /** As {@link #call} for work without a result. */
    default void run(Runnable work) {
        call(() -> {
            work.run();
            return Boolean.TRUE;
        });
    }

    /** Runs after the current transaction committed, or at once when there is none. Never runs after a rollback. */
    void afterCommit(Runnable work);
}
