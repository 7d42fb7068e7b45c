package io.promotionbus.intake.jdbc;

import io.promotionbus.intake.Inbox;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What more than one adapter of the table needs. */
final class Rows {

    private Rows() {}

    static Inbox.Known known(ResultSet row) throws SQLException {
        return new Inbox.Known(
                row.getObject("id", UUID.class),
                JdbcInbox.status(row.getString("status")),
                instant(row, "received_at"),
                row.getBoolean("has_body"),
                row.getString("correlation"));
    }

    static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    static @Nullable Instant maybeInstant(ResultSet row, String column) throws SQLException {
        OffsetDateTime value = row.getObject(column, OffsetDateTime.class);
        return value == null ? null : value.toInstant();
    }

    /** PostgreSQL cannot store U+0000, and a sender may write it. */
    static @Nullable String storable(@Nullable String text) {
        return text == null ? null : text.replace('\u0000', '\ufffd');
    }

    static void revive(JdbcClient jdbc, UUID id, Instant now) {
        jdbc.sql("""
                        UPDATE intake_delivery SET status = 'new', attempts = 0, next_attempt_at = :now, finished_at = NULL,
                            error_slug = NULL, error_detail = NULL, error_path = NULL
                        WHERE id = :id AND status IN ('dead', 'retry')""").param("now", JdbcInbox.utc(now)).param("id", id).update();
    }
}
