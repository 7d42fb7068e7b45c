package io.promotionbus.audit.camel;

import io.promotionbus.audit.RouteSuspensions;
import java.util.HashSet;
import java.util.Set;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Brings this replica's routes into the state that the operators want. Only what this class suspended is resumed by it: a
 * route that drains for a shutdown stays suspended.
 */
@Component
class FollowSuspensions {

    private static final Logger LOG = LoggerFactory.getLogger(FollowSuspensions.class);

    private final CamelContext camel;
    private final RouteSuspensions suspensions;
    private final Set<String> suspendedHere = new HashSet<>();

    FollowSuspensions(CamelContext camel, RouteSuspensions suspensions) {
        this.camel = camel;
        this.suspensions = suspensions;
    }

    public synchronized void follow() throws Exception {
        Set<String> wanted = suspensions.suspended();
        for (Route route : camel.getRoutes()) {
            String id = route.getRouteId();
            if (wanted.contains(id) && suspendedHere.add(id)) {
                camel.getRouteController().suspendRoute(id);
                LOG.warn("Route {} is suspended by an operator", id);
            } else if (!wanted.contains(id) && suspendedHere.remove(id)) {
                camel.getRouteController().resumeRoute(id);
                LOG.info("Route {} is resumed", id);
            }
        }
    }
}
