package io.promotionbus.rollback;

import java.util.Locale;

/** Why a stage was rolled back. */
public enum Cause {
    /** An Application was Degraded for too long. */
    UNHEALTHY,
    /** A rollout did not come to an end, or what had been rolled out crashed. */
    PROGRESSING,
    /** A person said so. */
    MANUAL;

    public String slug() {
        return name().toLowerCase(Locale.ROOT);
    }
}
