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
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

@Component
public class JdbcAuditEvents implements AuditEvents {

    private static final int FETCH = 500;

    private final JdbcClient jdbc;
    private final NamedParameterJdbcTemplate streaming;
    private final TransactionTemplate reading;

    public JdbcAuditEvents(DataSource dataSource, PlatformTransactionManager transactions) {
        this.jdbc = JdbcClient.create(dataSource);
        JdbcTemplate template = new JdbcTemplate(dataSource);
        template.setFetchSize(FETCH);
        this.streaming = new NamedParameterJdbcTemplate(template);
        this.reading = new TransactionTemplate(transactions);
        this.reading.setReadOnly(true);
    }

    @Override
    public List<AuditEvent> page(AuditFilter filter, boolean ascending, @Nullable Position after, int limit) {
        FilterSql sql = new FilterSql(filter, actors(filter));
        if (after != null) {
            sql.add(
                    "(e.at, e.id) " + (ascending ? ">" : "<") + " (:afterAt, :afterId)",
                    "afterAt",
                    after.at().atOffset(ZoneOffset.UTC));
            sql.parameters().put("afterId", after.id());
        }
        String direction = ascending ? " ASC" : " DESC";
        List<AuditEvent> page = reading.execute(status -> {
            // What is rare and what is common differ by thousands: one plan for all values would be slow for most.
            jdbc.sql("SET LOCAL plan_cache_mode = force_custom_plan").update();
            return jdbc.sql("SELECT " + EventRows.COLUMNS + EventRows.FROM + sql.where() + " ORDER BY e.at" + direction
                            + ", e.id" + direction + " LIMIT :limit")
                    .params(sql.parameters())
                    .param("limit", limit)
                    .query(EventRows::read)
                    .list();
        });
        return Objects.requireNonNull(page);
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

    /** A cursor needs a transaction: without one the driver would read the whole result into memory. */
    @Override
    public void each(AuditFilter filter, Consumer<AuditEvent> reader) {
        FilterSql sql = new FilterSql(filter, actors(filter));
        RowCallbackHandler row = result -> reader.accept(EventRows.read(result, 0));
        reading.executeWithoutResult(status -> {
            // A reader may take its time; this transaction holds no lock that others wait for.
            streaming.getJdbcOperations().execute("SET LOCAL idle_in_transaction_session_timeout = 0");
            streaming.query(
                    "SELECT " + EventRows.COLUMNS + EventRows.FROM + sql.where() + " ORDER BY e.at, e.id",
                    sql.parameters(),
                    row);
        });
    }
}
