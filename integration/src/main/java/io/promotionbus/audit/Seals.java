package io.promotionbus.audit;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The sealed order of events. */
public interface Seals {

    /**
     * Seals what has been committed and is not sealed yet, at most one batch.
     *
     * @return what was sealed, or empty when nothing waits or another replica is sealing
     */
    Optional<Sealed> sealNext();

    /**
     * One batch that was sealed.
     *
     * @param more whether more waits than one batch could take
     */
    record Sealed(Head head, boolean more) {}

    Optional<Head> head();

    /** Walks sealed events and their seals in order; stops when the reader answers false. */
    void walk(Walker walker);

    /** Events that were recorded and neither sealed nor queued for it: written around the bus. Any one of them. */
    Optional<String> strayEvent();

    /** Sees everything in the sealed order. */
    interface Walker {

        /** A sealed number; the event is absent when its row is gone. */
        boolean event(long seq, @Nullable AuditEvent event, byte[] rowHash);

        boolean seal(Head seal);
    }
}
