package io.promotionbus.rollback;

import java.util.Locale;

/** Why the bus does not roll a stage back by itself any more. */
public enum StopCause {
    /** The policy's {@code maxInARow}: what came back fell ill as well. */
    TOO_MANY_IN_A_ROW,
    /** There is nothing earlier that was verified there and may be promoted. */
    NO_TARGET,
    /** Stages of other applications fell ill at the same time. */
    SHARED_OUTAGE,
    /** The Promotion that was to bring the earlier Freight back did not succeed. */
    ROLLBACK_FAILED;

    public String slug() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
