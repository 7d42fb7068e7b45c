package io.promotionbus.users;

import org.springframework.beans.factory.InitializingBean;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Refuses to start on a schema this build cannot serve: one that is older than it needs, or one that says it broke builds
 * as old as this. A newer schema that did not say so is fine: that is what a rolling update looks like.
 */
@Component
class SchemaVersion implements InitializingBean {

    /** The schema this build was written for: the highest version in {@code database/users}. */
    static final int BUILT_FOR = 1;

    private final JdbcClient jdbc;

    SchemaVersion(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public void afterPropertiesSet() {
        if (!exists("flyway_schema_history")) {
            throw new WrongSchemaException("the database is empty; run `users-api migrate` first");
        }
        int present = jdbc.sql("SELECT coalesce(max(version::int), 0) FROM flyway_schema_history"
                        + " WHERE success AND version IS NOT NULL")
                .query(Integer.class)
                .single();
        if (present < BUILT_FOR) {
            throw new WrongSchemaException("the schema is at version %d, this build needs %d; run `users-api migrate`"
                    .formatted(present, BUILT_FOR));
        }
        int oldest = jdbc.sql("SELECT oldest_build FROM schema_compatibility")
                .query(Integer.class)
                .single();
        if (BUILT_FOR < oldest) {
            throw new WrongSchemaException(
                    "the schema no longer serves builds older than version %d, this one was built for %d; deploy a newer build"
                            .formatted(oldest, BUILT_FOR));
        }
    }

    private boolean exists(String table) {
        return jdbc.sql("SELECT to_regclass(:table) IS NOT NULL")
                .param("table", table)
                .query(Boolean.class)
                .single();
    }

    /** The database is not at a schema this build can serve. */
    static final class WrongSchemaException extends RuntimeException {
        WrongSchemaException(String message) {
            super(message);
        }
    }
}
