package io.promotionbus.platform.camel;

import io.promotionbus.platform.Unavailable;
import io.promotionbus.platform.persistence.StorageFailure;
import io.promotionbus.platform.web.Languages;
import io.promotionbus.platform.web.ProblemException;
import io.promotionbus.platform.web.Problems;
import java.io.IOException;
import java.net.ConnectException;
import java.util.Locale;
import java.util.Set;
import org.apache.camel.Exchange;
import org.apache.camel.LoggingLevel;
import org.apache.camel.Message;
import org.apache.camel.builder.RouteConfigurationBuilder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * The error policies that routes name with {@code .routeConfigurationId("base,…")}; a route without {@code base} is
 * refused by a test. Camel applies a misspelt or missing name silently, so the names are constants.
 *
 * <ul>
 *   <li>{@code base}: failures are logged once and reach the caller. A route that started by itself (timer, seda) ends
 *       quietly with one line while PostgreSQL is away; its next poll tries again.
 *   <li>{@code inbound-http}: the sender gets a problem document, never a stack trace, never a header of its own back.
 *   <li>{@code outbound-http}: what certainly did not reach the other side is sent again twice; the rest fails.
 * </ul>
 */
@Component
public class RouteErrorPolicies extends RouteConfigurationBuilder {

    public static final String BASE = "base";
    public static final String INBOUND_HTTP = "inbound-http";
    public static final String OUTBOUND_HTTP = "outbound-http";

    private static final Logger LOG = LoggerFactory.getLogger(RouteErrorPolicies.class);
    private static final Set<String> SELF_STARTED = Set.of("timer", "seda", "scheduler");
    private static final Set<String> SAFE_METHODS = Set.of("GET", "HEAD");

    private final Problems problems;

    public RouteErrorPolicies(Problems problems) {
        this.problems = problems;
    }

    @Override
    public void configuration() {
        routeConfiguration(BASE)
                .errorHandler(defaultErrorHandler()
                        .logExhaustedMessageHistory(false)
                        .logExhaustedMessageBody(false)
                        .retryAttemptedLogLevel(LoggingLevel.DEBUG)
                        .retriesExhaustedLogLevel(LoggingLevel.ERROR))
                .onException(Exception.class)
                .onWhen(RouteErrorPolicies::pollingWithoutStorage)
                .handled(true)
                .logExhausted(false)
                .process(RouteErrorPolicies::sayStorageIsAway);

        routeConfiguration(INBOUND_HTTP)
                .onException(Exception.class)
                .onWhen(RouteErrorPolicies::fromHttp)
                .handled(true)
                .logExhausted(false)
                .process(this::answerProblem);

        routeConfiguration(OUTBOUND_HTTP)
                .onException(IOException.class)
                .onWhen(RouteErrorPolicies::safeToSendAgain)
                .maximumRedeliveries(2)
                .redeliveryDelay(200)
                .useExponentialBackOff()
                .backOffMultiplier(2)
                .useCollisionAvoidance()
                .collisionAvoidancePercent(20)
                .retryAttemptedLogLevel(LoggingLevel.DEBUG)
                .logExhausted(false);
    }

    private static boolean pollingWithoutStorage(Exchange exchange) {
        return SELF_STARTED.contains(scheme(exchange)) && StorageFailure.is(failure(exchange));
    }

    private static boolean fromHttp(Exchange exchange) {
        return "platform-http".equals(scheme(exchange));
    }

    /** Nothing was sent when the connection was refused; and asking twice for the same thing is harmless. */
    private static boolean safeToSendAgain(Exchange exchange) {
        Object method = exchange.getMessage().getHeader(Exchange.HTTP_METHOD);
        return failure(exchange) instanceof ConnectException
                || (method != null && SAFE_METHODS.contains(method.toString().toUpperCase(Locale.ROOT)));
    }

    private static String scheme(Exchange exchange) {
        if (exchange.getFromEndpoint() == null) {
            return "";
        }
        String uri = exchange.getFromEndpoint().getEndpointUri();
        int colon = uri.indexOf(':');
        return colon < 0 ? uri : uri.substring(0, colon);
    }

    private static Exception failure(Exchange exchange) {
        Exception caught = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class);
        return caught == null ? exchange.getException() : caught;
    }

    private static void sayStorageIsAway(Exchange exchange) {
        LOG.warn(
                "Route {} waits for PostgreSQL: {}",
                exchange.getFromRouteId(),
                failure(exchange).getMessage());
    }

    private void answerProblem(Exchange exchange) {
        Exception failure = failure(exchange);
        ProblemException problem = problem(exchange, failure);
        Locale locale = Languages.of(exchange.getMessage().getHeader("Accept-Language", String.class));
        Message answer = exchange.getMessage();
        answer.removeHeaders("*");
        answer.setHeader(Exchange.HTTP_RESPONSE_CODE, problem.status());
        answer.setHeader(Exchange.CONTENT_TYPE, Problems.MEDIA_TYPE);
        if (problem.status() == 503) {
            answer.setHeader("Retry-After", StorageFailure.RETRY_AFTER_SECONDS);
        }
        answer.setBody(problems.bytes(problem, locale));
    }

    private static ProblemException problem(Exchange exchange, Exception failure) {
        if (failure instanceof ProblemException problem) {
            return problem;
        }
        if (StorageFailure.is(failure)) {
            LOG.warn("Route {} answers 503, PostgreSQL is away: {}", exchange.getFromRouteId(), failure.getMessage());
            return ProblemException.of(503, "storage-unavailable");
        }
        if (failure instanceof Unavailable unavailable) {
            LOG.warn("Route {} answers 503: {}", exchange.getFromRouteId(), failure.getMessage());
            return ProblemException.of(503, unavailable.slug());
        }
        LOG.error("Route {} failed", exchange.getFromRouteId(), failure);
        return ProblemException.of(500, "internal");
    }
}
