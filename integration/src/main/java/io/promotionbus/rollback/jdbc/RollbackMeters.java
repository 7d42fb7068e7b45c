package io.promotionbus.rollback.jdbc;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Stages that nobody guards any more: what turns unhealthy there stays until an operator has looked. */
@Component
class RollbackMeters implements MeterBinder {

    private final JdbcClient jdbc;

    RollbackMeters(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        Gauge.builder("bus.rollback.stages.stopped", () -> count("stop_id IS NOT NULL"))
                .description("Stages where rolling back has stopped until an operator resumes")
                .register(registry);
        Gauge.builder("bus.rollback.stages.unjudged", () -> count("alarm IS NOT NULL"))
                .description("Stages whose health is none that a rollback could be decided by")
                .register(registry);
    }

    private long count(String condition) {
        return jdbc.sql("SELECT count(*) FROM rollback_watch WHERE " + condition)
                .query(Long.class)
                .single();
    }
}
