package io.promotionbus.kargo.camel;

import io.promotionbus.kargo.Sightings;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.ProducerTemplate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Wakes the recording route for each sighting; what comes before Camel runs waits for the route's timer. */
@Component
class WakeRecorder {

    private static final Logger LOG = LoggerFactory.getLogger(WakeRecorder.class);

    private final CamelContext context;
    private final ProducerTemplate camel;

    WakeRecorder(CamelContext context, ProducerTemplate camel, Sightings sightings) {
        this.context = context;
        this.camel = camel;
        sightings.whenOffered(this::wake);
    }

    private void wake() {
        if (!context.isStarted()) {
            return;
        }
        try {
            camel.sendBody(KargoRoutes.RECORD, "");
        } catch (CamelExecutionException | IllegalStateException stopping) {
            LOG.debug("The recording route was not woken; its timer will", stopping);
        }
    }
}
