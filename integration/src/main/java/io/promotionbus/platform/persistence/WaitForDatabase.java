package io.promotionbus.platform.persistence;

import io.promotionbus.platform.InvalidConfiguration;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.exception.FlywayValidateException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.flyway.FlywayMigrationStrategy;
import org.springframework.stereotype.Component;

/**
 * Migrates when PostgreSQL answers, however long that takes: the bus waits and says so. A server that answers and refuses
 * (password, database, rights) or holds another schema is wrong configuration instead and ends the start.
 *
 * <p>With {@code bus.database.migrate=false} somebody else migrates ({@code promotion-bus migrate}, as a step of the
 * deployment with the owner's credentials) and the start waits until that is done; reading the history is all it needs.
 */
@Component
class WaitForDatabase implements FlywayMigrationStrategy {

    private static final Logger LOG = LoggerFactory.getLogger(WaitForDatabase.class);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final int SAY_EVERY = 10;

    private final boolean migrate;

    WaitForDatabase(@Value("${bus.database.migrate:true}") boolean migrate) {
        this.migrate = migrate;
    }

    @Override
    public void migrate(Flyway flyway) {
        await(flyway.getConfiguration().getDataSource());
        try {
            if (migrate) {
                flyway.migrate();
            } else {
                awaitMigrated(flyway);
                flyway.validate();
            }
        } catch (FlywayValidateException e) {
            LOG.debug("What does not fit", e);
            throw InvalidConfiguration.wrong(
                    "spring.datasource.url",
                    "the schema there is not one that this version was built for: "
                            + problem(String.valueOf(e.getMessage())));
        }
    }

    private static void awaitMigrated(Flyway flyway) {
        for (int attempt = 0; flyway.info().pending().length > 0; attempt++) {
            if (attempt % SAY_EVERY == 0) {
                LOG.warn("Migrations have not run, not ready; `promotion-bus migrate` runs them");
            }
            pause();
        }
    }

    /** Of Flyway's paragraphs the line that names the first migration. */
    private static String problem(String message) {
        List<String> lines = message.lines().filter(line -> !line.isBlank()).toList();
        return lines.get(Math.min(1, lines.size() - 1)).strip().replaceFirst("\\.$", "");
    }

    private static void await(DataSource owner) {
        for (int attempt = 0; ; attempt++) {
            try (Connection connection = owner.getConnection()) {
                if (attempt > 0) {
                    LOG.info("PostgreSQL answers ({})", connection.getMetaData().getDatabaseProductVersion());
                }
                return;
            } catch (SQLException e) {
                refuseIfConfigured(e);
                if (attempt % SAY_EVERY == 0) {
                    LOG.warn("PostgreSQL does not answer, not ready; trying again every second: {}", e.getMessage());
                }
                pause();
            }
        }
    }

    /** SQLSTATE 28 wrong user or password, 3D unknown database, 42 not permitted. */
    private static void refuseIfConfigured(SQLException e) {
        String state = e.getSQLState() == null ? "" : e.getSQLState();
        if (state.startsWith("28")) {
            throw InvalidConfiguration.wrong(
                    "spring.flyway.user (or spring.flyway.password)", "PostgreSQL does not let this user in");
        }
        if (state.startsWith("3D")) {
            throw InvalidConfiguration.wrong("spring.datasource.url", "the database does not exist");
        }
        if (state.startsWith("42")) {
            throw InvalidConfiguration.wrong("spring.flyway.user", "PostgreSQL does not permit it to connect");
        }
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(PAUSE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Stopped while waiting for PostgreSQL", e);
        }
    }
}
