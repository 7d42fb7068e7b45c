package io.promotionbus.sandbox;

import io.promotionbus.sandbox.postgres.PostgresServer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.TimeUnit;

/**
 * Moves business time forward: writes the offset row, wakes the bus, and waits until every live replica has evaluated all
 * work that became due.
 */
public final class ClockMover {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration LIVE = Duration.ofSeconds(10);
    private static final String WAKE = "SELECT pg_notify('promotion_bus', 'sandbox:platform-clock')";

    private final PostgresServer postgres;
    private final String database;
    private final SandboxClock clock;

    ClockMover(PostgresServer postgres, String database, SandboxClock clock) {
        this.postgres = postgres;
        this.database = database;
        this.clock = clock;
    }

    /** Takes over the offset that an earlier run left; none when the bus has never run. */
    void adopt() {
        try (Connection connection = postgres.connect(database);
                ResultSet table =
                        connection.createStatement().executeQuery("SELECT to_regclass('clock_offset') IS NOT NULL")) {
            if (table.next() && table.getBoolean(1)) {
                clock.moveTo(micros(read(connection)));
            }
        } catch (SQLException e) {
            throw new IllegalStateException("The clock's offset could not be read", e);
        }
    }

    /** Moves by that much and waits until all due work was evaluated; a replica that died is waited for no longer. */
    public synchronized ClockMove advance(Duration by) {
        try (Connection connection = postgres.connect(database)) {
            long offset;
            try (PreparedStatement write = connection.prepareStatement(
                    "UPDATE clock_offset SET offset_micros = offset_micros + ? RETURNING offset_micros")) {
                write.setLong(1, TimeUnit.MICROSECONDS.convert(by));
                ResultSet row = write.executeQuery();
                row.next();
                offset = row.getLong(1);
            }
            clock.moveTo(micros(offset));
            connection.createStatement().execute(WAKE);
            int behind = await(connection, offset);
            Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
            return behind == 0 ? new ClockMove.Done(now) : new ClockMove.NotFollowed(now, behind, PATIENCE);
        } catch (SQLException e) {
            return new ClockMove.DatabaseAway(String.valueOf(e.getMessage()));
        }
    }

    /** @return how many live replicas have not followed in time */
    private static int await(Connection connection, long offset) throws SQLException {
        Instant deadline = Instant.now().plus(PATIENCE);
        try (PreparedStatement behind = connection.prepareStatement(
                "SELECT count(*) FROM replica WHERE heartbeat_at > ? AND evaluated_offset_micros < ?")) {
            while (true) {
                behind.setTimestamp(1, Timestamp.from(Instant.now().minus(LIVE)));
                behind.setLong(2, offset);
                ResultSet row = behind.executeQuery();
                row.next();
                if (row.getInt(1) == 0 || Instant.now().isAfter(deadline)) {
                    return row.getInt(1);
                }
                TimeUnit.MILLISECONDS.sleep(20);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted", e);
        }
    }

    private static long read(Connection connection) throws SQLException {
        try (ResultSet row = connection.createStatement().executeQuery("SELECT offset_micros FROM clock_offset")) {
            row.next();
            return row.getLong(1);
        }
    }

    private static Duration micros(long micros) {
        return Duration.of(micros, ChronoUnit.MICROS);
    }
}
