package io.promotionbus.platform;

import java.time.Duration;
import java.time.Instant;

/**
 * What a feature has stored to wait until a wall time. Nothing is ever told to wait longer than the feature's own longest
 * pause. What lies farther ahead was stamped by a clock that has been set back since, and would wait for as long as the
 * clock was set back. Business time is not concerned: it goes where the clock goes.
 */
public interface WallTimes {

    /** How far the clocks of two replicas may differ without one being taken for set back. */
    Duration SLACK = Duration.ofMinutes(1);

    /** What waits, for people, in the plural. */
    String what();

    /**
     * Makes due at once what lies too far ahead. A claim gets its lease anew instead: whoever has it may well be alive. Safe
     * on several replicas at once.
     *
     * @return how many rows were concerned
     */
    int bringForward(Instant now);

    /** Later than this lies nothing that was stored by a clock that goes right. */
    static Instant tooFar(Instant now, Duration longest) {
        return now.plus(longest).plus(SLACK);
    }
}
