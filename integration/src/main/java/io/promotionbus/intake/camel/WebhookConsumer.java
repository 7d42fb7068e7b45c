package io.promotionbus.intake.camel;

import io.promotionbus.intake.InboundRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.apache.camel.Suspendable;
import org.apache.camel.component.platform.http.PlatformHttpEndpoint;
import org.apache.camel.component.platform.http.spi.PlatformHttpConsumer;
import org.apache.camel.support.DefaultConsumer;

/** The start of a webhook route: one exchange per request, whose message is the answer when it comes back. */
final class WebhookConsumer extends DefaultConsumer implements PlatformHttpConsumer, Suspendable {

    private final PlatformHttpEndpoint endpoint;

    WebhookConsumer(PlatformHttpEndpoint endpoint, Processor processor) {
        super(endpoint, processor);
        this.endpoint = endpoint;
    }

    @Override
    public PlatformHttpEndpoint getEndpoint() {
        return endpoint;
    }

    /** Not while the route starts, is suspended or stops. */
    boolean takes() {
        return isStarted() && !isSuspended();
    }

    void serve(InboundRequest request, HttpServletResponse response) throws IOException {
        Exchange exchange = createExchange(false);
        exchange.setPattern(ExchangePattern.InOut);
        exchange.setProperty(AnswerSender.REQUEST, request);
        exchange.getMessage().setBody(request);
        if (request.languages() != null) {
            exchange.getMessage().setHeader("Accept-Language", request.languages()); // for the text of a refusal
        }
        try {
            createUoW(exchange);
            getProcessor().process(exchange);
            if (exchange.getException() != null) {
                throw exchange.getException();
            }
            write(exchange.getMessage(), response);
        } catch (IOException e) {
            throw e; // the sender has gone
        } catch (Exception e) {
            // The route's error policy answers failures; what comes here is a fault in it.
            throw new IllegalStateException("Route " + getRoute().getRouteId() + " gave no answer", e);
        } finally {
            doneUoW(exchange);
            releaseExchange(exchange, false);
        }
    }

    private static void write(Message answer, HttpServletResponse response) throws IOException {
        byte[] body = answer.getBody(byte[].class);
        response.setStatus(answer.getHeader(Exchange.HTTP_RESPONSE_CODE, Integer.class));
        response.setContentType(answer.getHeader(Exchange.CONTENT_TYPE, String.class));
        String retryAfter = answer.getHeader("Retry-After", String.class);
        if (retryAfter != null) {
            response.setHeader("Retry-After", retryAfter);
        }
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }
}
