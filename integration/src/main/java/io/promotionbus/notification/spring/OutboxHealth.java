package io.promotionbus.notification.spring;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.promotionbus.notification.Messages;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.stereotype.Component;

/** Says what waits in the outbox. Never a reason to be down: messages wait, webhooks go on. */
@Component
class OutboxHealth implements HealthIndicator {

    private final Messages messages;

    OutboxHealth(Messages messages, MeterRegistry registry) {
        this.messages = messages;
        Gauge.builder("bus.outbox.waiting", messages, outbox -> outbox.backlog().waiting())
                .description("Messages that were not sent yet")
                .register(registry);
        Gauge.builder("bus.outbox.dead", messages, outbox -> outbox.backlog().dead())
                .description("Messages that will not be sent")
                .register(registry);
    }

    @Override
    public Health health() {
        Messages.Backlog backlog = messages.backlog();
        Health.Builder health =
                Health.up().withDetail("waiting", backlog.waiting()).withDetail("dead", backlog.dead());
        if (backlog.oldestWaiting() != null) {
            health.withDetail("oldestWaiting", backlog.oldestWaiting().toString());
        }
        if (backlog.lastError() != null) {
            health.withDetail("lastError", backlog.lastError());
        }
        return health.build();
    }
}
