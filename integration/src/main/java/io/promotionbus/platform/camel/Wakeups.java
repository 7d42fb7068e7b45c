package io.promotionbus.platform.camel;

import io.promotionbus.platform.Signal;
import io.promotionbus.platform.Signals;
import org.apache.camel.CamelContext;
import org.apache.camel.ProducerTemplate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Feeds worker routes from signals. The worker reads {@code seda:<name>?size=1&discardWhenFull=true}: while it works one
 * more wake-up waits and the rest is dropped, because the worker goes on until nothing is left. A timer route to the same
 * endpoint keeps polling.
 */
@Component
public class Wakeups {

    private static final Logger LOG = LoggerFactory.getLogger(Wakeups.class);

    private final CamelContext camel;
    private final Signals signals;
    private final ProducerTemplate template;

    public Wakeups(CamelContext camel, Signals signals) {
        this.camel = camel;
        this.signals = signals;
        this.template = camel.createProducerTemplate();
    }

    /** Sends an empty message to the worker's endpoint for each signal. Call it from {@code configure()}. */
    public void on(Signal signal, String workerEndpoint) {
        signals.subscribe(signal, () -> {
            if (!camel.isStarted()) {
                LOG.debug("Signal {} came before the routes were up; polling picks it up", signal.name());
                return;
            }
            template.sendBody(workerEndpoint, null);
        });
    }
}
