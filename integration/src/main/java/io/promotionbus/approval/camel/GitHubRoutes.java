package io.promotionbus.approval.camel;

import io.promotionbus.platform.camel.RouteErrorPolicies;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.stereotype.Component;

/** One GET to GitHub's REST API. The call is a record; no header of whoever asks gets through. */
@Component
@EnableConfigurationProperties(GitHubProperties.class)
class GitHubRoutes extends RouteBuilder {

    static final String CALL = "direct:approval-call-github";

    private final GitHubProperties properties;

    GitHubRoutes(GitHubProperties properties) {
        this.properties = properties;
    }

    @Override
    public void configure() {
        from(CALL)
                .routeId("approval-call-github")
                .routeConfigurationId(RouteErrorPolicies.BASE + "," + RouteErrorPolicies.OUTBOUND_HTTP)
                .removeHeaders("*")
                .bean(this, "prepare")
                .to("{{bus.github.api-url}}?throwExceptionOnFailure=false&followRedirects=false&copyHeaders=false")
                .id("approval-call-github.call")
                .convertBodyTo(String.class);
    }

    /** Public for Camel. The path holds checked names and hashes only. */
    public void prepare(@Body GitHubCall call, Exchange exchange) {
        var request = exchange.getMessage();
        request.setHeader(Exchange.HTTP_METHOD, "GET");
        request.setHeader(Exchange.HTTP_PATH, call.path());
        if (!call.query().isEmpty()) {
            request.setHeader(Exchange.HTTP_QUERY, call.query());
        }
        request.setHeader("Accept", "application/vnd.github+json");
        request.setHeader("X-GitHub-Api-Version", "2022-11-28");
        request.setHeader("User-Agent", "promotion-bus");
        String token = properties.token();
        if (token != null && !token.isBlank()) {
            request.setHeader("Authorization", "Bearer " + token);
        }
        request.setBody(null);
    }
}
