package io.promotionbus.promotion;

import java.time.Instant;
import java.util.Optional;

/**
 * Looks at a lane right before it is decided, in the transaction that decides and under the lane's lock. It may order
 * Promotions and change what the decision depends on: the lane is then decided on what is true afterwards, so that a
 * rollback and a fix that become possible at the same instant never race.
 */
public interface LaneWatch {

    Seen look(LaneRef lane, Situation situation);

    /** The stage is gone. */
    void gone(LaneRef lane);

    /**
     * What came of it.
     *
     * @param changed the situation is another than before
     * @param edge the next business instant at which time alone may change what the watch finds
     */
    record Seen(boolean changed, Optional<Instant> edge) {
        public static final Seen NOTHING = new Seen(false, Optional.empty());
    }
}
