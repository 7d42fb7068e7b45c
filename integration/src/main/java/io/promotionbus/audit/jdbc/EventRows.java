package io.promotionbus.audit.jdbc;

import io.promotionbus.audit.AuditEvent;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Objects;
import java.util.UUID;

/** Reads the columns of {@link #COLUMNS}; {@link #FROM} joins the number and the name. */
final class EventRows {

    static final String COLUMNS = """
            e.id, s.seq, e.at, e.actor_kind, e.actor_issuer, e.actor_id, p.name AS actor_name, e.action, e.subject_kind,
            e.subject_id, e.project, e.stage, e.freight, e.delivery, e.correlation, e.reason, e.before, e.after
            """;

    static final String FROM = """
            FROM audit_event e
            LEFT JOIN audit_sealed s ON s.event_id = e.id
            LEFT JOIN audit_person p ON p.issuer = e.actor_issuer AND p.subject = e.actor_id
            """;

    private EventRows() {}

    static AuditEvent read(ResultSet row, int number) throws SQLException {
        long seq = row.getLong("seq");
        Long sealed = row.wasNull() ? null : seq;
        return new AuditEvent(
                Objects.requireNonNull(row.getObject("id", UUID.class)),
                sealed,
                row.getObject("at", OffsetDateTime.class).toInstant(),
                row.getString("actor_kind"),
                row.getString("actor_issuer"),
                row.getString("actor_id"),
                row.getString("actor_name"),
                row.getString("action"),
                row.getString("subject_kind"),
                row.getString("subject_id"),
                row.getString("project"),
                row.getString("stage"),
                row.getString("freight"),
                row.getObject("delivery", UUID.class),
                row.getString("correlation"),
                row.getString("reason"),
                EntryJson.read(row.getString("before")),
                EntryJson.read(row.getString("after")));
    }
}
