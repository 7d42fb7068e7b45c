package io.promotionbus.platform.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.promotionbus.platform.InvalidConfiguration;
import io.promotionbus.support.RunningBus;
import io.promotionbus.support.TestDatabase;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

class WaitForDatabaseIT {

    private final TestDatabase database = TestDatabase.create();

    @Test
    void waitsUntilPostgresAnswersAndGoesOn() throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        URI real = URI.create(database.url().substring("jdbc:".length()));
        String url = "jdbc:postgresql://127.0.0.1:" + port + real.getPath();
        CompletableFuture<Void> start =
                CompletableFuture.runAsync(() -> new WaitForDatabase(true).migrate(flyway(url, TestDatabase.PASSWORD)));
        await().during(Duration.ofMillis(1_500)).atMost(Duration.ofSeconds(5)).until(() -> !start.isDone());

        try (ServerSocket listening = new ServerSocket(port, 10, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> forward(listening, real.getPort()));
            await().atMost(Duration.ofSeconds(20)).until(start::isDone);
            assertThat(start).isCompletedWithValue(null);
        }
    }

    @Test
    void takesARefusedPasswordForWrongConfiguration() {
        // Loopback is trusted by the embedded server, so an unknown user stands for a wrong password.
        Flyway flyway = Flyway.configure()
                .dataSource(database.url(), "nobody_here", "x")
                .load();
        assertThatThrownBy(() -> new WaitForDatabase(true).migrate(flyway))
                .isInstanceOf(InvalidConfiguration.class)
                .hasMessageContaining("spring.flyway.user");
    }

    @Test
    void takesAMissingDatabaseForWrongConfiguration() {
        assertThatThrownBy(() -> new WaitForDatabase(true)
                        .migrate(flyway(
                                database.url().replaceAll("/bus_\\d+", "/no_such_database"), TestDatabase.PASSWORD)))
                .isInstanceOf(InvalidConfiguration.class)
                .hasMessageContaining("spring.datasource.url");
    }

    /** Production runs schemas that some build was tested with, so nothing is slipped in below what was applied. */
    @Test
    void refusesAMigrationThatArrivesBelowTheNewestApplied() {
        JdbcClient.create(database.ownerDataSource())
                .sql("DELETE FROM flyway_schema_history WHERE version = '012'")
                .update();

        assertThatThrownBy(() -> new WaitForDatabase(true).migrate(flyway(database.url(), TestDatabase.PASSWORD)))
                .isInstanceOf(InvalidConfiguration.class)
                .hasMessageContaining("Detected resolved migration not applied to database: 012");
        assertThat(RunningBus.shared().bean(Flyway.class).getConfiguration().isOutOfOrder())
                .isFalse();
    }

    /** Only the migration needs the owner; the service waits for it with its own role, which cannot change the schema. */
    @Test
    void waitsUntilSomebodyElseHasMigrated() throws Exception {
        String url = emptyDatabase();
        Flyway asApplication = Flyway.configure()
                .dataSource(url, TestDatabase.APPLICATION, TestDatabase.PASSWORD)
                .locations("classpath:db/migration")
                .load();
        CompletableFuture<Void> start =
                CompletableFuture.runAsync(() -> new WaitForDatabase(false).migrate(asApplication));
        await().during(Duration.ofMillis(1_500)).atMost(Duration.ofSeconds(5)).until(() -> !start.isDone());

        assertThat(MigrateCommand.run(
                        List.of("migrate"),
                        Map.of(
                                "SPRING_DATASOURCE_URL", url,
                                "SPRING_FLYWAY_USER", TestDatabase.OWNER,
                                "SPRING_FLYWAY_PASSWORD", TestDatabase.PASSWORD)))
                .hasValue(0);
        await().atMost(Duration.ofSeconds(30)).until(start::isDone);
        assertThat(start).isCompletedWithValue(null);
    }

    @Test
    void saysWhatTheMigrationLacksAndLeavesOtherCommandsAlone() {
        assertThat(MigrateCommand.run(List.of("migrate"), Map.of())).hasValue(1);
        assertThat(MigrateCommand.run(List.of("verify-audit", "x"), Map.of())).isEmpty();
        assertThat(MigrateCommand.run(List.of(), Map.of())).isEmpty();
    }

    private String emptyDatabase() throws SQLException {
        String name = "empty_for_migration";
        try (Connection connection = DriverManager.getConnection(
                        database.url().replaceAll("/bus_\\d+", "/postgres"), "postgres", "postgres");
                Statement statement = connection.createStatement()) {
            statement.execute("DROP DATABASE IF EXISTS " + name);
            statement.execute("CREATE DATABASE " + name + " OWNER " + TestDatabase.OWNER);
        }
        return database.url().replaceAll("/bus_\\d+", "/" + name);
    }

    private static Flyway flyway(String url, String password) {
        return Flyway.configure()
                .dataSource(url, TestDatabase.OWNER, password)
                .locations("classpath:db/migration")
                .load();
    }

    private static void forward(ServerSocket listening, int port) {
        while (!listening.isClosed()) {
            try {
                Socket in = listening.accept();
                Socket out = new Socket(InetAddress.getLoopbackAddress(), port);
                Thread.ofVirtual().start(() -> pump(in, out));
                Thread.ofVirtual().start(() -> pump(out, in));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private static void pump(Socket from, Socket to) {
        try (from;
                to) {
            from.getInputStream().transferTo(to.getOutputStream());
        } catch (IOException closed) {
            // One side went away; closing both is the whole answer.
            assertThat(closed).isNotNull();
        }
    }
}
