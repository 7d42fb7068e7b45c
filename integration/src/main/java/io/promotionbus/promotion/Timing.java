package io.promotionbus.promotion;

import java.time.Duration;

/**
 * The core's own waiting times, all on the business clock.
 *
 * @param settle how long stage and Applications must stay healthy after a Promotion succeeded before its verification
 *     counts
 * @param retryBackoff before the first retry of a Promotion that failed early; doubled for each further one
 */
public record Timing(Duration settle, Duration retryBackoff) {

    /** Retries after the first try. */
    public static final int RETRIES = 3;

    Duration backoffAfter(int number) {
        return retryBackoff.multipliedBy(1L << (number - 1));
    }
}
