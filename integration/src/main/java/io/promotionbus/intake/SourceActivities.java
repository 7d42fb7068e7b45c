package io.promotionbus.intake;

import java.time.Instant;
import java.util.Map;

/** When each source was last heard by any replica, in business time. */
public interface SourceActivities {

    /** Keeps the later of what is stored and what is given. */
    void heard(Map<SourceActivity.Key, Instant> last);

    Map<SourceActivity.Key, Instant> last();
}
