package io.promotionbus.platform.camel;

import io.promotionbus.platform.Correlated;
import io.promotionbus.platform.Correlation;
import io.promotionbus.platform.Ids;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.NamedNode;
import org.apache.camel.Route;
import org.apache.camel.spi.RoutePolicy;
import org.apache.camel.spi.RoutePolicyFactory;
import org.apache.camel.support.RoutePolicySupport;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Gives every exchange its correlation id and puts it into the logging context for as long as the route works on it.
 *
 * <p>The id is the exchange property {@link Correlation#KEY}; else it comes from a {@link Correlated} body; else from the
 * thread that sent the exchange; else, for a request from outside, a new one is made. It is never taken from a header.
 */
@Component
public class CorrelationPolicyFactory implements RoutePolicyFactory {

    private final Ids ids;

    public CorrelationPolicyFactory(Ids ids) {
        this.ids = ids;
    }

    @Override
    public RoutePolicy createRoutePolicy(CamelContext camel, String routeId, NamedNode route) {
        return new CorrelationPolicy();
    }

    private final class CorrelationPolicy extends RoutePolicySupport {

        @Override
        public void onExchangeBegin(Route route, Exchange exchange) {
            String correlation = correlation(route, exchange);
            String before = Correlation.swap(correlation);
            exchange.setProperty(scopeOf(route), new Scope(Thread.currentThread(), before));
        }

        @Override
        public void onExchangeDone(Route route, Exchange exchange) {
            if (exchange.removeProperty(scopeOf(route)) instanceof Scope scope
                    && scope.thread() == Thread.currentThread()) {
                Correlation.swap(scope.before());
            }
        }

        private @Nullable String correlation(Route route, Exchange exchange) {
            String known = exchange.getProperty(Correlation.KEY, String.class);
            if (known == null && exchange.getMessage().getBody() instanceof Correlated body) {
                known = body.correlation();
            }
            if (known == null) {
                known = Correlation.current();
            }
            if (known == null && route.getEndpoint().getEndpointUri().startsWith("platform-http:")) {
                known = ids.next().toString();
            }
            if (known != null) {
                exchange.setProperty(Correlation.KEY, known);
            }
            return known;
        }

        private static String scopeOf(Route route) {
            return "correlation-scope-" + route.getRouteId();
        }
    }

    private record Scope(Thread thread, @Nullable String before) {}
}
