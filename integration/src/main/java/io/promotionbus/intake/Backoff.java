package io.promotionbus.intake;

import io.promotionbus.platform.Ids;
import java.time.Duration;

/**
 * Exponential backoff with jitter.
 *
 * @param first pause after the first attempt
 * @param longest no pause is longer, jitter aside
 */
public record Backoff(Duration first, Duration longest) {

    private static final int MAX_DOUBLINGS = 20;
    private static final double SPREAD = 0.4;

    /** The pause after that many attempts, 20 % less to 20 % more, so that what failed together does not return together. */
    public Duration after(int attempts, Ids ids) {
        int doublings = Math.clamp(attempts - 1L, 0, MAX_DOUBLINGS);
        long plain = Math.min(first.toMillis() << doublings, longest.toMillis());
        return Duration.ofMillis(Math.round(plain * (1 - SPREAD / 2 + SPREAD * ids.jitter())));
    }

    /** No pause is longer than this, jitter included. */
    public Duration atMost() {
        return Duration.ofMillis(Math.round(longest.toMillis() * (1 + SPREAD / 2)));
    }
}
