package io.promotionbus.notification.camel;

import io.promotionbus.notification.PublicAddresses;
import io.promotionbus.platform.camel.RouteErrorPolicies;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.http.HttpClientConfigurer;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.springframework.stereotype.Component;

/**
 * One route per target. Its server is fixed at start; no header and no message decides where anything goes, and no redirect
 * is followed. What is not to be on a private network is checked when its name is resolved for the very connection, so a
 * name that changes its address between check and use gains nothing.
 */
@Component
class TargetRoutes extends RouteBuilder {

    /** The client itself would send again after 503, past the outbox's schedule. */
    private static final String ONCE = "notificationOnce";

    private static final String PUBLIC_ONLY = "notificationPublicOnly";
    private static final int MOST_READ = 4_096;
    private static final String OPTIONS = "?bridgeEndpoint=true&throwExceptionOnFailure=false&followRedirects=false"
            + "&copyHeaders=false&httpMethod=POST&connectTimeout=3000&connectionRequestTimeout=3000"
            + "&responseTimeout=10000&soTimeout=10000&disableStreamCache=true&userAgent=promotion-bus";

    private final Targets targets;

    TargetRoutes(Targets targets) {
        this.targets = targets;
    }

    @Override
    public void configure() {
        HttpClientConfigurer once = client -> client.disableAutomaticRetries();
        HttpClientConfigurer publicOnly = client -> client.disableAutomaticRetries()
                .setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
                        .setDnsResolver(new PublicOnly())
                        .build());
        getContext().getRegistry().bind(ONCE, once);
        getContext().getRegistry().bind(PUBLIC_ONLY, publicOnly);
        targets.all().forEach(this::route);
    }

    private void route(Targets.Target target) {
        String checked = "&httpClientConfigurer=#" + (target.where().privateNetwork() ? ONCE : PUBLIC_ONLY);
        from(target.endpoint())
                .routeId(target.routeId())
                .routeConfigurationId(RouteErrorPolicies.BASE + "," + RouteErrorPolicies.OUTBOUND_HTTP)
                .removeHeaders("*")
                .bean(this, "prepare")
                .to(target.where().origin() + OPTIONS + checked)
                .id(target.routeId() + ".call")
                .bean(this, "discard");
    }

    /** Public for Camel. */
    public void prepare(@Body Post post, Exchange exchange) {
        var request = exchange.getMessage();
        int question = post.path().indexOf('?');
        request.setHeader(
                Exchange.HTTP_PATH, question < 0 ? post.path() : post.path().substring(0, question));
        if (question >= 0) {
            request.setHeader(Exchange.HTTP_QUERY, post.path().substring(question + 1));
        }
        request.setHeader(Exchange.CONTENT_TYPE, "application/json");
        post.headers().forEach(request::setHeader);
        request.setBody(post.body().getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    /** Public for Camel. Nothing of the answer but its status matters; a long one is not read to its end. */
    public void discard(Exchange exchange) throws IOException {
        try (InputStream answer = exchange.getMessage().getBody(InputStream.class)) {
            if (answer != null) {
                answer.readNBytes(MOST_READ);
            }
        }
        exchange.getMessage().setBody(null);
    }

    /** Refuses names that lead anywhere but to the Internet, literal addresses included. */
    static final class PublicOnly implements DnsResolver {

        @Override
        public InetAddress[] resolve(String host) throws UnknownHostException {
            InetAddress[] addresses = SystemDefaultDnsResolver.INSTANCE.resolve(host);
            if (!Arrays.stream(addresses).allMatch(PublicAddresses::contain)) {
                throw new UnknownHostException("the target's name leads to a private address");
            }
            return addresses;
        }

        @Override
        public String resolveCanonicalHostname(String host) throws UnknownHostException {
            return SystemDefaultDnsResolver.INSTANCE.resolveCanonicalHostname(host);
        }
    }
}
