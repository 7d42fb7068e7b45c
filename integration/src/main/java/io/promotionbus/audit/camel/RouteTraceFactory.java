package io.promotionbus.audit.camel;

import io.promotionbus.audit.TraceStep;
import io.promotionbus.audit.TraceSteps;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.NamedNode;
import org.apache.camel.Route;
import org.apache.camel.spi.RoutePolicy;
import org.apache.camel.spi.RoutePolicyFactory;
import org.apache.camel.support.RoutePolicySupport;
import org.springframework.stereotype.Component;

/** One trace step per route an exchange went through, sub-routes included. */
@Component
class RouteTraceFactory implements RoutePolicyFactory {

    private static final String ENTERED = "trace-entered-";

    private final TraceSteps steps;
    private final Clock clock;

    RouteTraceFactory(TraceSteps steps, Clock clock) {
        this.steps = steps;
        this.clock = clock;
    }

    @Override
    public RoutePolicy createRoutePolicy(CamelContext camel, String routeId, NamedNode route) {
        return new RoutePolicySupport() {
            @Override
            public void onExchangeBegin(Route entered, Exchange exchange) {
                exchange.setProperty(ENTERED + routeId, clock.instant());
            }

            @Override
            public void onExchangeDone(Route left, Exchange exchange) {
                String correlation = RouteTracer.correlation(exchange);
                if (exchange.removeProperty(ENTERED + routeId) instanceof Instant started && correlation != null) {
                    String failure = exchange.isFailed() ? RouteTracer.failure(exchange) : null;
                    long micros = Duration.between(started, clock.instant()).toNanos() / 1_000;
                    steps.add(new TraceStep(
                            correlation,
                            routeId,
                            "route",
                            started,
                            micros,
                            failure == null ? "ok" : "failed",
                            failure));
                }
            }
        };
    }
}
