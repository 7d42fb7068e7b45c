package io.promotionbus.intake.camel;

import io.promotionbus.intake.InboundRequest;
import io.promotionbus.intake.Receipt;
import io.promotionbus.intake.web.RequestMeter;
import io.promotionbus.platform.web.Languages;
import io.promotionbus.platform.web.ProblemException;
import io.promotionbus.platform.web.Problems;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.springframework.stereotype.Component;

/** Turns the receipt into the HTTP answer: status and headers of the message, and its body as bytes. */
@Component
class AnswerSender implements Processor {

    /** Exchange property with the request, for its language. */
    static final String REQUEST = "intake-request";

    private static final int ACCEPTED = 202;

    private final Problems problems;
    private final RequestMeter meter;

    AnswerSender(Problems problems, RequestMeter meter) {
        this.problems = problems;
        this.meter = meter;
    }

    @Override
    public void process(Exchange exchange) {
        InboundRequest request = exchange.getProperty(REQUEST, InboundRequest.class);
        Message message = exchange.getMessage();
        message.removeHeaders("*");
        switch (message.getBody(Receipt.class)) {
            case Receipt.Accepted accepted -> accepted(message, request, accepted.delivery(), "accepted");
            case Receipt.Duplicate duplicate -> accepted(message, request, duplicate.delivery(), "duplicate");
            case Receipt.Refused refused -> refused(message, request, refused);
        }
    }

    private void accepted(Message message, InboundRequest request, UUID delivery, String status) {
        meter.count(request.source().provider(), status);
        message.setHeader(Exchange.HTTP_RESPONSE_CODE, ACCEPTED);
        message.setHeader(Exchange.CONTENT_TYPE, "application/json");
        message.setBody(("{\"delivery\":\"" + delivery + "\",\"status\":\"" + status + "\"}")
                .getBytes(StandardCharsets.US_ASCII));
    }

    private void refused(Message message, InboundRequest request, Receipt.Refused refused) {
        meter.count(request.source().provider(), refused.slug());
        message.setHeader(Exchange.HTTP_RESPONSE_CODE, refused.status());
        message.setHeader(Exchange.CONTENT_TYPE, Problems.MEDIA_TYPE);
        if (refused.retryAfter() != null) {
            message.setHeader("Retry-After", refused.retryAfter().toSeconds());
        }
        ProblemException problem =
                ProblemException.of(refused.status(), refused.slug()).with("field", refused.field());
        message.setBody(problems.bytes(problem, Languages.of(request.languages())));
    }
}
