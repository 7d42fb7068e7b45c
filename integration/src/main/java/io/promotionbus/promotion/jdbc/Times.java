package io.promotionbus.promotion.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/** Instants as PostgreSQL's driver wants them. */
final class Times {

    private Times() {}

    static @Nullable OffsetDateTime of(@Nullable Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }

    static @Nullable Instant nullable(ResultSet row, String column) throws SQLException {
        OffsetDateTime found = row.getObject(column, OffsetDateTime.class);
        return found == null ? null : found.toInstant();
    }

    static Instant required(ResultSet row, String column) throws SQLException {
        Instant found = nullable(row, column);
        if (found == null) {
            throw new SQLException("No time in column " + column);
        }
        return found;
    }
}
