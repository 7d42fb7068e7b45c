package io.promotionbus.platform.camel;

import io.promotionbus.platform.web.PlatformProperties;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.context.ApplicationContext;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * The first step of stopping: not ready any more, and the routes that take deliveries are suspended, which answers 503 to
 * senders (a stopped route would answer 500). What was accepted is finished or stays in its queue.
 */
@Component
class Drain implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(Drain.class);

    /**
     * Looked up late: Spring starts what a lifecycle bean depends on before it, and Camel started like that has no routes.
     */
    private final ObjectProvider<CamelContext> camel;

    private final ApplicationContext application;
    private final Duration pause;
    private volatile boolean running;

    Drain(ObjectProvider<CamelContext> camel, ApplicationContext application, PlatformProperties properties) {
        this.camel = camel;
        this.application = application;
        this.pause = properties.drain();
    }

    @Override
    public void start() {
        running = true;
    }

    @Override
    public void stop() {
        running = false;
        AvailabilityChangeEvent.publish(application, ReadinessState.REFUSING_TRAFFIC);
        for (Route route : camel.getObject().getRoutes()) {
            if (route.getEndpoint().getEndpointUri().startsWith("platform-http:")) {
                suspend(route.getRouteId());
            }
        }
        pause();
    }

    private void suspend(String routeId) {
        try {
            camel.getObject().getRouteController().suspendRoute(routeId);
        } catch (Exception e) {
            LOG.warn("Route {} could not be suspended before stopping", routeId, e);
        }
    }

    private void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(pause.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Before everything else stops, the web server included. */
    @Override
    public int getPhase() {
        return Integer.MAX_VALUE;
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
