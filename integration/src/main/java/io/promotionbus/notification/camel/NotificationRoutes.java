package io.promotionbus.notification.camel;

import io.promotionbus.notification.DispatchMessages;
import io.promotionbus.notification.NotificationSignals;
import io.promotionbus.platform.camel.RouteErrorPolicies;
import io.promotionbus.platform.camel.Wakeups;
import org.apache.camel.builder.RouteBuilder;
import org.springframework.stereotype.Component;

/** Serves the outbox: woken by its signal, and by a timer because a signal may be lost. */
@Component
class NotificationRoutes extends RouteBuilder {

    private static final String DISPATCH =
            "seda:notification-dispatch?size=1&discardWhenFull=true&concurrentConsumers=2";

    private final DispatchMessages dispatchMessages;
    private final Wakeups wakeups;

    NotificationRoutes(DispatchMessages dispatchMessages, Wakeups wakeups) {
        this.dispatchMessages = dispatchMessages;
        this.wakeups = wakeups;
    }

    @Override
    public void configure() {
        wakeups.on(NotificationSignals.OUTBOX, DISPATCH);

        from("timer:notification-outbox?period={{bus.notification.poll}}&includeMetadata=false")
                .routeId("notification-poll-outbox")
                .routeConfigurationId(RouteErrorPolicies.BASE)
                .to(DISPATCH);

        from(DISPATCH)
                .routeId("notification-dispatch-message")
                .routeConfigurationId(RouteErrorPolicies.BASE)
                .bean(dispatchMessages, "handle");
    }
}
