package io.promotionbus.intake.jdbc;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.promotionbus.intake.Inbox;
import io.promotionbus.intake.NewDelivery;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class JdbcInbox implements Inbox {

    /** GitHub gives up after ten seconds; a 503 must be there before. */
    private static final Duration PATIENCE = Duration.ofSeconds(7);

    private static final String INSERT = """
            INSERT INTO intake_delivery (id, source, source_name, delivery_id, event, dedupe_key, received_at,
                correlation, headers, body, body_bytes, body_sha256, next_attempt_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?::jsonb, ?, ?, ?, ?)
            ON CONFLICT (dedupe_key) DO NOTHING""";

    private final InboxConnections connections;
    private final JdbcClient jdbc;
    private final ObjectMapper json;
    private final GroupCommit groupCommit = new GroupCommit(this::write, InboxConnections.COUNT, PATIENCE);

    JdbcInbox(InboxConnections connections, JdbcClient jdbc, ObjectMapper json) {
        this.connections = connections;
        this.jdbc = jdbc;
        this.json = json;
    }

    @Override
    public boolean insert(NewDelivery delivery) {
        return groupCommit.insert(delivery);
    }

    /** In autocommit: PostgreSQL takes what the driver sends up to its Sync as one transaction, with one flush to disk. */
    private boolean[] write(List<NewDelivery> deliveries) {
        try (Connection connection = connections.get();
                PreparedStatement insert = connection.prepareStatement(INSERT)) {
            for (NewDelivery delivery : deliveries) {
                bind(insert, delivery);
                insert.addBatch();
            }
            int[] counts = insert.executeBatch();
            boolean[] isNew = new boolean[counts.length];
            for (int i = 0; i < counts.length; i++) {
                isNew[i] = counts[i] == 1;
            }
            return isNew;
        } catch (SQLException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }

    private void bind(PreparedStatement insert, NewDelivery delivery) throws SQLException {
        insert.setObject(1, delivery.id());
        insert.setString(2, delivery.source());
        insert.setString(3, delivery.sourceName());
        insert.setString(4, delivery.deliveryId());
        insert.setString(5, delivery.event());
        insert.setString(6, delivery.dedupeKey());
        insert.setObject(7, utc(delivery.receivedAt()), Types.TIMESTAMP_WITH_TIMEZONE);
        insert.setString(8, delivery.correlation());
        insert.setString(9, json(delivery));
        insert.setBytes(10, delivery.body());
        insert.setInt(11, delivery.body().length);
        insert.setBytes(12, delivery.sha256());
        insert.setObject(13, utc(delivery.storedAt()), Types.TIMESTAMP_WITH_TIMEZONE);
    }

    private String json(NewDelivery delivery) {
        try {
            return json.writeValueAsString(delivery.headers());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A map of texts is always JSON", e);
        }
    }

    @Override
    public Optional<Known> lock(String dedupeKey) {
        return jdbc.sql("""
                        SELECT id, status, received_at, correlation, body IS NOT NULL AS has_body
                        FROM intake_delivery WHERE dedupe_key = :key FOR UPDATE""")
                .param("key", dedupeKey)
                .query((row, n) -> Rows.known(row))
                .optional();
    }

    @Override
    public void repeated(UUID id, @Nullable Instant recheckAt) {
        jdbc.sql("""
                        UPDATE intake_delivery SET duplicates = duplicates + 1,
                            recheck_at = coalesce(:recheckAt::timestamptz, recheck_at),
                            rechecks = CASE WHEN :recheckAt::timestamptz IS NULL THEN rechecks ELSE 0 END
                        WHERE id = :id""")
                .param("recheckAt", recheckAt == null ? null : utc(recheckAt))
                .param("id", id)
                .update();
    }

    @Override
    public void revive(UUID id, Instant now) {
        Rows.revive(jdbc, id, now);
    }

    @Override
    public void releaseKey(UUID id) {
        jdbc.sql("UPDATE intake_delivery SET dedupe_key = dedupe_key || ':' || id WHERE id = :id")
                .param("id", id)
                .update();
    }

    static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    static Status status(String slug) {
        return Status.valueOf(slug.toUpperCase(Locale.ROOT));
    }
}
