package io.promotionbus.users;

import java.util.Map;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The migration step: a Job or an init container with the owner's credentials.
 *
 * <p>Environment: {@code USERS_DB_URL}, {@code USERS_DB_OWNER}, {@code USERS_DB_OWNER_PASSWORD} and
 * {@code USERS_DB_APPLICATION} (the role that gets the grants).
 */
final class Migration {

    private static final Logger LOG = LoggerFactory.getLogger(Migration.class);

    private Migration() {}

    /** @return the exit code: 0 done, 1 failed with the reason in the log */
    static int run(Map<String, String> environment, String... unexpected) {
        if (unexpected.length > 0) {
            LOG.error("migrate takes no arguments, got {}", String.join(" ", unexpected));
            return 1;
        }
        try {
            var result = Flyway.configure()
                    .dataSource(
                            required(environment, "USERS_DB_URL"),
                            required(environment, "USERS_DB_OWNER"),
                            required(environment, "USERS_DB_OWNER_PASSWORD"))
                    .locations("classpath:db/users")
                    .placeholders(Map.of("application", required(environment, "USERS_DB_APPLICATION")))
                    .connectRetries(10)
                    .load()
                    .migrate();
            LOG.info("Schema is at version {}", result.targetSchemaVersion);
            return 0;
        } catch (FlywayException | IllegalArgumentException e) {
            LOG.error("Migration failed: {}", e.getMessage());
            return 1;
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
