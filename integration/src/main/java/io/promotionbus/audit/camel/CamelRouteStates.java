package io.promotionbus.audit.camel;

import io.promotionbus.audit.RouteState;
import io.promotionbus.audit.RouteStates;
import io.promotionbus.audit.jdbc.RouteFigures;
import io.promotionbus.audit.jdbc.RouteFigures.Figures;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.CamelContext;
import org.springframework.stereotype.Component;

@Component
class CamelRouteStates implements RouteStates {

    private final CamelContext camel;
    private final RouteFigures figures;
    private final FollowSuspensions suspensions;

    CamelRouteStates(CamelContext camel, RouteFigures figures, FollowSuspensions suspensions) {
        this.camel = camel;
        this.figures = figures;
        this.suspensions = suspensions;
    }

    @Override
    public List<RouteState> all() {
        Map<String, Figures> measured = figures.byRoute();
        return camel.getRoutes().stream()
                .map(route -> state(route.getRouteId(), measured))
                .sorted(Comparator.comparing(RouteState::id))
                .toList();
    }

    @Override
    public Optional<RouteState> byId(String routeId) {
        return camel.getRoute(routeId) == null ? Optional.empty() : Optional.of(state(routeId, figures.byRoute()));
    }

    @Override
    public void follow() {
        try {
            suspensions.follow();
        } catch (Exception e) {
            throw new IllegalStateException("The routes do not follow what is stored", e);
        }
    }

    private RouteState state(String routeId, Map<String, Figures> measured) {
        Figures of = measured.getOrDefault(routeId, new Figures(routeId, 0, 0, null));
        return new RouteState(
                routeId,
                camel.getRouteController().getRouteStatus(routeId).name(),
                camel.getInflightRepository().size(routeId),
                of.completed(),
                of.failed(),
                of.p95Ms());
    }
}
