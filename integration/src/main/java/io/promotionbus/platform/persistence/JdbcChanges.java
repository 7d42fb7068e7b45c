package io.promotionbus.platform.persistence;

import io.promotionbus.platform.Changes;
import io.promotionbus.platform.Signal;
import io.promotionbus.platform.Signals;
import io.promotionbus.platform.Transactions;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** The change feed in PostgreSQL. */
@Component
public class JdbcChanges implements Changes {

    /** Raised with each change. */
    public static final Signal CHANGED = new Signal("platform-changes");

    /** Key of the advisory lock that lets one transaction at a time give numbers. */
    private static final long NUMBERING = 0x6275_7363_6861_6e67L;

    private final JdbcClient jdbc;
    private final Signals signals;
    private final Transactions transactions;
    private final Clock wall;

    public JdbcChanges(JdbcClient jdbc, Signals signals, Transactions transactions, Clock wall) {
        this.jdbc = jdbc;
        this.signals = signals;
        this.transactions = transactions;
        this.wall = wall;
    }

    @Override
    public void changed(Kind kind, String id, long version) {
        changed(kind, List.of(id), version);
    }

    @Override
    public void changed(Kind kind, Collection<String> ids, long version) {
        if (!TransactionSynchronizationManager.isActualTransactionActive()) {
            throw new IllegalStateException("A change is announced in the transaction that makes it");
        }
        jdbc.sql("INSERT INTO change_event (kind, subject_id, version, written_at)"
                        + " SELECT ?, id, ?, ? FROM unnest(?::text[]) AS id")
                .param(kind.slug())
                .param(version)
                .param(Timestamp.from(wall.instant()))
                .param(ids.toArray(String[]::new))
                .update();
        signals.raise(CHANGED);
    }

    /** Changes after {@code seq} in their order, at most {@code limit}. */
    public List<ChangeEvent> after(long seq, int limit) {
        number();
        return jdbc.sql("SELECT seq, kind, subject_id, version FROM change_event WHERE seq > ? ORDER BY seq LIMIT ?")
                .param(seq)
                .param(limit)
                .query((row, n) -> new ChangeEvent(
                        row.getLong("seq"),
                        Kind.valueOf(row.getString("kind").toUpperCase(Locale.ROOT)),
                        row.getString("subject_id"),
                        row.getLong("version")))
                .list();
    }

    /**
     * Numbers what has been committed. The lock is held until this transaction has committed too, so numbers become
     * visible in their order.
     */
    private void number() {
        if (!jdbc.sql("SELECT EXISTS (SELECT FROM change_event WHERE seq IS NULL)")
                .query(Boolean.class)
                .single()) {
            return;
        }
        transactions.run(() -> {
            jdbc.sql("SELECT pg_advisory_xact_lock(?)")
                    .param(NUMBERING)
                    .query((row, n) -> 0)
                    .list();
            jdbc.sql("""
                    WITH waiting AS MATERIALIZED (SELECT id FROM change_event WHERE seq IS NULL ORDER BY id),
                         numbered AS MATERIALIZED (SELECT id, nextval('change_event_seq') AS n FROM waiting)
                    UPDATE change_event SET seq = numbered.n FROM numbered WHERE change_event.id = numbered.id
                    """).update();
        });
    }

    /** The newest number given; 0 when nothing ever changed. */
    public long newest() {
        number();
        return jdbc.sql("SELECT CASE WHEN is_called THEN last_value ELSE 0 END FROM change_event_seq")
                .query(Long.class)
                .single();
    }

    /** True when everything after {@code seq} is still kept, so that a reader may resume there. */
    public boolean keepsAfter(long seq) {
        Long oldest = jdbc.sql("SELECT min(seq) FROM change_event")
                .query((row, n) -> {
                    long value = row.getLong(1);
                    return row.wasNull() ? Long.MAX_VALUE : value;
                })
                .single();
        long newest = newest();
        return seq <= newest && (seq == newest || oldest <= seq + 1);
    }

    /** Deletes changes older than {@code age} (wall time), also when nobody ever listened and gave them numbers. */
    public int forget(Duration age) {
        number();
        return jdbc.sql("DELETE FROM change_event WHERE seq IS NOT NULL AND written_at < ?")
                .param(Timestamp.from(wall.instant().minus(age)))
                .update();
    }
}
