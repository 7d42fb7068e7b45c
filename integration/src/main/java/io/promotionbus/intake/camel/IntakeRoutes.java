package io.promotionbus.intake.camel;

import io.promotionbus.intake.AcceptDelivery;
import io.promotionbus.intake.dockerhub.DockerHubSource;
import io.promotionbus.intake.github.GitHubSource;
import org.apache.camel.builder.RouteBuilder;
import org.springframework.stereotype.Component;

/**
 * Webhooks come in here, as {@link io.promotionbus.intake.InboundRequest}s: method, path, size and media type are checked,
 * and nothing else of the HTTP request has come along, in particular no header ({@link WebhookEngine}).
 */
@Component
class IntakeRoutes extends RouteBuilder {

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
        from("platform-http:" + WebhookEngine.PATH + provider + "?httpMethodRestrict=POST&consumes=application/json")
                .routeId("intake-accept-" + provider)
                .routeConfigurationId("base,inbound-http")
                .bean(accept, "handle")
                .process(answer);
    }
}
