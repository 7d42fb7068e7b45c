package io.promotionbus.sandbox.fault;

import java.time.Instant;

/**
 * Something that goes wrong for a while.
 *
 * @param status HTTP or SMTP status, for {@link Kind#STATUS} only
 * @param until wall time
 */
public record Fault(Kind kind, int status, Instant until) {

    /** How it goes wrong. */
    public enum Kind {
        /** Connections are closed without an answer. */
        DOWN,
        /** Everything takes {@link FaultGate#SLOWNESS} longer. */
        SLOW,
        /** Every request is answered with one status. */
        STATUS
    }
}
