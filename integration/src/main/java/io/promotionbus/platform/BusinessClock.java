package io.promotionbus.platform;

import java.time.Instant;

/**
 * Business time: windows, freezes, expiry, reminders, soak, health debounce, audit time.
 *
 * <p>Wall time (tokens, leases, retries, timeouts) comes from the {@link java.time.Clock} bean instead. Business time is
 * wall time plus an offset that only {@code bus.clock.adjustable=true} reads from the database; it never runs backwards.
 */
public interface BusinessClock {

    /** The business instant, UTC, truncated to microseconds so that it survives a round trip through PostgreSQL. */
    Instant now();
}
