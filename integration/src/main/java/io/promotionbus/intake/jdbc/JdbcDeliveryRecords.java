package io.promotionbus.intake.jdbc;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.promotionbus.intake.Artifact;
import io.promotionbus.intake.DeliveryFilter;
import io.promotionbus.intake.DeliveryRecord;
import io.promotionbus.intake.DeliveryRecords;
import io.promotionbus.intake.Inbox;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class JdbcDeliveryRecords implements DeliveryRecords {

    private static final String COLUMNS = """
            id, source, source_name, delivery_id, event, received_at, status, verdict_kind, verdict_reason, verdict_facts,
            artifacts, freights, attempts, next_attempt_at, error_slug, error_detail, error_path, duplicates, correlation,
            body_bytes, body_sha256""";

    private final JdbcClient jdbc;
    private final ObjectMapper json;

    JdbcDeliveryRecords(JdbcClient jdbc, ObjectMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    @Override
    public List<DeliveryRecord> list(DeliveryFilter filter, boolean ascending, @Nullable UUID after, int limit) {
        Map<String, Object> parameters = new HashMap<>();
        String where = where(filter, parameters);
        if (after != null) {
            where += ascending ? " AND id > :after" : " AND id < :after";
            parameters.put("after", after);
        }
        parameters.put("limit", limit);
        return jdbc.sql("SELECT " + COLUMNS + ", '{}' AS headers, NULL::bytea AS body FROM intake_delivery WHERE "
                        + where + " ORDER BY id " + (ascending ? "ASC" : "DESC") + " LIMIT :limit")
                .params(parameters)
                .query((row, n) -> delivery(row))
                .list();
    }

    @Override
    public Optional<DeliveryRecord> byId(UUID id) {
        return jdbc.sql("SELECT " + COLUMNS + ", headers, body FROM intake_delivery WHERE id = :id")
                .param("id", id)
                .query((row, n) -> delivery(row))
                .optional();
    }

    @Override
    public Optional<Inbox.Known> lock(UUID id) {
        return jdbc.sql("""
                        SELECT id, status, received_at, correlation, body IS NOT NULL AS has_body
                        FROM intake_delivery WHERE id = :id FOR UPDATE""").param("id", id).query((row, n) -> Rows.known(row)).optional();
    }

    @Override
    public void revive(UUID id, Instant now) {
        Rows.revive(jdbc, id, now);
    }

    @Override
    public List<Inbox.Known> lockFailed(DeliveryFilter filter, @Nullable UUID after, int limit) {
        Map<String, Object> parameters = new HashMap<>();
        String where = where(filter, parameters) + " AND status IN ('dead', 'retry') AND body IS NOT NULL";
        if (after != null) {
            where += " AND id > :after";
            parameters.put("after", after);
        }
        parameters.put("limit", limit);
        return jdbc.sql("SELECT id, status, received_at, correlation, true AS has_body FROM intake_delivery WHERE "
                        + where + " ORDER BY id LIMIT :limit FOR UPDATE SKIP LOCKED")
                .params(parameters)
                .query((row, n) -> Rows.known(row))
                .list();
    }

    @Override
    public int forgetBodies(Instant receivedBefore, int limit) {
        return jdbc.sql("""
                        UPDATE intake_delivery SET body = NULL WHERE id IN (
                            SELECT id FROM intake_delivery
                            WHERE received_at < :before AND body IS NOT NULL AND status IN ('done', 'dead')
                            LIMIT :limit FOR UPDATE SKIP LOCKED)""")
                .param("before", JdbcInbox.utc(receivedBefore))
                .param("limit", limit)
                .update();
    }

    private static String where(DeliveryFilter filter, Map<String, Object> parameters) {
        StringBuilder where = new StringBuilder("true");
        and(where, parameters, "status", filter.status(), "status = :status");
        and(where, parameters, "source", filter.source(), "source = :source");
        and(where, parameters, "event", filter.event(), "event = :event");
        and(
                where,
                parameters,
                "repository",
                filter.repository(),
                "repositories @> ARRAY[:repository]::text[] AND repositories <> '{}'");
        and(
                where,
                parameters,
                "from",
                filter.from() == null ? null : JdbcInbox.utc(filter.from()),
                "received_at >= :from");
        and(where, parameters, "to", filter.to() == null ? null : JdbcInbox.utc(filter.to()), "received_at < :to");
        and(where, parameters, "q", filter.q() == null ? null : "%" + escaped(filter.q()) + "%", """
                (id::text ILIKE :q OR delivery_id ILIKE :q OR source_name ILIKE :q OR verdict_reason ILIKE :q
                 OR error_slug ILIKE :q OR error_detail ILIKE :q OR artifacts::text ILIKE :q OR freights::text ILIKE :q
                 OR verdict_facts::text ILIKE :q OR array_to_string(repositories, ' ') ILIKE :q)""");
        return where.toString();
    }

    private static void and(
            StringBuilder where,
            Map<String, Object> parameters,
            String name,
            @Nullable Object value,
            String condition) {
        if (value != null) {
            where.append(" AND ").append(condition);
            parameters.put(name, value);
        }
    }

    private static String escaped(String text) {
        return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_");
    }

    private DeliveryRecord delivery(ResultSet row) throws SQLException {
        String status = row.getString("status");
        String kind = row.getString("verdict_kind");
        String errorSlug = row.getString("error_slug");
        return new DeliveryRecord(
                row.getObject("id", UUID.class),
                row.getString("source"),
                row.getString("source_name"),
                row.getString("delivery_id"),
                row.getString("event"),
                Rows.instant(row, "received_at"),
                status,
                kind == null
                        ? null
                        : new DeliveryRecord.VerdictRecord(
                                kind,
                                row.getString("verdict_reason"),
                                read(row.getString("artifacts"), new TypeReference<List<Artifact>>() {}),
                                read(
                                        row.getString("freights"),
                                        new TypeReference<List<DeliveryRecord.FreightRecord>>() {}),
                                read(row.getString("verdict_facts"), new TypeReference<Map<String, Object>>() {})),
                row.getInt("attempts"),
                status.equals("new") || status.equals("retry") ? Rows.maybeInstant(row, "next_attempt_at") : null,
                errorSlug == null
                        ? null
                        : new DeliveryRecord.ErrorRecord(
                                errorSlug, row.getString("error_detail"), row.getString("error_path")),
                row.getInt("duplicates"),
                row.getString("correlation"),
                read(row.getString("headers"), new TypeReference<Map<String, String>>() {}),
                row.getInt("body_bytes"),
                row.getBytes("body_sha256"),
                row.getBytes("body"));
    }

    private <T> T read(String text, TypeReference<T> type) {
        try {
            return json.readValue(text, type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A JSON column holds what this package wrote", e);
        }
    }
}
