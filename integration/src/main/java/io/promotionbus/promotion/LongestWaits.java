package io.promotionbus.promotion;

import java.time.Duration;

/**
 * The longest that anything of a lane is told to wait, in wall time.
 *
 * @param lease of a claim to create a Promotion
 * @param attempt until Kargo is asked again to create it
 * @param lane until a lane that could not be evaluated is looked at again
 * @param duplicate until a second Promotion is deleted again
 */
public record LongestWaits(Duration lease, Duration attempt, Duration lane, Duration duplicate) {

    public static LongestWaits of(Duration lease) {
        return new LongestWaits(
                lease,
                CreatePromotion.longestBackoff(),
                EvaluateLanes.pause(Integer.MAX_VALUE),
                RemoveDuplicates.AGAIN);
    }
}
