package io.promotionbus.audit.jdbc;

import io.promotionbus.audit.AuditEvent;
import io.promotionbus.audit.Chain;
import io.promotionbus.audit.EventJson;
import io.promotionbus.audit.Head;
import io.promotionbus.audit.Seals;
import io.promotionbus.audit.SigningKey;
import io.promotionbus.platform.BusinessClock;
import io.promotionbus.platform.Changes;
import io.promotionbus.platform.Transactions;
import java.security.MessageDigest;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Seals in PostgreSQL; an advisory lock lets one replica seal at a time. */
@Component
public class JdbcSeals implements Seals {

    private static final long SEALING = 0x6275_7373_6561_6c31L;
    private static final int BATCH = 1_000;
    private static final String SEAL_COLUMNS = "no, last_seq, hash, at, key_id, signature";

    private final JdbcClient jdbc;
    private final JdbcTemplate template;
    private final Transactions transactions;
    private final BusinessClock clock;
    private final SigningKey key;
    private final Changes changes;

    public JdbcSeals(
            JdbcTemplate template, Transactions transactions, BusinessClock clock, SigningKey key, Changes changes) {
        this.template = template;
        this.jdbc = JdbcClient.create(template);
        this.transactions = transactions;
        this.clock = clock;
        this.key = key;
        this.changes = changes;
    }

    @Override
    public Optional<Sealed> sealNext() {
        if (!jdbc.sql("SELECT EXISTS (SELECT FROM audit_unsealed)")
                .query(Boolean.class)
                .single()) {
            return Optional.empty();
        }
        return transactions.call(() -> {
            boolean mine = jdbc.sql("SELECT pg_try_advisory_xact_lock(?)")
                    .param(SEALING)
                    .query(Boolean.class)
                    .single();
            return mine ? seal() : Optional.empty();
        });
    }

    private Optional<Sealed> seal() {
        List<AuditEvent> waiting = unsealed();
        List<AuditEvent> events = Restore.cut(waiting);
        if (events.isEmpty()) {
            return Optional.empty();
        }
        Optional<Head> last = head();
        Restore restore = Restore.in(events.getFirst());
        long before = restore == null ? last.map(Head::seq).orElse(0L) : restore.lostThrough();
        long no = (restore == null ? last.map(Head::seal).orElse(0L) : restore.lostSeal()) + 1;
        MessageDigest batch = Chain.batch(last.map(Head::hash).orElse(null));
        List<byte[]> hashes = new ArrayList<>(events.size());
        long seq = before;
        for (AuditEvent event : events) {
            byte[] hash = Chain.rowHash(EventJson.of(event).put("seq", ++seq));
            batch.update(hash);
            hashes.add(hash);
        }
        Head head = key.sign(no, seq, batch.digest(), clock.now());
        take(events);
        insertSeal(head, before + 1);
        insertSealed(events, hashes, before + 1, no);
        changes.changed(Changes.Kind.AUDIT, events.getLast().id().toString(), seq);
        return Optional.of(new Sealed(head, waiting.size() == BATCH || events.size() < waiting.size()));
    }

    /** In the order of their ids, which is the order of their making within a replica. */
    private List<AuditEvent> unsealed() {
        return jdbc.sql("SELECT " + EventRows.COLUMNS + EventRows.FROM + """
                JOIN (SELECT event_id, at FROM audit_unsealed ORDER BY event_id LIMIT :batch) u
                  ON u.event_id = e.id AND u.at = e.at
                WHERE s.seq IS NULL
                ORDER BY e.id
                """)
                .param("batch", BATCH)
                .query(EventRows::read)
                .list();
    }

    private void take(List<AuditEvent> taken) {
        template.update("DELETE FROM audit_unsealed WHERE event_id = ANY(?)", (Object) ids(taken));
    }

    private void insertSeal(Head head, long first) {
        jdbc.sql(
                        "INSERT INTO audit_seal (no, first_seq, last_seq, hash, at, key_id, signature) VALUES (?, ?, ?, ?, ?, ?, ?)")
                .param(head.seal())
                .param(first)
                .param(head.seq())
                .param(head.hash())
                .param(head.at().atOffset(ZoneOffset.UTC))
                .param(head.keyId())
                .param(head.signature())
                .update();
    }

    private void insertSealed(List<AuditEvent> events, List<byte[]> hashes, long first, long seal) {
        template.update(
                "INSERT INTO audit_sealed (seq, event_id, event_at, row_hash, seal_no)"
                        + " SELECT ? + n - 1, event_id, event_at, row_hash, ?"
                        + " FROM unnest(?::uuid[], ?::timestamptz[], ?::bytea[])"
                        + " WITH ORDINALITY AS sealed (event_id, event_at, row_hash, n)",
                first,
                seal,
                ids(events),
                events.stream().map(event -> event.at().toString()).toArray(String[]::new),
                hashes.toArray(byte[][]::new));
    }

    private static UUID[] ids(List<AuditEvent> events) {
        return events.stream().map(AuditEvent::id).toArray(UUID[]::new);
    }

    @Override
    public Optional<Head> head() {
        return jdbc.sql("SELECT " + SEAL_COLUMNS + " FROM audit_seal ORDER BY no DESC LIMIT 1")
                .query(JdbcSeals::readHead)
                .optional();
    }

    @Override
    public void walk(Walker walker) {
        transactions.run(() -> {
            template.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY");
            // A reader may take its time; this transaction holds no lock that others wait for.
            template.execute("SET LOCAL idle_in_transaction_session_timeout = 0");
            new SealedWalk(template).walk(walker);
        });
    }

    @Override
    public Optional<String> strayEvent() {
        return jdbc.sql("""
                SELECT e.id::text FROM audit_event e
                WHERE NOT EXISTS (SELECT FROM audit_sealed s WHERE s.event_id = e.id)
                  AND NOT EXISTS (SELECT FROM audit_unsealed u WHERE u.event_id = e.id)
                LIMIT 1
                """).query(String.class).optional();
    }

    static Head readHead(ResultSet row, int number) throws SQLException {
        Instant at = row.getObject("at", OffsetDateTime.class).toInstant();
        return new Head(
                row.getLong("no"),
                row.getLong("last_seq"),
                row.getBytes("hash"),
                at,
                row.getString("key_id"),
                row.getBytes("signature"));
    }

    /** What a restore mark says was lost; numbering goes on behind it, so that no number ever means two events. */
    private record Restore(long lostThrough, long lostSeal) {

        static @Nullable Restore in(AuditEvent event) {
            return Chain.RESTORED.equals(event.action())
                    ? new Restore(
                            event.after().path("lostThrough").asLong(),
                            event.after().path("lostSeal").asLong())
                    : null;
        }

        /** A mark is the first event of its seal. */
        static List<AuditEvent> cut(List<AuditEvent> events) {
            for (int i = 1; i < events.size(); i++) {
                if (in(events.get(i)) != null) {
                    return events.subList(0, i);
                }
            }
            return events;
        }
    }
}
