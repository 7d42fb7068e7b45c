package io.promotionbus.support;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.awaitility.Awaitility;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Moves business time as the sandbox does: writes the row, wakes the bus, waits for every live replica. */
public final class ClockControl {

    private static final Duration LIVE = Duration.ofSeconds(10);

    private final JdbcClient jdbc;

    public ClockControl(DataSource database) {
        this.jdbc = JdbcClient.create(database);
    }

    /** Forward only. Returns the business time after all due work was evaluated at it. */
    public Instant advance(Duration by, Duration timeout) {
        if (by.isNegative()) {
            throw new IllegalArgumentException("Business time never runs backwards");
        }
        long offset = jdbc.sql("UPDATE clock_offset SET offset_micros = offset_micros + ? RETURNING offset_micros")
                .param(TimeUnit.MICROSECONDS.convert(by))
                .query(Long.class)
                .single();
        jdbc.sql("SELECT pg_notify('promotion_bus', 'clock-control:platform-clock')")
                .query((row, n) -> 0)
                .list();
        Awaitility.await("replicas to evaluate offset " + offset)
                .atMost(timeout)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> behind(offset) == 0);
        return Instant.now().plusNanos(TimeUnit.MICROSECONDS.toNanos(offset));
    }

    private int behind(long offset) {
        OffsetDateTime alive = Instant.now().minus(LIVE).atOffset(ZoneOffset.UTC);
        return jdbc.sql("SELECT count(*) FROM replica WHERE heartbeat_at > ? AND evaluated_offset_micros < ?")
                .param(alive)
                .param(offset)
                .query(Integer.class)
                .single();
    }
}
