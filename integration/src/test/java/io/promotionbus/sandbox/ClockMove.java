package io.promotionbus.sandbox;

import java.time.Duration;
import java.time.Instant;

/** What became of the wish to move business time. */
public sealed interface ClockMove {

    /** Moved, and every live replica has evaluated what became due. */
    record Done(Instant now) implements ClockMove {}

    /** Not moved: its row cannot be written. */
    record DatabaseAway(String because) implements ClockMove {}

    /** Moved, but replicas that are alive have not followed in time. */
    record NotFollowed(Instant now, int replicas, Duration waited) implements ClockMove {}
}
