package io.promotionbus.users;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SchemaVersionIT {

    @TempDir
    private Path later;

    @Test
    void refusesAnEmptyDatabaseAndSaysWhatToDo() {
        assertThatThrownBy(() -> UsersServer.start(UsersDatabase.empty()).close())
                .rootCause()
                .hasMessageContaining("users-api migrate");
    }

    @Test
    void servesOnTheNextSchemaUnlessThatBreaksIt() throws Exception {
        UsersDatabase database = UsersDatabase.migrated();
        next(database, "V998__next.sql", "ALTER TABLE users ADD COLUMN phone varchar(40)");

        try (UsersServer previous = UsersServer.start(database)) {
            String path = previous.create("Ana", "ana@example.org").header("Location");
            assertThat(previous.put(path, "{\"name\":\"Bia\",\"email\":\"b@example.org\"}", "\"0\"")
                            .status())
                    .isEqualTo(200);
        }

        next(database, "V999__break.sql", "UPDATE schema_compatibility SET oldest_build = 999");
        assertThatThrownBy(() -> UsersServer.start(database).close())
                .rootCause()
                .hasMessageContaining("no longer serves");
    }

    @Test
    void worksWithARoleThatCannotChangeTheSchema() {
        UsersDatabase database = UsersDatabase.migrated();

        assertThatThrownBy(() -> database.asApplication()
                        .sql("ALTER TABLE users ADD COLUMN x int")
                        .update())
                .rootCause()
                .hasMessageContaining("must be owner");
        assertThatThrownBy(() ->
                        database.asApplication().sql("CREATE TABLE x (y int)").update())
                .rootCause()
                .hasMessageContaining("permission denied");
        assertThatThrownBy(() -> database.asApplication()
                        .sql("UPDATE schema_compatibility SET oldest_build = 0")
                        .update())
                .rootCause()
                .hasMessageContaining("permission denied");
    }

    @Test
    void migratesTwiceWithoutEffectAndNamesAMissingSetting() {
        UsersDatabase database = UsersDatabase.migrated();

        assertThat(database.migrate()).isZero();
        assertThat(Migration.run(Map.of())).isEqualTo(1);
        assertThat(Migration.run(Map.of(), "--help")).isEqualTo(1);
    }

    @Test
    void isBuiltForTheNewestMigration() throws Exception {
        int newest;
        try (var files = Files.list(Path.of("../database/users"))) {
            newest = files.map(file -> Pattern.compile("V(\\d+)__.*")
                            .matcher(file.getFileName().toString()))
                    .filter(Matcher::matches)
                    .mapToInt(matcher -> Integer.parseInt(matcher.group(1)))
                    .max()
                    .orElseThrow();
        }
        assertThat(SchemaVersion.BUILT_FOR).isEqualTo(newest);
    }

    private void next(UsersDatabase database, String file, String sql) throws Exception {
        Files.writeString(later.resolve(file), sql);
        Flyway.configure()
                .dataSource(database.url(), UsersDatabase.OWNER, UsersDatabase.PASSWORD)
                .locations("classpath:db/users", "filesystem:" + later)
                .placeholders(Map.of("application", UsersDatabase.APPLICATION))
                .load()
                .migrate();
    }
}
