package io.promotionbus.audit.jdbc;

import io.promotionbus.audit.Actor;
import io.promotionbus.audit.AuditEntry;
import io.promotionbus.audit.AuditLog;
import io.promotionbus.platform.BusinessClock;
import io.promotionbus.platform.Correlation;
import io.promotionbus.platform.Ids;
import io.promotionbus.platform.Transactions;
import java.time.ZoneOffset;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Writes each event with one statement that also queues it for sealing. */
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
        if (!TransactionSynchronizationManager.isActualTransactionActive()) {
            throw new IllegalStateException("Audit event " + entry.action() + " outside the transaction of its change");
        }
        if (entry.actor() instanceof Actor.Person person) {
            remember(person);
        }
        String correlation = entry.correlation() == null ? Correlation.current() : entry.correlation();
        jdbc.sql("""
                WITH event AS (
                    INSERT INTO audit_event (id, at, actor_kind, actor_issuer, actor_id, action, subject_kind, subject_id,
                        project, stage, freight, delivery, correlation, reason, before, after)
                    VALUES (:id, :at, :kind, :issuer, :actor, :action, :subjectKind, :subjectId,
                        :project, :stage, :freight, :delivery, :correlation, :reason, :before::jsonb, :after::jsonb)
                    RETURNING id, at)
                INSERT INTO audit_unsealed (event_id, at) SELECT id, at FROM event
                """)
                .param("id", ids.next())
                .param("at", clock.now().atOffset(ZoneOffset.UTC))
                .param("kind", kind(entry.actor()))
                .param("issuer", entry.actor() instanceof Actor.Person person ? person.issuer() : null)
                .param("actor", id(entry.actor()))
                .param("action", entry.action())
                .param("subjectKind", entry.subjectKind())
                .param("subjectId", entry.subjectId())
                .param("project", entry.project())
                .param("stage", entry.stage())
                .param("freight", entry.freight())
                .param("delivery", entry.delivery())
                .param("correlation", correlation)
                .param("reason", storable(entry.reason()))
                .param("before", EntryJson.write(entry.before()))
                .param("after", EntryJson.write(entry.after()))
                .update();
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
