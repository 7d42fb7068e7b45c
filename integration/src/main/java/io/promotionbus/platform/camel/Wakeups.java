package io.promotionbus.platform.camel;

import io.promotionbus.platform.Signal;
import io.promotionbus.platform.Signals;
import java.util.function.Supplier;
import org.apache.camel.CamelContext;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.component.seda.SedaEndpoint;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.util.function.SingletonSupplier;

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

    public Wakeups(CamelContext camel, Signals signals) {
        this.camel = camel;
        this.signals = signals;
    }

    /** Sends an empty message to the worker's endpoint for each signal. Call it from {@code configure()}. */
    public void on(Signal signal, String workerEndpoint) {
        // Made on first use: a template made before the context starts would start it without its routes.
        Supplier<ProducerTemplate> template = SingletonSupplier.of(camel::createProducerTemplate);
        Supplier<SedaEndpoint> worker =
                SingletonSupplier.of(() -> camel.getEndpoint(workerEndpoint, SedaEndpoint.class));
        signals.subscribe(signal, () -> {
            if (!camel.isStarted()) {
                LOG.debug("Signal {} came before the routes were up; polling picks it up", signal.name());
                return;
            }
            // The wake-up that waits already will find this work too; in a storm most end here, without an exchange.
            if (worker.get().getCurrentQueueSize() == 0) {
                template.get().sendBody(worker.get(), null);
            }
        });
    }
}
