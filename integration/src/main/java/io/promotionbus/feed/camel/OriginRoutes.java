package io.promotionbus.feed.camel;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.builder.RouteBuilder;

/** Two routes to one web server: its address and the method are fixed, path and a few headers come from the call. */
class OriginRoutes extends RouteBuilder {

    static final int MAX_BODY = 4 << 20;

    /** Explicit, because the component's defaults are minutes; no redirects, because credentials would follow them. */
    private static final String OPTIONS = "?bridgeEndpoint=true&throwExceptionOnFailure=false&followRedirects=false"
            + "&connectTimeout=2000&connectionRequestTimeout=2000&responseTimeout=5000&soTimeout=5000"
            + "&disableStreamCache=true&userAgent=promotion-bus";

    private final String slug;
    private final URI origin;

    OriginRoutes(String slug, URI origin) {
        this.slug = slug;
        this.origin = origin;
    }

    static String head(String slug) {
        return "direct:feed-head-" + slug;
    }

    static String get(String slug) {
        return "direct:feed-get-" + slug;
    }

    @Override
    public void configure() {
        call(head(slug), "feed-head-manifest-" + slug, "HEAD");
        call(get(slug), "feed-get-document-" + slug, "GET");
    }

    private void call(String from, String routeId, String method) {
        from(from)
                .routeId(routeId)
                .routeConfigurationId("base,outbound-http")
                .removeHeaders("*")
                .process(OriginRoutes::prepare)
                .to(origin + OPTIONS + "&httpMethod=" + method)
                .id(routeId + ".call")
                .process(OriginRoutes::read)
                .removeHeaders("*");
    }

    private static void prepare(Exchange exchange) {
        Message message = exchange.getMessage();
        HttpCall call = message.getBody(HttpCall.class);
        message.setBody(null);
        message.setHeader(Exchange.HTTP_PATH, call.path());
        if (call.query() != null) {
            message.setHeader(Exchange.HTTP_QUERY, call.query());
        }
        message.setHeader("Accept", call.accept());
        if (call.authorization() != null) {
            message.setHeader("Authorization", call.authorization());
        }
    }

    private static void read(Exchange exchange) throws IOException {
        Message message = exchange.getMessage();
        Integer status = message.getHeader(Exchange.HTTP_RESPONSE_CODE, Integer.class);
        message.setBody(new HttpAnswer(
                status == null ? 0 : status,
                message.getHeader("Docker-Content-Digest", String.class),
                message.getHeader("WWW-Authenticate", String.class),
                message.getHeader("Location", String.class),
                String.valueOf(message.getHeader("Link", String.class)).contains("rel=\"next\""),
                bytes(message.getBody(InputStream.class))));
    }

    private static byte[] bytes(InputStream in) throws IOException {
        if (in == null) {
            return new byte[0];
        }
        try (in) {
            byte[] bytes = in.readNBytes(MAX_BODY + 1);
            if (bytes.length > MAX_BODY) {
                throw new IOException("The answer has more than " + MAX_BODY + " bytes");
            }
            return bytes;
        }
    }
}
