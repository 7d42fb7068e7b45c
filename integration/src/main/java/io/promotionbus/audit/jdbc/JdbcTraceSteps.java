package io.promotionbus.audit.jdbc;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.promotionbus.audit.TraceStep;
import io.promotionbus.audit.TraceSteps;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * A bounded queue and one writer that inserts in batches. It lets steps gather for a moment: each commit waits for the same
 * disk that webhooks are acknowledged from, and nobody reads a trace within that time.
 */
@Component
public class JdbcTraceSteps implements TraceSteps, SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(JdbcTraceSteps.class);
    private static final int QUEUE = 10_000;
    private static final int BATCH = 500;
    private static final long PAUSE_MILLIS = 200;
    private static final Duration GATHER = Duration.ofMillis(100);
    private static final int MAX_DETAIL = 500;
    private static final String COLUMNS = "correlation, route, step, started_at, duration_us, outcome, detail";

    private final BlockingQueue<TraceStep> queue = new ArrayBlockingQueue<>(QUEUE);
    private final JdbcTemplate template;
    private final JdbcClient jdbc;
    private final Counter dropped;
    private volatile boolean running;
    private volatile Thread writer = Thread.currentThread();

    public JdbcTraceSteps(JdbcTemplate template, MeterRegistry meters) {
        this.template = template;
        this.jdbc = JdbcClient.create(template);
        this.dropped = Counter.builder("bus.trace.dropped")
                .description("Route steps that were not written because the queue was full or the database away")
                .register(meters);
    }

    @Override
    public void add(TraceStep step) {
        if (!queue.offer(step)) {
            dropped.increment();
        }
    }

    private void write() {
        List<TraceStep> batch = new ArrayList<>(BATCH);
        while (running || !queue.isEmpty()) {
            try {
                TraceStep first = queue.poll(PAUSE_MILLIS, TimeUnit.MILLISECONDS);
                if (first != null) {
                    batch.add(first);
                    gather(batch);
                    insert(batch);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            } catch (RuntimeException e) {
                dropped.increment(batch.size());
                LOG.debug("{} trace steps could not be written", batch.size(), e);
            }
            batch.clear();
        }
    }

    /** Not step by step: waking this thread for each would cost more than the step. */
    private void gather(List<TraceStep> batch) throws InterruptedException {
        if (running && queue.size() < BATCH) {
            Thread.sleep(GATHER);
        }
        queue.drainTo(batch, BATCH - batch.size());
    }

    /** One statement with a column of values each: a batch of single rows costs the server four times as much. */
    private void insert(List<TraceStep> batch) {
        template.update(
                "INSERT INTO route_trace (" + COLUMNS + ") SELECT * FROM unnest(?::text[], ?::text[], ?::text[],"
                        + " ?::timestamptz[], ?::bigint[], ?::text[], ?::text[])",
                column(batch, TraceStep::correlation),
                column(batch, TraceStep::route),
                column(batch, TraceStep::step),
                column(batch, step -> step.startedAt().toString()),
                batch.stream().map(TraceStep::durationMicros).toArray(Long[]::new),
                column(batch, TraceStep::outcome),
                column(batch, JdbcTraceSteps::detail));
    }

    private static @Nullable String[] column(List<TraceStep> batch, Function<TraceStep, @Nullable String> value) {
        return batch.stream().map(value).toArray(String[]::new);
    }

    private static @Nullable String detail(TraceStep step) {
        String detail = step.detail();
        return detail == null
                ? null
                : detail.substring(0, Math.min(detail.length(), MAX_DETAIL)).replace('\u0000', ' ');
    }

    @Override
    public List<TraceStep> of(String correlation) {
        return jdbc.sql("SELECT " + COLUMNS
                        + " FROM route_trace WHERE correlation = ? ORDER BY started_at, id LIMIT 1000")
                .param(correlation)
                .query(JdbcTraceSteps::read)
                .list();
    }

    @Override
    public List<Found> search(Search search, @Nullable Position position, int limit) {
        List<String> conditions = new ArrayList<>(List.of("true"));
        Map<String, Object> parameters = new HashMap<>();
        condition(conditions, parameters, "correlation = :correlation", "correlation", search.correlation());
        condition(conditions, parameters, "route = :route", "route", search.route());
        condition(conditions, parameters, "outcome = :outcome", "outcome", search.outcome());
        condition(conditions, parameters, "started_at >= :from", "from", utc(search.from()));
        condition(conditions, parameters, "started_at < :to", "to", utc(search.to()));
        if (position != null) {
            conditions.add("(started_at, id) < (:positionAt, :positionId)");
            parameters.put("positionAt", utc(position.startedAt()));
            parameters.put("positionId", position.id());
        }
        return jdbc.sql("SELECT id, " + COLUMNS + " FROM route_trace WHERE " + String.join(" AND ", conditions)
                        + " ORDER BY started_at DESC, id DESC LIMIT :limit")
                .params(parameters)
                .param("limit", limit)
                .query((row, number) -> {
                    TraceStep step = read(row, number);
                    return new Found(new Position(step.startedAt(), row.getLong("id")), step);
                })
                .list();
    }

    private static @Nullable OffsetDateTime utc(@Nullable Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }

    private static void condition(
            List<String> conditions,
            Map<String, Object> parameters,
            String condition,
            String name,
            @Nullable Object value) {
        if (value != null) {
            conditions.add(condition);
            parameters.put(name, value);
        }
    }

    private static TraceStep read(ResultSet row, int number) throws SQLException {
        return new TraceStep(
                row.getString("correlation"),
                row.getString("route"),
                row.getString("step"),
                row.getObject("started_at", OffsetDateTime.class).toInstant(),
                row.getLong("duration_us"),
                row.getString("outcome"),
                row.getString("detail"));
    }

    @Override
    public long dropped() {
        return (long) dropped.count();
    }

    /** Deletes steps that started before {@code now - age}; a bounded number at a time. */
    public int forget(Instant now, Duration age) {
        return jdbc.sql("DELETE FROM route_trace WHERE id IN "
                        + "(SELECT id FROM route_trace WHERE started_at < ? ORDER BY started_at LIMIT 10000)")
                .param(now.minus(age).atOffset(ZoneOffset.UTC))
                .update();
    }

    @Override
    public void start() {
        running = true;
        writer = Thread.ofPlatform().daemon().name("trace-writer").start(this::write);
    }

    @Override
    public void stop() {
        running = false;
        try {
            writer.join(2_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
