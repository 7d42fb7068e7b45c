package io.promotionbus.users;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** A real PostgreSQL with the owner's and the application's role apart, as in production. */
final class UsersDatabase {

    static final String OWNER = "users_owner";
    static final String APPLICATION = "users_app";
    static final String PASSWORD = "test";

    private static final AtomicInteger COUNTER = new AtomicInteger();
    private static EmbeddedPostgres server;

    private final String url;

    private UsersDatabase(String url) {
        this.url = url;
    }

    static synchronized UsersDatabase empty() {
        try {
            if (server == null) {
                server = EmbeddedPostgres.builder().start();
                admin("CREATE ROLE " + OWNER + " LOGIN PASSWORD '" + PASSWORD + "'");
                admin("CREATE ROLE " + APPLICATION + " LOGIN PASSWORD '" + PASSWORD + "'");
            }
            String name = "users_" + COUNTER.incrementAndGet();
            admin("CREATE DATABASE " + name + " OWNER " + OWNER);
            return new UsersDatabase("jdbc:postgresql://localhost:" + server.getPort() + "/" + name);
        } catch (IOException e) {
            throw new UncheckedIOException("The embedded PostgreSQL did not start", e);
        }
    }

    static UsersDatabase migrated() {
        UsersDatabase database = empty();
        int exit = database.migrate();
        if (exit != 0) {
            throw new IllegalStateException("migration failed with exit code " + exit);
        }
        return database;
    }

    int migrate() {
        return Migration.run(Map.of(
                "USERS_DB_URL", url,
                "USERS_DB_OWNER", OWNER,
                "USERS_DB_OWNER_PASSWORD", PASSWORD,
                "USERS_DB_APPLICATION", APPLICATION));
    }

    private static void admin(String sql) {
        try (Connection connection =
                        DriverManager.getConnection(server.getJdbcUrl("postgres", "postgres"), "postgres", "postgres");
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException("Could not run: " + sql, e);
        }
    }

    String url() {
        return url;
    }

    JdbcClient asOwner() {
        return JdbcClient.create(new DriverManagerDataSource(url, OWNER, PASSWORD));
    }

    JdbcClient asApplication() {
        return JdbcClient.create(new DriverManagerDataSource(url, APPLICATION, PASSWORD));
    }
}
