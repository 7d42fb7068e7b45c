package io.promotionbus.notification.jdbc;

import io.promotionbus.audit.Actor;
import io.promotionbus.audit.AuditEntry;
import io.promotionbus.audit.AuditLog;
import io.promotionbus.notification.Audience;
import io.promotionbus.notification.Letter;
import io.promotionbus.notification.Message;
import io.promotionbus.notification.Messages;
import io.promotionbus.notification.Outbox;
import io.promotionbus.notification.Recipient;
import io.promotionbus.platform.Ids;
import io.promotionbus.platform.Transactions;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The outbox table. Claims are one statement each, so that a claim never outlives the connection that made it. */
@Repository
class JdbcMessages implements Messages {

    private static final String CLAIM = """
            UPDATE outbox SET status = 'running', attempts = attempts + 1, claimed_by = :claim, claimed_until = :until
            WHERE id = (SELECT id FROM outbox
                        WHERE (status IN ('new', 'retry') AND next_attempt_at <= :now)
                           OR (status = 'running' AND claimed_until < :now)
                        ORDER BY next_attempt_at, id LIMIT 1 FOR UPDATE SKIP LOCKED)
            RETURNING *""";

    private static final String CLAIM_SUMMARY = """
            WITH kind AS (SELECT recipient, template, project, coalesce(stage, '') AS stage FROM outbox
                          WHERE status = 'aside' AND next_attempt_at <= :now
                          ORDER BY next_attempt_at, id LIMIT 1)
            UPDATE outbox o SET status = 'running', attempts = attempts + 1, claimed_by = :claim, claimed_until = :until
            WHERE o.id IN (SELECT w.id FROM outbox w JOIN kind k
                             ON w.recipient = k.recipient AND w.template = k.template AND w.project = k.project
                            AND coalesce(w.stage, '') = k.stage
                           WHERE w.status = 'aside' ORDER BY w.id LIMIT :most FOR UPDATE OF w SKIP LOCKED)
            RETURNING o.*""";

    private static final String PUT_ASIDE = """
            UPDATE outbox o SET status = 'aside', claimed_by = NULL, claimed_until = NULL,
                   next_attempt_at = coalesce((SELECT min(w.next_attempt_at) FROM outbox w
                                               WHERE w.status = 'aside' AND w.recipient = o.recipient
                                                 AND w.template = o.template AND w.project = o.project
                                                 AND w.stage IS NOT DISTINCT FROM o.stage AND w.next_attempt_at > :now),
                                              :due)
            WHERE o.id = :id AND o.claimed_by = :claim AND o.status = 'running'""";

    private static final Actor OUTBOX = new Actor.System("outbox");

    private final JdbcClient jdbc;
    private final Transactions transactions;
    private final Ids ids;
    private final OutboxRows rows;
    private final AuditLog audit;

