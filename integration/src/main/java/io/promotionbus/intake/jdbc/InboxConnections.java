package io.promotionbus.intake.jdbc;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.springframework.boot.autoconfigure.jdbc.JdbcConnectionDetails;
import org.springframework.stereotype.Component;

/**
 * The inbox's own few connections: however busy the workers are with theirs, a webhook finds one, and PostgreSQL ends a
 * statement that takes too long, which is cheaper than the driver's timer for each.
 */
@Component
class InboxConnections implements AutoCloseable {

    static final int COUNT = 2;

    private static final Duration STATEMENT = Duration.ofSeconds(5);
    /** For a server that does not even answer any more; with the wait for a connection less than a sender's ten seconds. */
    private static final Duration SOCKET = Duration.ofSeconds(6);

    private static final Duration CONNECT = Duration.ofSeconds(3);

    private final HikariDataSource pool;

    InboxConnections(JdbcConnectionDetails database) {
        HikariConfig config = new HikariConfig();
        config.setPoolName("inbox");
        config.setJdbcUrl(database.getJdbcUrl());
        config.setUsername(database.getUsername());
        config.setPassword(database.getPassword());
        config.setMaximumPoolSize(COUNT);
        config.setConnectionTimeout(CONNECT.toMillis());
        // Whether PostgreSQL answers is found out by the first delivery, not by the start.
        config.setInitializationFailTimeout(-1);
        config.addDataSourceProperty("socketTimeout", SOCKET.toSeconds());
        config.addDataSourceProperty("options", "-c statement_timeout=" + STATEMENT.toMillis());
        this.pool = new HikariDataSource(config);
    }

    Connection get() throws SQLException {
        return pool.getConnection();
    }

    @Override
    public void close() {
        pool.close();
    }
}
