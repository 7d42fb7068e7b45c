package io.promotionbus.users;

import java.sql.Timestamp;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Page;
import org.springframework.data.domain.PageImpl;
import org.springframework.data.domain.Pageable;
import org.springframework.data.domain.Sort;
import org.springframework.data.jdbc.core.JdbcAggregateOperations;
import org.springframework.data.relational.core.query.Query;
import org.springframework.jdbc.core.simple.JdbcClient;

class UserSearchImpl implements UserSearch {

    private static final Map<String, String> COLUMNS =
            Map.of("id", "id", "name", "name", "email", "email", "createdAt", "created_at", "updatedAt", "updated_at");
    /**
     * Materialized, because the planner guesses badly how rare a text is: it would rather walk an index of the order until
     * a page is full, which for a rare text is the whole table. So the trigram indexes find, once, and the rest is sorted.
     */
    private static final String FOUND = """
            WITH found AS MATERIALIZED (
                SELECT id, name, email, created_at, updated_at, version FROM users
                WHERE upper(name) LIKE upper(:pattern) OR upper(email) LIKE upper(:pattern))
            """;

    private final JdbcAggregateOperations operations;
    private final JdbcClient jdbc;

    UserSearchImpl(JdbcAggregateOperations operations, JdbcClient jdbc) {
        this.operations = operations;
        this.jdbc = jdbc;
    }

    @Override
    public Page<User> search(@Nullable String text, Pageable page) {
        if (text == null || text.isBlank()) {
            return operations.findAll(Query.empty(), User.class, page);
        }
        String pattern = "%" + literally(text.strip()) + "%";
        List<Row> rows = jdbc.sql(FOUND + "SELECT *, count(*) OVER () AS total FROM found ORDER BY "
                        + order(page.getSort()) + " LIMIT :size OFFSET :offset")
                .param("pattern", pattern)
                .param("size", page.getPageSize())
                .param("offset", page.getOffset())
                .query(Row.class)
                .list();
        // A page behind the last has no row that could tell the number of all.
        long total = rows.isEmpty()
                ? page.getOffset() == 0 ? 0 : count(pattern)
                : rows.getFirst().total();
        return new PageImpl<>(rows.stream().map(Row::user).toList(), page, total);
    }

    private long count(String pattern) {
        return jdbc.sql(FOUND + "SELECT count(*) FROM found")
                .param("pattern", pattern)
                .query(Long.class)
                .single();
    }

    private static String order(Sort sort) {
        return sort.stream()
                .map(by -> COLUMNS.get(by.getProperty()) + " " + by.getDirection())
                .collect(Collectors.joining(", "));
    }

    /** The wildcards of LIKE lose their meaning: who searches for {@code 50%} wants that text. */
    private static String literally(String text) {
        return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_");
    }

    /** A user and how many there are on all pages together. */
    private record Row(
            UUID id, String name, String email, Timestamp createdAt, Timestamp updatedAt, long version, long total) {

        User user() {
            return new User(id, name, email, createdAt.toInstant(), updatedAt.toInstant(), version);
        }
    }
}
