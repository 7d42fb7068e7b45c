package io.promotionbus.audit.jdbc;

import io.promotionbus.audit.Actor;
import io.promotionbus.audit.AuditEntry;
import io.promotionbus.audit.AuditLog;
import io.promotionbus.platform.BusinessClock;
import io.promotionbus.platform.Correlation;
import io.promotionbus.platform.Ids;
import io.promotionbus.platform.Transactions;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Writes events with one statement that also queues them for sealing. */
@Component
public class JdbcAuditLog implements AuditLog {

    private static final int REMEMBERED_NAMES = 10_000;

    private final JdbcClient jdbc;
    private final BusinessClock clock;
    private final Ids ids;
    private final Transactions transactions;
    private final ConcurrentMap<String, String> names = new ConcurrentHashMap<>();

    public JdbcAuditLog(JdbcClient jdbc, BusinessClock clock, Ids ids, Transactions transactions) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.ids = ids;
        this.transactions = transactions;
    }

    @Override
    public void record(AuditEntry entry) {
        recordAll(List.of(entry));
    }

    /** One statement with a column of values each: a batch of single rows costs the server several times as much. */
    @Override
    public void recordAll(List<AuditEntry> entries) {
        if (entries.isEmpty()) {
            return;
        }
        if (!TransactionSynchronizationManager.isActualTransactionActive()) {
            throw new IllegalStateException(
                    "Audit event " + entries.getFirst().action() + " outside the transaction of its change");
        }
        for (AuditEntry entry : entries) {
            if (entry.actor() instanceof Actor.Person person) {
                remember(person);
            }
        }
        String current = Correlation.current();
        jdbc.sql("""
                WITH event AS (
                    INSERT INTO audit_event (id, at, actor_kind, actor_issuer, actor_id, action, subject_kind, subject_id,
                        project, stage, freight, delivery, correlation, reason, before, after)
                    SELECT n.id, :at, n.kind, n.issuer, n.actor, n.action, n.subject_kind, n.subject_id, n.project, n.stage,
                        n.freight, n.delivery, n.correlation, n.reason, n.before::jsonb, n.after::jsonb
                    FROM unnest(:id::uuid[], :kind::text[], :issuer::text[], :actor::text[], :action::text[],
                            :subjectKind::text[], :subjectId::text[], :project::text[], :stage::text[], :freight::text[],
                            :delivery::uuid[], :correlation::text[], :reason::text[], :before::text[], :after::text[])
                        AS n (id, kind, issuer, actor, action, subject_kind, subject_id, project, stage, freight, delivery,
                            correlation, reason, before, after)
                    RETURNING id, at)
                INSERT INTO audit_unsealed (event_id, at) SELECT id, at FROM event
                """)
                .param("at", clock.now().atOffset(ZoneOffset.UTC))
                .param("id", column(entries, entry -> ids.next().toString()))
                .param("kind", column(entries, entry -> kind(entry.actor())))
                .param("issuer", column(entries, JdbcAuditLog::issuer))
                .param("actor", column(entries, entry -> id(entry.actor())))
                .param("action", column(entries, AuditEntry::action))
                .param("subjectKind", column(entries, AuditEntry::subjectKind))
                .param("subjectId", column(entries, AuditEntry::subjectId))
                .param("project", column(entries, AuditEntry::project))
                .param("stage", column(entries, AuditEntry::stage))
                .param("freight", column(entries, AuditEntry::freight))
                .param("delivery", column(entries, JdbcAuditLog::delivery))
                .param("correlation", column(entries, e -> e.correlation() == null ? current : e.correlation()))
                .param("reason", column(entries, entry -> storable(entry.reason())))
                .param("before", column(entries, entry -> EntryJson.write(entry.before())))
                .param("after", column(entries, entry -> EntryJson.write(entry.after())))
                .update();
    }

    private static @Nullable String[] column(List<AuditEntry> entries, Function<AuditEntry, @Nullable String> value) {
        return entries.stream().map(value).toArray(String[]::new);
    }

    private static @Nullable String issuer(AuditEntry entry) {
        return entry.actor() instanceof Actor.Person person ? person.issuer() : null;
    }

    private static @Nullable String delivery(AuditEntry entry) {
        return entry.delivery() == null ? null : entry.delivery().toString();
    }

    private void remember(Actor.Person person) {
        String key = person.issuer() + "\n" + person.subject();
        if (person.name().equals(names.get(key))) {
            return;
        }
        jdbc.sql("""
                INSERT INTO audit_person (issuer, subject, name) VALUES (?, ?, ?)
                ON CONFLICT (issuer, subject) DO UPDATE SET name = excluded.name
                """)
                .param(person.issuer())
                .param(person.subject())
                .param(person.name())
                .update();
        transactions.afterCommit(() -> {
            if (names.size() >= REMEMBERED_NAMES) {
                names.clear();
            }
            names.put(key, person.name());
        });
    }

    private static String kind(Actor actor) {
        return switch (actor) {
            case Actor.Person person -> "person";
            case Actor.System system -> "system";
            case Actor.Kargo kargo -> "kargo";
            case Actor.Sender sender -> "sender";
        };
    }

    private static String id(Actor actor) {
        return switch (actor) {
            case Actor.Person person -> person.subject();
            case Actor.System system -> system.part();
            case Actor.Kargo kargo -> kargo.id();
            case Actor.Sender sender -> sender.id();
        };
    }

    private static @Nullable String storable(@Nullable String text) {
        return text == null ? null : text.replace('\u0000', '\ufffd');
    }
}
