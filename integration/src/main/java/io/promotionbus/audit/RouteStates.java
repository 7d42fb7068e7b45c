package io.promotionbus.audit;

import java.util.List;
import java.util.Optional;

/** The routes of this replica. */
public interface RouteStates {

    /** In the order of their ids. */
    List<RouteState> all();

    Optional<RouteState> byId(String routeId);

    /**
     * Brings the routes of this replica into the state that is stored, without waiting for the signal.
     *
     * @throws IllegalStateException when a route cannot be suspended or resumed
     */
    void follow();
}
