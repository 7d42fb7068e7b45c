package io.promotionbus.audit.camel;

import io.promotionbus.audit.TraceStep;
import io.promotionbus.audit.TraceSteps;
import io.promotionbus.platform.Correlated;
import io.promotionbus.platform.Correlation;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Exchange;
import org.apache.camel.spi.CamelEvent;
import org.apache.camel.support.EventNotifierSupport;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Turns Camel's events about named steps, remote calls and redeliveries into trace steps. Exchanges without a correlation
 * id (polls that found nothing) leave no trace. Camel swallows exceptions thrown here, so nothing depends on it.
 */
@Component
class RouteTracer extends EventNotifierSupport {

    private static final String STEP_STARTED = "trace-step-started-";

    private final TraceSteps steps;
    private final Clock clock;

    RouteTracer(TraceSteps steps, Clock clock) {
        this.steps = steps;
        this.clock = clock;
        setIgnoreCamelContextEvents(true);
        setIgnoreCamelContextInitEvents(true);
        setIgnoreRouteEvents(true);
        setIgnoreServiceEvents(true);
        setIgnoreExchangeAsyncProcessingStartedEvents(true);
    }

    @Override
    public void notify(CamelEvent event) {
        switch (event) {
            case CamelEvent.StepStartedEvent started ->
                started.getExchange().setProperty(STEP_STARTED + started.getStepId(), clock.instant());
            case CamelEvent.StepCompletedEvent done -> step(done.getExchange(), done.getStepId(), null);
            case CamelEvent.StepFailedEvent failed ->
                step(failed.getExchange(), failed.getStepId(), failure(failed.getExchange()));
            case CamelEvent.ExchangeSentEvent sent -> remoteCall(sent);
            case CamelEvent.ExchangeRedeliveryEvent again ->
                add(
                        again.getExchange(),
                        "attempt-" + again.getAttempt(),
                        clock.instant(),
                        0,
                        "retried",
                        failure(again.getExchange()));
            default -> {}
        }
    }

    private void step(Exchange exchange, String step, @Nullable String failure) {
        Instant now = clock.instant();
        Instant started = exchange.removeProperty(STEP_STARTED + step) instanceof Instant at ? at : now;
        long micros = Duration.between(started, now).toNanos() / 1_000;
        add(exchange, step, started, micros, failure == null ? "ok" : "failed", failure);
    }

    private void remoteCall(CamelEvent.ExchangeSentEvent sent) {
        if (!sent.getEndpoint().isRemote()) {
            return;
        }
        Exchange exchange = sent.getExchange();
        String node = exchange.getExchangeExtension().getHistoryNodeId();
        String scheme = sent.getEndpoint().getEndpointUri();
        scheme = scheme.substring(0, Math.max(0, scheme.indexOf(':')));
        String failure = failure(exchange);
        long millis = sent.getTimeTaken();
        add(
                exchange,
                node == null ? scheme : node,
                clock.instant().minusMillis(millis),
                TimeUnit.MILLISECONDS.toMicros(millis),
                failure == null ? "ok" : "failed",
                failure);
    }

    private void add(
            Exchange exchange, String step, Instant started, long micros, String outcome, @Nullable String detail) {
        String correlation = correlation(exchange);
        String route = exchange.getFromRouteId();
        if (correlation != null && route != null) {
            steps.add(new TraceStep(correlation, route, step, started, micros, outcome, detail));
        }
    }

    static @Nullable String correlation(Exchange exchange) {
        String known = exchange.getProperty(Correlation.KEY, String.class);
        return known == null && exchange.getMessage().getBody() instanceof Correlated body ? body.correlation() : known;
    }

    /** Class and message only; messages of ours never hold payloads or secrets. */
    static @Nullable String failure(Exchange exchange) {
        Throwable failure = exchange.getException();
        if (failure == null) {
            failure = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class);
        }
        return failure == null ? null : failure.getClass().getSimpleName() + ": " + failure.getMessage();
    }
}
