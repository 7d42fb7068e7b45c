package io.promotionbus.audit;

import java.time.Instant;
import java.util.Set;

/** Which routes an operator suspended; every replica follows. */
public interface RouteSuspensions {

    Set<String> suspended();

    /** @return false when it was suspended already */
    boolean suspend(String routeId, String reason, String by, Instant at);

    /** @return false when it was not suspended */
    boolean resume(String routeId);
}
