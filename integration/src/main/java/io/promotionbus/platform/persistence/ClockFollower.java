package io.promotionbus.platform.persistence;

import io.promotionbus.platform.DueWork;
import io.promotionbus.platform.Ids;
import io.promotionbus.platform.Signal;
import io.promotionbus.platform.Signals;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.SmartLifecycle;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Only with an adjustable clock: follows the offset row, runs all due work at the new time, and then writes which offset
 * this replica has evaluated. A heartbeat beside it says that the replica lives, however long the due work takes. Whoever
 * moved the clock waits for that.
 */
@Component
class ClockFollower implements SmartLifecycle {

    /** Raised by whoever wrote the offset row. */
    static final Signal CLOCK = new Signal("platform-clock");

    private static final Logger LOG = LoggerFactory.getLogger(ClockFollower.class);
    private static final Duration HEARTBEAT = Duration.ofSeconds(2);
    private static final Duration SIGN_OFF = Duration.ofSeconds(2);
    private static final Duration FORGOTTEN = Duration.ofMinutes(5);
    /** What becomes due can make more due (an expiry opens a lane); a chain longer than this is a defect. */
    private static final int MAX_ROUNDS = 10;

    private final DatabaseBusinessClock clock;
    private final Clock wall;
    private final JdbcClient jdbc;
    private final Signals signals;
    private final ObjectProvider<DueWork> work;
    private final String replica;
    private volatile boolean running;
    private ScheduledExecutorService executor = newExecutor("clock");
    private ScheduledExecutorService heart = newExecutor("clock-heartbeat");

    ClockFollower(
            DatabaseBusinessClock clock,
            Clock wall,
            JdbcClient jdbc,
            Signals signals,
            ObjectProvider<DueWork> work,
            Ids ids) {
        this.clock = clock;
        this.wall = wall;
        this.jdbc = jdbc;
        this.signals = signals;
        this.work = work;
        this.replica = ids.next().toString();
    }

    private static ScheduledExecutorService newExecutor(String name) {
        return Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name(name).factory());
    }

    @Override
    public void start() {
        if (!clock.adjustable()) {
            return;
        }
        running = true;
        signals.subscribe(CLOCK, () -> {
            try {
                executor.execute(this::follow);
            } catch (RejectedExecutionException stopping) {
                LOG.debug("The clock moved while this replica stops", stopping);
            }
        });
        Future<?> unusedFollowing =
                executor.scheduleWithFixedDelay(this::follow, 0, HEARTBEAT.toMillis(), TimeUnit.MILLISECONDS);
        Future<?> unusedBeating = heart.scheduleWithFixedDelay(
                this::beat, HEARTBEAT.toMillis(), HEARTBEAT.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void follow() {
        try {
            Duration before = evaluated();
            Duration offset = clock.reload();
            if (offset.compareTo(before) > 0) {
                evaluate();
            }
            acknowledge(offset);
        } catch (RuntimeException e) {
            LOG.warn("The business clock could not be followed; trying again: {}", e.getMessage());
        }
    }

    private void beat() {
        try {
            jdbc.sql("UPDATE replica SET heartbeat_at = ? WHERE id = ?")
                    .param(Timestamp.from(wall.instant()))
                    .param(replica)
                    .update();
        } catch (RuntimeException e) {
            LOG.debug("No heartbeat could be written", e);
        }
    }

    private Duration evaluated() {
        long micros = jdbc.sql("SELECT evaluated_offset_micros FROM replica WHERE id = ?")
                .param(replica)
                .query(Long.class)
                .optional()
                .orElse(-1L);
        return Duration.of(micros, ChronoUnit.MICROS);
    }

    private void evaluate() {
        List<DueWork> all = work.orderedStream().toList();
        boolean changed = true;
        for (int round = 0; changed && round < MAX_ROUNDS; round++) {
            changed = false;
            for (DueWork due : all) {
                changed |= evaluate(due);
            }
        }
    }

    private static boolean evaluate(DueWork due) {
        try {
            return due.evaluateDue();
        } catch (RuntimeException e) {
            LOG.warn(
                    "Due work {} failed; its polling tries again",
                    due.getClass().getSimpleName(),
                    e);
            return false;
        }
    }

    private void acknowledge(Duration offset) {
        Timestamp now = Timestamp.from(wall.instant());
        long micros = TimeUnit.MICROSECONDS.convert(offset);
        jdbc.sql("""
                INSERT INTO replica (id, started_at, heartbeat_at, evaluated_offset_micros) VALUES (:id, :now, :now, :offset)
                ON CONFLICT (id) DO UPDATE SET heartbeat_at = :now, evaluated_offset_micros = :offset
                """)
                .param("id", replica)
                .param("now", now)
                .param("offset", micros)
                .update();
        jdbc.sql("DELETE FROM replica WHERE heartbeat_at < :limit")
                .param("limit", Timestamp.from(wall.instant().minus(FORGOTTEN)))
                .update();
    }

    @Override
    public void stop() {
        running = false;
        heart.shutdownNow();
        executor.shutdownNow();
        try {
            // What is under way would otherwise sign on again after this replica has signed off.
            if (!executor.awaitTermination(SIGN_OFF.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.debug("Due work goes on while this replica stops; its heartbeat runs out");
            }
            jdbc.sql("DELETE FROM replica WHERE id = ?").param(replica).update();
        } catch (RuntimeException e) {
            LOG.debug("This replica could not sign off; its heartbeat runs out", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        executor = newExecutor("clock");
        heart = newExecutor("clock-heartbeat");
    }

    /** After routes and listeners are up. */
    @Override
    public int getPhase() {
        return Integer.MAX_VALUE - 10;
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
