package io.promotionbus.audit.jdbc;

import io.promotionbus.audit.AuditEvent;
import io.promotionbus.audit.AuditEvents;
import io.promotionbus.audit.AuditFilter;
import java.time.ZoneOffset;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

@Component
public class JdbcAuditEvents implements AuditEvents {

    private static final int PAGE = 1_000;

    private final JdbcClient jdbc;
    private final TransactionTemplate reading;
    private final TransactionTemplate snapshot;

    public JdbcAuditEvents(DataSource dataSource, PlatformTransactionManager transactions) {
        this.jdbc = JdbcClient.create(dataSource);
        this.reading = new TransactionTemplate(transactions);
        this.reading.setReadOnly(true);
        this.snapshot = new TransactionTemplate(transactions);
        this.snapshot.setReadOnly(true);
        this.snapshot.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
    }

    @Override
    public List<AuditEvent> page(AuditFilter filter, boolean ascending, @Nullable Position after, int limit) {
        Set<String> actors = actors(filter);
        return Objects.requireNonNull(reading.execute(status -> {
            planForEachFilter();
            return read(new FilterSql(filter, actors), ascending, after, limit);
        }));
    }

    /** What is rare and what is common differ by thousands: one plan for all values would be slow for most. */
    private void planForEachFilter() {
        jdbc.sql("SET LOCAL plan_cache_mode = force_custom_plan").update();
    }

    private List<AuditEvent> read(FilterSql sql, boolean ascending, @Nullable Position after, int limit) {
        if (after != null) {
            sql.add(
                    "(e.at, e.id) " + (ascending ? ">" : "<") + " (:afterAt, :afterId)",
                    "afterAt",
                    after.at().atOffset(ZoneOffset.UTC));
            sql.parameters().put("afterId", after.id());
        }
        String direction = ascending ? " ASC" : " DESC";
        return jdbc.sql("SELECT " + EventRows.COLUMNS + EventRows.FROM + sql.where() + " ORDER BY e.at" + direction
                        + ", e.id" + direction + " LIMIT :limit")
                .params(sql.parameters())
                .param("limit", limit)
                .query(EventRows::read)
                .list();
    }

    /** An id as it is, or the ids of those who are called so. */
    private Set<String> actors(AuditFilter filter) {
        if (filter.actor() == null) {
            return Set.of();
        }
        Set<String> actors = new LinkedHashSet<>(jdbc.sql("SELECT subject FROM audit_person WHERE name = ?")
                .param(filter.actor())
                .query(String.class)
                .list());
        actors.add(filter.actor());
        return actors;
    }

    @Override
    public Optional<AuditEvent> byId(UUID id) {
        return jdbc.sql("SELECT " + EventRows.COLUMNS + EventRows.FROM + " WHERE e.id = ?")
                .param(id)
                .query(EventRows::read)
                .optional();
    }

    /**
     * Page by page in one snapshot. As a single result, a long log would be sorted whole before its first row: ten million
     * events were still being sorted after thirty seconds.
     */
    @Override
    public void each(AuditFilter filter, Consumer<AuditEvent> reader) {
        Set<String> actors = actors(filter);
        snapshot.executeWithoutResult(status -> {
            planForEachFilter();
            // A reader may take its time; this transaction holds no lock that others wait for.
            jdbc.sql("SET LOCAL idle_in_transaction_session_timeout = 0").update();
            Position after = null;
            List<AuditEvent> page;
            do {
                page = read(new FilterSql(filter, actors), true, after, PAGE);
                page.forEach(reader);
                after = page.isEmpty() ? null : Position.of(page.getLast());
            } while (page.size() == PAGE);
        });
    }
}
