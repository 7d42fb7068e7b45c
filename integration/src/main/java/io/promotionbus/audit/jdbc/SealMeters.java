package io.promotionbus.audit.jdbc;

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

/** How far the seals are behind: an event older than a second that no seal covers could still be taken away unseen. */
@Component
class SealMeters implements MeterBinder {

    private final JdbcClient jdbc;
    private final BusinessClock clock;

    SealMeters(JdbcClient jdbc, BusinessClock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        TimeGauge.builder("bus.audit.seal.lag", this::lagInMillis, TimeUnit.MILLISECONDS)
                .description("Age of the oldest audit event that is not sealed; 0 when every event is")
                .register(registry);
    }

    /** Business time, as events carry it. */
    private long lagInMillis() {
        Optional<OffsetDateTime> oldest = jdbc.sql("SELECT at FROM audit_unsealed ORDER BY at LIMIT 1")
                .query(OffsetDateTime.class)
                .optional();
        return oldest.map(at -> Math.max(
                        0, Duration.between(at.toInstant(), clock.now()).toMillis()))
                .orElse(0L);
    }
}
