package io.promotionbus.intake;

import java.time.Clock;
import java.time.Duration;
import java.util.List;

/** Takes the next deliveries for this worker. */
public final class ClaimDeliveries {

    private static final int BATCH = 32;

    private final Backlog backlog;
    private final Clock clock;
    private final Duration lease;

    /** {@code lease} must be longer than the slowest registry takes for the deliveries that one worker holds. */
    public ClaimDeliveries(Backlog backlog, Clock clock, Duration lease) {
        this.backlog = backlog;
        this.clock = clock;
        this.lease = lease;
    }

    public List<ClaimedDelivery> handle() {
        return backlog.claim(BATCH, clock.instant(), lease);
    }
}
