package io.promotionbus.promotion.jdbc;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.promotionbus.platform.BusinessClock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Lanes that do not move although nothing asks them to wait. A Promotion that waits for a window, a freeze or its turn is
 * still queued and does not count.
 */
@Component
class LaneMeters implements MeterBinder {

    private final JdbcClient jdbc;
    private final BusinessClock clock;

    LaneMeters(JdbcClient jdbc, BusinessClock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        TimeGauge.builder("bus.promotion.unfinished.age", this::oldestInMillis, TimeUnit.MILLISECONDS)
                .description(
                        "Age of the oldest Promotion of the bus that has begun and not ended; 0 when there is none")
                .register(registry);
        Gauge.builder("bus.promotion.lanes.failing", this::failing)
                .description("Lanes whose last evaluation failed")
                .register(registry);
    }

    /** Business time, at which the decision was made. */
    private long oldestInMillis() {
        Optional<OffsetDateTime> oldest =
                jdbc.sql("""
                        SELECT created_at FROM promotion_attempt
                        WHERE status IN ('creating', 'created') AND kind <> 'external' ORDER BY created_at LIMIT 1
                        """).query(OffsetDateTime.class).optional();
        return oldest.map(at -> Math.max(
                        0, Duration.between(at.toInstant(), clock.now()).toMillis()))
                .orElse(0L);
    }

    private long failing() {
        return jdbc.sql("SELECT count(*) FROM lane WHERE failures > 0")
                .query(Long.class)
                .single();
    }
}
