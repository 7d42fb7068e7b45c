package io.promotionbus.intake.camel;

import io.promotionbus.intake.InboundRequest;
import io.promotionbus.intake.web.Handover;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.Processor;
import org.apache.camel.component.platform.http.PlatformHttpConstants;
import org.apache.camel.component.platform.http.PlatformHttpEndpoint;
import org.apache.camel.component.platform.http.spi.PlatformHttpConsumer;
import org.apache.camel.component.platform.http.spi.PlatformHttpEngine;
import org.springframework.stereotype.Component;

/**
 * Serves Camel's HTTP endpoints in the request's own thread, right behind the first checks. Camel's own engine for Spring
 * goes through the filters and handlers that people's requests need, twice per request, and over two more threads; a
 * profiler saw more than half of the time of a delivery there.
 */
@Component(PlatformHttpConstants.PLATFORM_HTTP_ENGINE_NAME)
class WebhookEngine implements PlatformHttpEngine, Handover {

    /** What the endpoints' paths begin with; the provider's name follows. */
    static final String PATH = "/webhooks/";

    private final Map<String, WebhookConsumer> byPath = new ConcurrentHashMap<>();

    @Override
    public PlatformHttpConsumer createConsumer(PlatformHttpEndpoint endpoint, Processor processor) {
        WebhookConsumer consumer = new WebhookConsumer(endpoint, processor);
        byPath.put(endpoint.getPath(), consumer);
        return consumer;
    }

    @Override
    public boolean take(InboundRequest request, HttpServletResponse response) throws IOException {
        WebhookConsumer consumer = byPath.get(PATH + request.source().provider());
        if (consumer == null || !consumer.takes()) {
            return false;
        }
        consumer.serve(request, response);
        return true;
    }
}
