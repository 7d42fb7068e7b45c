package io.promotionbus.kargo;

import java.time.Instant;
import java.util.Optional;

/** Between the Kubernetes client's own types, opaque to everybody else, and those of the bus. */
public interface ObjectTranslator {

    /**
     * Empty for an Application that no stage is authorised for.
     *
     * @throws IllegalArgumentException when it is not shaped as expected; the message names the field
     */
    Optional<Sighting.Seen> read(Kind kind, Object object);

    /** An Event of {@code events.k8s.io/v1}, complete but for its name. */
    Object event(StageEvents.StageEvent event, Instant at);
}
