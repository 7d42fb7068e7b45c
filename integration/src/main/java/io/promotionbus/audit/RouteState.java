package io.promotionbus.audit;

import org.jspecify.annotations.Nullable;

/**
 * A Camel route as this replica runs it, with what the trace of the last 24 hours says of it.
 *
 * @param state {@code Started}, {@code Suspended}, {@code Stopped} or a state in between, as Camel names it
 * @param inflight exchanges in it right now, on this replica
 * @param completed exchanges that ended well in the last 24 hours, on every replica; best effort as the trace is
 * @param failed exchanges that failed in the last 24 hours, likewise
 * @param p95Ms 95th percentile of the duration in milliseconds, likewise; absent when nothing passed
 */
public record RouteState(
        String id,
        String state,
        long inflight,
        long completed,
        long failed,
        @Nullable Double p95Ms) {}
