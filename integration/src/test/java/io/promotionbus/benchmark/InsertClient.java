package io.promotionbus.benchmark;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.UUID;

/** The baseline: the same single row as the inbox's, by one prepared statement in autocommit, on a table with the same indexes. */
final class InsertClient implements Load.Client {

    static final String TABLE = "baseline_delivery";

    private static final String INSERT = "INSERT INTO " + TABLE + """
             (id, source, source_name, delivery_id, event, dedupe_key, received_at,
                correlation, headers, body, body_bytes, body_sha256, next_attempt_at)
            VALUES (?, 'github', 'default', ?, 'push', ?, ?, ?, ?::jsonb, ?, ?, ?, ?)
            ON CONFLICT (dedupe_key) DO NOTHING""";

    private final Connection connection;
    private final PreparedStatement insert;
    private final byte[] body;
    private final String headers;

    InsertClient(Connection connection, byte[] body, String headers) throws SQLException {
        this.connection = connection;
        this.insert = connection.prepareStatement(INSERT);
        this.body = body;
        this.headers = headers;
    }

    @Override
    public void once() throws SQLException {
        String id = UUID.randomUUID().toString();
        OffsetDateTime now = OffsetDateTime.now(ZoneOffset.UTC);
        insert.setObject(1, UUID.randomUUID());
        insert.setString(2, id);
        insert.setString(3, "github:default:" + id);
        insert.setObject(4, now, Types.TIMESTAMP_WITH_TIMEZONE);
        insert.setString(5, id);
        insert.setString(6, headers);
        insert.setBytes(7, body);
        insert.setInt(8, body.length);
        insert.setBytes(9, new byte[32]);
        insert.setObject(10, now, Types.TIMESTAMP_WITH_TIMEZONE);
        insert.executeUpdate();
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
