package io.promotionbus.intake;

import io.promotionbus.platform.Correlated;
import org.jspecify.annotations.Nullable;

/**
 * A delivery that this worker holds until its lease ends.
 *
 * @param attempts including this one
 * @param claim unique per claim; the fence at the end
 * @param recheck true when the delivery is done and only its digests are looked at once more
 * @param body absent when the retention time is over, or when it is large
 * @param large true when the body is read when its turn comes, so that large ones do not add up
 */
public record ClaimedDelivery(
        DeliveryRef ref,
        String event,
        byte @Nullable [] body,
        boolean large,
        int attempts,
        String claim,
        boolean recheck)
        implements Correlated {

    @Override
    public String correlation() {
        return ref.correlation();
    }

    /** Never the body. */
    @Override
    public String toString() {
        return "ClaimedDelivery[" + ref.id() + ", " + event + ", attempt " + attempts + (recheck ? ", recheck" : "")
                + "]";
    }
}