    JdbcMessages(JdbcClient jdbc, Transactions transactions, Ids ids, OutboxRows rows, AuditLog audit) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.ids = ids;
        this.rows = rows;
        this.audit = audit;
    }

    @Override
    public void store(Audience audience, Message message, Instant now) {
        insert(ids.next(), "audience", rows.key(audience, message), message, now)
                .param("audience", rows.json(audience))
                .param("recipient", null)
                .param("data", null)
                .update();
    }

    private JdbcClient.StatementSpec insert(UUID id, String kind, String key, Message message, Instant now) {
        Outbox.Context place = message.context();
        return jdbc.sql("""
                        INSERT INTO outbox (id, kind, dedupe_key, template, subject_id, occasion, audience, recipient,
                                            recipient_data, model, project, stage, freight, correlation,
                                            next_attempt_at, created_at)
                        VALUES (:id, :kind, :key, :template, :subject, :occasion, CAST(:audience AS jsonb), :recipient,
                                CAST(:data AS jsonb), CAST(:model AS jsonb), :project, :stage, :freight, :correlation,
                                :now, :now)
                        ON CONFLICT (dedupe_key) DO NOTHING""")
                .param("id", id)
                .param("kind", kind)
                .param("key", key)
                .param("template", message.template())
                .param("subject", message.subjectId())
                .param("occasion", message.occasion())
                .param("model", rows.json(message.model()))
                .param("project", place.project())
                .param("stage", place.stage())
                .param("freight", place.freight())
                .param("correlation", place.correlation())
                .param("now", utc(now));
    }

    @Override
    public void drop(String template, UUID subjectId, Instant now) {
        // A letter in the middle of being sent cannot be taken back; an audience in the middle of being asked can.
        jdbc.sql("""
                        UPDATE outbox SET status = 'dropped', finished_at = :now, claimed_by = NULL, claimed_until = NULL
                        WHERE template = :template AND subject_id = :subject
                          AND (status IN ('new', 'retry', 'aside') OR (status = 'running' AND kind = 'audience'))""")
                .param("template", template)
                .param("subject", subjectId)
                .param("now", utc(now))
                .update();
    }

    @Override
    public Optional<Claimed> claim(String claim, Instant now, Duration lease) {
        return jdbc
                .sql(CLAIM)
                .param("claim", claim)
                .param("now", utc(now))
                .param("until", utc(now.plus(lease)))
                .query(rows::claimed)
                .list()
                .stream()
                .findFirst();
    }

    @Override
    public List<Claimed.ForPerson> claimSummary(String claim, int most, Instant now, Duration lease) {
        return transactions.call(() -> {
            // Two replicas would split one recipient's letters into two summaries.
            jdbc.sql("SELECT pg_advisory_xact_lock(hashtext('outbox-summary'))").query(rs -> {});
            return jdbc
                    .sql(CLAIM_SUMMARY)
                    .param("claim", claim)
                    .param("most", most)
                    .param("now", utc(now))
                    .param("until", utc(now.plus(lease)))
                    .query(rows::claimed)
                    .list()
                    .stream()
                    .map(Claimed.ForPerson.class::cast)
                    .sorted(Comparator.comparing(Claimed.ForPerson::id))
                    .toList();
        });
    }

    @Override
    public boolean audienceKnown(
            Claimed.ForAudience row, String claim, List<Recipient> recipients, @Nullable String note, Instant now) {
        return transactions.call(() -> {
            if (!end(row.id(), claim, "done", note, null, now)) {
                return false;
            }
            for (Recipient recipient : recipients) {
                insert(ids.next(), "letter", rows.key(recipient, row.message()), row.message(), now)
                        .param("audience", null)
                        .param("recipient", recipient.subject())
                        .param("data", rows.json(recipient))
                        .update();
            }
            return true;
        });
    }

    @Override
    public boolean sent(UUID id, String claim, String reference, Instant now) {
        return end(id, claim, "done", null, reference, now);
    }

    @Override
    public boolean dead(UUID id, String claim, String error, Instant now) {
        return transactions.call(() -> {
            boolean ended = end(id, claim, "dead", error, null, now);
            if (ended) {
                audit.record(jdbc.sql("SELECT template, recipient, project, stage, freight FROM outbox WHERE id = :id")
                        .param("id", id)
                        .query((row, number) -> lost(row, id, error))
                        .single());
            }
            return ended;
        });
    }

    private static AuditEntry lost(ResultSet row, UUID id, String error) throws SQLException {
        AuditEntry entry = AuditEntry.of(OUTBOX, "notification.dead", "message", id.toString())
                .at(row.getString("project"), row.getString("stage"))
                .because(row.getString("template") + ": " + error);
        String freight = row.getString("freight");
        return freight == null ? entry : entry.freight(freight);
    }

    private boolean end(
            UUID id, String claim, String status, @Nullable String note, @Nullable String reference, Instant now) {
        return jdbc.sql("""
                                UPDATE outbox SET status = :status, last_error = :note, sent_as = :reference,
                                       finished_at = :now, claimed_by = NULL, claimed_until = NULL
                                WHERE id = :id AND claimed_by = :claim AND status = 'running'""")
                        .param("status", status)
                        .param("note", note)
                        .param("reference", reference)
                        .param("now", utc(now))
                        .param("id", id)
                        .param("claim", claim)
                        .update()
                == 1;
    }

    @Override
    public boolean retry(UUID id, String claim, String error, Instant next) {
        return jdbc.sql("""
                                UPDATE outbox SET status = 'retry', last_error = :error, next_attempt_at = :next,
                                       claimed_by = NULL, claimed_until = NULL
                                WHERE id = :id AND claimed_by = :claim AND status = 'running'""")
                        .param("error", error)
                        .param("next", utc(next))
                        .param("id", id)
                        .param("claim", claim)
                        .update()
                == 1;
    }

    @Override
    public boolean putAside(Claimed.ForPerson row, String claim, Instant now, Instant due) {
        return jdbc.sql(PUT_ASIDE)
                        .param("id", row.id())
                        .param("claim", claim)
                        .param("now", utc(now))
                        .param("due", utc(due))
                        .update()
                == 1;
    }

    @Override
    public int sentSince(Letter letter, Instant since) {
        return jdbc.sql("""
                        SELECT count(*) FROM outbox
                        WHERE kind = 'letter' AND status = 'done' AND recipient = :recipient AND template = :template
                          AND finished_at >= :since AND project = :project AND stage IS NOT DISTINCT FROM CAST(:stage AS text)""")
                .param("recipient", letter.recipient().subject())
                .param("template", letter.message().template())
                .param("since", utc(since))
                .param("project", letter.message().context().project())
                .param("stage", letter.message().context().stage())
                .query(Integer.class)
                .single();
    }

    @Override
    public Optional<List<Recipient>> told(String template, UUID subjectId) {
        boolean underWay = jdbc.sql(
                        "SELECT EXISTS (SELECT FROM outbox WHERE subject_id = :subject AND template = :template AND status = 'running')")
                .param("subject", subjectId)
                .param("template", template)
                .query(Boolean.class)
                .single();
        return underWay
                ? Optional.empty()
                : Optional.of(jdbc.sql("""
                                SELECT recipient_data, sent_as FROM outbox
                                WHERE subject_id = :subject AND template = :template AND kind = 'letter' AND status = 'done'
                                ORDER BY id""")
                        .param("subject", subjectId)
                        .param("template", template)
                        .query(rows::told)
                        .list());
    }

    @Override
    public Backlog backlog() {
        return jdbc.sql("""
                        SELECT count(*) FILTER (WHERE status <> 'dead') AS waiting, count(*) FILTER (WHERE status = 'dead') AS dead,
                               min(created_at) FILTER (WHERE status <> 'dead') AS oldest,
                               (SELECT last_error FROM outbox WHERE status IN ('retry', 'dead') AND last_error IS NOT NULL
                                ORDER BY id DESC LIMIT 1) AS error
                        FROM outbox WHERE status IN ('new', 'retry', 'running', 'aside', 'dead')""").query(rows::backlog).single();
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
