package io.promotionbus.audit;

import java.util.List;
import java.util.Optional;

/** The routes of this replica. */
public interface RouteStates {

    /** In the order of their ids. */
    List<RouteState> all();

    Optional<RouteState> byId(String routeId);
}
