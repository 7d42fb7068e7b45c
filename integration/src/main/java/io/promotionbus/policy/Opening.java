package io.promotionbus.policy;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What a stage's calendar says at one instant. */
public sealed interface Opening {

    /** {@code nextChange}: when it closes next; absent when it never does within the next year. */
    record Open(@Nullable Instant nextChange) implements Opening {}

    /**
     * Nothing may enter.
     *
     * @param until when it opens again; absent when it does not within the next year
     * @param reason the reason of the window that keeps it closed, empty when none was given
     */
    record Closed(@Nullable Instant until, String reason) implements Opening {}
}
