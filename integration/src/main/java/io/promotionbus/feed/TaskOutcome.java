package io.promotionbus.feed;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** How one look at a task ended. */
public sealed interface TaskOutcome {

    /**
     * It is Freight.
     *
     * @param how {@code direct}, {@code refresh} or {@code existed}
     * @param discoveredAt given by the bus, for Freight that this task created
     */
    record Became(String freight, String how, @Nullable Instant discoveredAt) implements TaskOutcome {}

    /** Look again at {@code until} (wall time), or earlier when woken. {@code token}: the refresh that is waited for. */
    record Waits(
            Instant until,
            String reason,
            @Nullable String token,
            @Nullable Instant tokenAt) implements TaskOutcome {
        static Waits until(Instant until, String reason) {
            return new Waits(until, reason, null, null);
        }
    }

    /** Something did not work; look again after a pause that grows. Never given up: the other side comes back. */
    record Failed(String reason) implements TaskOutcome {}

    /** It will not become Freight by itself. */
    record Refused(String reason) implements TaskOutcome {}
}
