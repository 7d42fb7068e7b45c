package io.promotionbus.notification.camel;

import io.promotionbus.notification.Channel.ChannelUnavailable;
import io.promotionbus.notification.Channel.Sent;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.springframework.stereotype.Component;

/** Posts to a target and says what its answer means. No sentence here repeats an address: it may be a secret. */
@Component
class PostMessage {

    private static final int GONE = 410;

    private final ProducerTemplate template;

    PostMessage(CamelContext camel) {
        this.template = camel.createProducerTemplate();
    }

    /**
     * @param id what follow-ups name it by
     * @throws ChannelUnavailable when it may work later
     */
    Sent to(Targets.Target target, Post post, String id) {
        String name = target.recipient().address();
        Exchange exchange = template.request(
                target.endpoint(), request -> request.getMessage().setBody(post));
        Exception failure = exchange.getException();
        if (failure != null) {
            throw new ChannelUnavailable(
                    name + " did not answer: " + failure.getClass().getSimpleName(), failure);
        }
        int status = exchange.getMessage().getHeader(Exchange.HTTP_RESPONSE_CODE, 0, Integer.class);
        if (status >= 200 && status < 300) {
            return new Sent.Delivered(id);
        }
        if (status >= 300 && status < 400) {
            return new Sent.Refused(name + " answered with a redirect, which is not followed");
        }
        if (status == GONE) {
            return new Sent.Refused(name + " answered 410: it wants no more messages");
        }
        throw new ChannelUnavailable(name + " answered " + status, null);
    }
}
