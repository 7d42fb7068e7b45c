package io.promotionbus.intake.camel;

import io.promotionbus.intake.AcceptDelivery;
import io.promotionbus.intake.InboundRequest;
import io.promotionbus.intake.dockerhub.DockerHubSource;
import io.promotionbus.intake.github.GitHubSource;
import io.promotionbus.intake.web.WebhookFilter;
import jakarta.servlet.http.HttpServletRequest;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.jackson.JacksonDataFormat;
import org.springframework.stereotype.Component;

/**
 * Webhooks come in here. {@link WebhookFilter} has checked method, path, size and media type and holds the body; what
 * follows sees its {@link InboundRequest} and nothing else of the request, in particular no header.
 */
@Component
class IntakeRoutes extends RouteBuilder {

    private static final String OPTIONS =
            "?matchOnUriPrefix=true&httpMethodRestrict=POST&consumes=application/json&useStreaming=true";

    private final AcceptDelivery accept;
    private final AnswerSender answer;

    IntakeRoutes(AcceptDelivery accept, AnswerSender answer) {
        this.accept = accept;
        this.answer = answer;
    }

    @Override
    public void configure() {
        accept(GitHubSource.PROVIDER);
        accept(DockerHubSource.PROVIDER);
    }

    private void accept(String provider) {
        from("platform-http:/webhooks/" + provider + OPTIONS)
                .routeId("intake-accept-" + provider)
                .routeConfigurationId("base,inbound-http")
                .process(IntakeRoutes::readRequest)
                .removeHeaders("*")
                .step("intake-accept-" + provider + ".accept")
                .setProperty(AnswerSender.REQUEST, body())
                .bean(accept, "handle")
                .end()
                .process(answer)
                .filter(body().isInstanceOf(AnswerSender.Answer.class))
                .marshal(new JacksonDataFormat())
                .end();
    }

    private static void readRequest(Exchange exchange) {
        HttpServletRequest request =
                exchange.getMessage().getHeader(Exchange.HTTP_SERVLET_REQUEST, HttpServletRequest.class);
        exchange.getMessage().setBody(request.getAttribute(WebhookFilter.REQUEST));
    }
}
