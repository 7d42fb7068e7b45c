package io.promotionbus.platform.persistence;

import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code promotion-bus migrate}: brings the schema to this build's version and ends. It starts neither Spring nor Camel, so
 * that only this step needs the owner's credentials; the service then runs with {@code bus.database.migrate=false}.
 *
 * <p>Environment, named as for the service: {@code SPRING_DATASOURCE_URL}, {@code SPRING_FLYWAY_USER} and
 * {@code SPRING_FLYWAY_PASSWORD}.
 */
public final class MigrateCommand {

    private static final Logger LOG = LoggerFactory.getLogger(MigrateCommand.class);
    private static final int CONNECT_RETRIES = 30;
    private static final int LONGEST_PAUSE_SECONDS = 5;

    private MigrateCommand() {}

    /** @return the exit code (0 done, 1 failed with the reason in the log), or empty when this is not what was asked */
    public static OptionalInt run(List<String> arguments, Map<String, String> environment) {
        if (!arguments.equals(List.of("migrate"))) {
            return OptionalInt.empty();
        }
        try {
            var result = Flyway.configure()
                    .dataSource(
                            required(environment, "SPRING_DATASOURCE_URL"),
                            required(environment, "SPRING_FLYWAY_USER"),
                            required(environment, "SPRING_FLYWAY_PASSWORD"))
                    .locations("classpath:db/migration")
                    .connectRetries(CONNECT_RETRIES)
                    .connectRetriesInterval(LONGEST_PAUSE_SECONDS)
                    .load()
                    .migrate();
            LOG.info("{} migrations ran; the schema is what this build needs", result.migrationsExecuted);
            return OptionalInt.of(0);
        } catch (FlywayException | IllegalArgumentException e) {
            LOG.error("Migration failed: {}", e.getMessage());
            return OptionalInt.of(1);
        }
    }

    private static String required(Map<String, String> environment, String name) {
        String value = environment.get(name);
        if (value == null || value.isBlank()) {
            throw new IllegalArgumentException("set the environment variable " + name);
        }
        return value;
    }
}
