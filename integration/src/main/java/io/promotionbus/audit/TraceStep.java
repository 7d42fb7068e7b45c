package io.promotionbus.audit;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One step of a route as it ran.
 *
 * @param step name of the step, or {@code route} for the route as a whole
 * @param startedAt wall time
 * @param outcome {@code ok}, {@code failed} or {@code retried}
 * @param detail why it failed; never a payload
 */
public record TraceStep(
        String correlation,
        String route,
        String step,
        Instant startedAt,
        long durationMicros,
        String outcome,
        @Nullable String detail) {}
