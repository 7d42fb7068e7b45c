package io.promotionbus.support;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/**
 * A real PostgreSQL for tests: one server per JVM, one database per caller, migrated from a template, with the two roles
 * of production (owner migrates, application works).
 */
public final class TestDatabase {

    public static final String OWNER = "promotion_bus_owner";
    public static final String APPLICATION = "promotion_bus_app";
    public static final String PASSWORD = "test";

    private static final AtomicInteger COUNTER = new AtomicInteger();
    private static EmbeddedPostgres server;

    private final String url;

    private TestDatabase(String url) {
        this.url = url;
    }

    /** An empty database whose schema is the one that this migration led to. */
    public static TestDatabase migratedTo(String version) {
        create();
        String name = "bus_" + COUNTER.incrementAndGet();
        admin("CREATE DATABASE " + name + " OWNER " + OWNER);
        Flyway.configure()
                .dataSource(urlOf(name), OWNER, PASSWORD)
                .locations("classpath:db/migration")
                .target(version)
                .load()
                .migrate();
        return new TestDatabase(urlOf(name));
    }

    /** A fresh, migrated database. */
    public static synchronized TestDatabase create() {
        try {
            if (server == null) {
                server = EmbeddedPostgres.builder().start();
                admin("CREATE ROLE " + OWNER + " LOGIN PASSWORD '" + PASSWORD + "'");
                admin("CREATE ROLE " + APPLICATION + " LOGIN PASSWORD '" + PASSWORD + "'");
                admin("CREATE DATABASE template_bus OWNER " + OWNER);
                Flyway.configure()
                        .dataSource(urlOf("template_bus"), OWNER, PASSWORD)
                        .locations("classpath:db/migration")
                        .load()
                        .migrate();
            }
            String name = "bus_" + COUNTER.incrementAndGet();
            admin("CREATE DATABASE " + name + " TEMPLATE template_bus OWNER " + OWNER);
            return new TestDatabase(urlOf(name));
        } catch (IOException e) {
            throw new UncheckedIOException("The embedded PostgreSQL did not start", e);
        }
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

    private static String urlOf(String database) {
        return "jdbc:postgresql://localhost:" + server.getPort() + "/" + database;
    }

    public String url() {
        return url;
    }

    /** Connects as the application's role. */
    public DataSource dataSource() {
        return new DriverManagerDataSource(url, APPLICATION, PASSWORD);
    }

    /** Connects as the owner, for what tests must do behind the application's back. */
    public DataSource ownerDataSource() {
        return new DriverManagerDataSource(url, OWNER, PASSWORD);
    }

    /** Connects as who may switch triggers and foreign keys off. */
    public DataSource superuserDataSource() {
        return new DriverManagerDataSource(url, "postgres", "postgres");
    }
}
