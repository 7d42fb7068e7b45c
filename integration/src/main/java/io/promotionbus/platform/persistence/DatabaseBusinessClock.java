package io.promotionbus.platform.persistence;

import io.promotionbus.platform.BusinessClock;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Wall clock plus the offset row. The row is read at start and whenever {@link #reload} is called (on its signal). */
@Component
public class DatabaseBusinessClock implements BusinessClock {

    private static final Logger LOG = LoggerFactory.getLogger(DatabaseBusinessClock.class);

    private final Clock wall;
    private final JdbcClient jdbc;
    private final boolean adjustable;
    private final AtomicReference<Duration> offset = new AtomicReference<>(Duration.ZERO);

    public DatabaseBusinessClock(
            Clock wall, JdbcClient jdbc, @Value("${bus.clock.adjustable:false}") boolean adjustable) {
        this.wall = wall;
        this.jdbc = jdbc;
        this.adjustable = adjustable;
        if (adjustable) {
            LOG.warn("bus.clock.adjustable=true: business time can be moved; never set this in production");
            reload();
        }
    }

    @Override
    public Instant now() {
        return wall.instant().plus(offset.get()).truncatedTo(ChronoUnit.MICROS);
    }

    public boolean adjustable() {
        return adjustable;
    }

    /** Reads the offset row again and returns the offset now in force. Forward only: a smaller offset is ignored. */
    public Duration reload() {
        if (!adjustable) {
            return Duration.ZERO;
        }
        long micros = jdbc.sql("SELECT offset_micros FROM clock_offset")
                .query(Long.class)
                .single();
        return offset.accumulateAndGet(Duration.of(micros, ChronoUnit.MICROS), (a, b) -> a.compareTo(b) >= 0 ? a : b);
    }
}
