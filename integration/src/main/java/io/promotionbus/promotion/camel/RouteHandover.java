package io.promotionbus.promotion.camel;

import io.promotionbus.promotion.Attempts.Claimed;
import io.promotionbus.promotion.Handover;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.ProducerTemplate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Passes what begins to the route that creates it, in this process and without delay. */
@Component
class RouteHandover implements Handover {

    private static final Logger LOG = LoggerFactory.getLogger(RouteHandover.class);

    private final CamelContext camel;
    private final ProducerTemplate template;

    RouteHandover(CamelContext camel) {
        this.camel = camel;
        this.template = camel.createProducerTemplate();
    }

    @Override
    public void pass(Claimed claimed) {
        if (!camel.isStarted()) {
            LOG.info("Attempt {} began before the routes were up; it is claimed again after its lease", claimed.id());
            return;
        }
        try {
            template.sendBody(AttemptRoutes.CREATE, claimed);
        } catch (CamelExecutionException full) {
            LOG.warn("Attempt {} is created after its lease: {}", claimed.id(), full.getMessage());
        }
    }
}
