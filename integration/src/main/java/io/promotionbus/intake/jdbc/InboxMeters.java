package io.promotionbus.intake.jdbc;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What the inbox holds that has not ended well; each count reads a partial index. */
@Component
class InboxMeters implements MeterBinder {

    private final JdbcClient jdbc;

    InboxMeters(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        Gauge.builder("bus.intake.dead", () -> count("status = 'dead'"))
                .description("Deliveries that ended as dead letters and wait for an operator")
                .register(registry);
        Gauge.builder("bus.intake.waiting", () -> count("status IN ('new', 'retry')"))
                .description("Deliveries that are accepted and not interpreted yet")
                .register(registry);
    }

    private long count(String where) {
        return jdbc.sql("SELECT count(*) FROM intake_delivery WHERE " + where)
                .query(Long.class)
                .single();
    }
}
