package io.promotionbus.policy;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The freezes that were set. Every change raises {@link PolicySignals#FREEZES}. */
public interface Freezes {

    /** Those that stop the stage at the instant, oldest first. */
    List<Freeze> inForce(String project, String stage, Instant at);

    /** All in force at the instant, oldest first. */
    List<Freeze> inForce(Instant at);

    /** When the next freeze of the stage that is in force ends by itself; empty when none does. */
    Optional<Instant> nextEdge(String project, String stage, Instant after);
}
