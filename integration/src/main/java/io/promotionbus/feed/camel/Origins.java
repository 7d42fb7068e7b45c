package io.promotionbus.feed.camel;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.apache.camel.ProducerTemplate;
import org.springframework.stereotype.Component;

/**
 * Calls to web servers, each through routes of its own ({@link OriginRoutes}), which are made when a server is first
 * called. So every call has a route with an error policy, and no header ever decides where it goes.
 */
@Component
class Origins {

    private final CamelContext camel;
    private final ProducerTemplate template;
    private final Map<URI, String> slugs = new ConcurrentHashMap<>();

    Origins(CamelContext camel) {
        this.camel = camel;
        this.template = camel.createProducerTemplate();
    }

    /** {@code HEAD}; an answer of any status is an answer. */
    HttpAnswer head(URI origin, HttpCall call) {
        return send(OriginRoutes.head(slug(origin)), call);
    }

    HttpAnswer get(URI origin, HttpCall call) {
        return send(OriginRoutes.get(slug(origin)), call);
    }

    private HttpAnswer send(String endpoint, HttpCall call) {
        Exchange exchange = template.send(
                endpoint, ExchangePattern.InOut, e -> e.getMessage().setBody(call));
        Exception failure = exchange.getException();
        if (failure != null) {
            throw new NoAnswer(failure);
        }
        return exchange.getMessage().getBody(HttpAnswer.class);
    }

    private String slug(URI origin) {
        String known = slugs.get(origin);
        return known != null ? known : add(origin);
    }

    private synchronized String add(URI origin) {
        String known = slugs.get(origin);
        if (known != null) {
            return known;
        }
        String slug = slugOf(origin);
        try {
            camel.addRoutes(new OriginRoutes(slug, origin));
        } catch (Exception e) {
            throw new IllegalStateException("No route to " + origin + " could be made", e);
        }
        slugs.put(origin, slug);
        return slug;
    }

    /** Kebab case; the hash tells origins apart whose names differ in other characters only. */
    private static String slugOf(URI origin) {
        String plain = origin.getAuthority().toLowerCase(java.util.Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
        java.util.zip.CRC32 hash = new java.util.zip.CRC32();
        hash.update(origin.toString().getBytes(StandardCharsets.UTF_8));
        return plain.replaceAll("^-|-$", "") + "-" + Long.toHexString(hash.getValue());
    }

    /** The server could not be reached, or did not answer in time. */
    static final class NoAnswer extends RuntimeException {
        NoAnswer(Exception cause) {
            super(
                    cause.getClass().getSimpleName() + (cause.getMessage() == null ? "" : ": " + cause.getMessage()),
                    cause);
        }
    }
}
