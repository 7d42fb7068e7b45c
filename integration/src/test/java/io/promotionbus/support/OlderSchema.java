package io.promotionbus.support;

import java.util.List;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/**
 * What an earlier version of the bus would have left behind: its schema, and in its tables and columns the rows that a
 * database of today holds.
 */
public final class OlderSchema {

    private static final String TABLES = """
            SELECT relname FROM pg_class
            WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p') AND NOT relispartition
              AND relname NOT LIKE 'flyway%'
            """;
    private static final String COLUMNS = """
            SELECT quote_ident(column_name) FROM information_schema.columns
            WHERE table_schema = 'public' AND table_name = :table AND is_generated = 'NEVER'
            """;

    private OlderSchema() {}

    /** A database at {@code version} with what {@code today} holds, as far as that version knew it. */
    public static TestDatabase holding(TestDatabase today, String version) {
        TestDatabase older = TestDatabase.migratedTo(version);
        JdbcClient from = JdbcClient.create(today.superuserDataSource());
        SingleConnectionDataSource connection =
                new SingleConnectionDataSource(older.url(), "postgres", "postgres", true);
        try {
            JdbcClient to = JdbcClient.create(connection);
            to.sql("SET session_replication_role = replica").update();
            List<String> known = from.sql(TABLES).query(String.class).list();
            to.sql(TABLES).query(String.class).list().stream()
                    .filter(known::contains)
                    .forEach(table -> copy(from, to, table));
            from.sql("SELECT sequencename FROM pg_sequences WHERE last_value IS NOT NULL")
                    .query(String.class)
                    .list()
                    .forEach(sequence -> advance(from, to, sequence));
        } finally {
            connection.destroy();
        }
        return older;
    }

    private static void copy(JdbcClient from, JdbcClient to, String table) {
        String columns = to.sql(COLUMNS).param("table", table).query(String.class).list().stream()
                .collect(Collectors.joining(", "));
        String insert = "INSERT INTO " + table + " (" + columns + ") OVERRIDING SYSTEM VALUE SELECT " + columns
                + " FROM jsonb_populate_record(NULL::" + table + ", :row::jsonb)";
        to.sql("DELETE FROM " + table).update();
        from.sql("SELECT to_jsonb(t)::text FROM " + table + " t")
                .query(String.class)
                .list()
                .forEach(row -> to.sql(insert).param("row", row).update());
    }

    private static void advance(JdbcClient from, JdbcClient to, String sequence) {
        long last = from.sql("SELECT last_value FROM pg_sequences WHERE sequencename = :name")
                .param("name", sequence)
                .query(Long.class)
                .single();
        to.sql("SELECT setval(to_regclass(:name), :last)")
                .param("name", sequence)
                .param("last", last)
                .query()
                .listOfRows();
    }
}
