package io.promotionbus.audit;

import io.promotionbus.audit.Seals.Sealed;
import java.util.Optional;

/**
 * Seals everything that waits, batch by batch, and sends each head out of the database. What comes meanwhile waits for the
 * next call: a signature costs as much as hundreds of events, so a busy bus signs per interval, not per event.
 */
public final class SealEvents {

    private final Seals seals;
    private final HeadSink sink;

    public SealEvents(Seals seals, HeadSink sink) {
        this.seals = seals;
        this.sink = sink;
    }

    public void sealAll() {
        Optional<Sealed> sealed = seals.sealNext();
        while (sealed.isPresent()) {
            sink.put(sealed.get().head());
            sealed = sealed.get().more() ? seals.sealNext() : Optional.empty();
        }
    }
}
