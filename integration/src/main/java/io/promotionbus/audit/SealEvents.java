package io.promotionbus.audit;

import java.util.Optional;

/** Seals everything that waits, batch by batch, and sends each head out of the database. */
public final class SealEvents {

    private final Seals seals;
    private final HeadSink sink;

    public SealEvents(Seals seals, HeadSink sink) {
        this.seals = seals;
        this.sink = sink;
    }

    public void sealAll() {
        Optional<Head> head = seals.sealNext();
        while (head.isPresent()) {
            sink.put(head.get());
            head = seals.sealNext();
        }
    }
}
