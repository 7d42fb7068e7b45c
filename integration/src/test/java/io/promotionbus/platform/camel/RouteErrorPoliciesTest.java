package io.promotionbus.platform.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.promotionbus.platform.web.Problems;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.direct.DirectComponent;
import org.apache.camel.component.direct.DirectEndpoint;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessResourceFailureException;

class RouteErrorPoliciesTest {

    private final CamelContext camel = new DefaultCamelContext();
    private final AtomicInteger calls = new AtomicInteger();
    private Exception failure = new IllegalStateException("secret detail");

    @BeforeEach
    void start() throws Exception {
        camel.addRoutesConfigurations(new RouteErrorPolicies(Problems.standalone()));
        camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in")
                        .routeId("test-accept-thing")
                        .routeConfigurationId("base,inbound-http")
                        .process(e -> fail());
                from("direct:out")
                        .routeId("test-call-thing")
                        .routeConfigurationId("base,outbound-http")
                        .process(e -> fail());
                from("direct:plain")
                        .routeId("test-do-thing")
                        .routeConfigurationId("base")
                        .process(e -> fail());
                from("seda:poll")
                        .routeId("test-poll-thing")
                        .routeConfigurationId("base")
                        .to("direct:plain");
            }
        });
        camel.start();
    }

    @AfterEach
    void stop() {
        camel.stop();
    }

    private void fail() throws Exception {
        calls.incrementAndGet();
        throw failure;
    }

    @Test
    void answersAProblemWithoutInternalsAndWithoutTheSendersHeaders() {
        Exchange answer = fromHttp();
        assertThat(answer.getException()).isNull();
        assertThat(answer.getMessage().getHeader(Exchange.HTTP_RESPONSE_CODE)).isEqualTo(500);
        assertThat(answer.getMessage().getHeaders()).doesNotContainKeys("Authorization", "Retry-After");
        assertThat(answer.getMessage().getBody(String.class))
                .contains("problems/internal", "Algo deu errado")
                .doesNotContain("secret detail");
    }

    @Test
    void answers503WithRetryAfterWhileStorageIsAway() {
        failure = new DataAccessResourceFailureException("connection refused");
        Exchange answer = fromHttp();
        assertThat(answer.getMessage().getHeader(Exchange.HTTP_RESPONSE_CODE)).isEqualTo(503);
        assertThat(answer.getMessage().getHeader("Retry-After")).isNotNull();
        assertThat(answer.getMessage().getBody(String.class)).contains("problems/storage-unavailable");
    }

    @Test
    void letsTheCallerOfAnInternalRouteSeeTheFailure() {
        assertThatThrownBy(() -> camel.createProducerTemplate().sendBody("direct:plain", "x"))
                .isInstanceOf(CamelExecutionException.class)
                .hasRootCauseMessage("secret detail");
        assertThat(calls).hasValue(1);
    }

    @Test
    void sendsAgainWhatCertainlyDidNotArrive() {
        failure = new ConnectException("refused");
        assertThatThrownBy(() -> camel.createProducerTemplate().sendBody("direct:out", "x"))
                .hasRootCause(failure);
        assertThat(calls).hasValue(3);
    }

    @Test
    void doesNotSendAPostAgainThatMayHaveArrived() {
        failure = new SocketTimeoutException("read timed out");
        assertThatThrownBy(() -> camel.createProducerTemplate()
                        .sendBodyAndHeader("direct:out", "x", Exchange.HTTP_METHOD, "POST"))
                .hasRootCause(failure);
        assertThat(calls).hasValue(1);
    }

    @Test
    void repeatsAQuestionThatTimedOut() {
        failure = new SocketTimeoutException("read timed out");
        assertThatThrownBy(() -> camel.createProducerTemplate()
                        .sendBodyAndHeader("direct:out", "x", Exchange.HTTP_METHOD, "HEAD"))
                .hasRootCause(failure);
        assertThat(calls).hasValue(3);
    }

    /** As the platform-http consumer builds it; its component needs a web server, which the policy does not. */
    private Exchange fromHttp() {
        Exchange exchange = new DefaultExchange(camel);
        DirectComponent component = camel.getComponent("direct", DirectComponent.class);
        exchange.getExchangeExtension().setFromEndpoint(new DirectEndpoint("platform-http:/webhooks/test", component));
        exchange.getMessage().setHeader("Authorization", "Bearer abc");
        exchange.getMessage().setHeader("Accept-Language", "pt-BR");
        exchange.getMessage().setBody("{}");
        return camel.createProducerTemplate().send("direct:in", exchange);
    }
}
