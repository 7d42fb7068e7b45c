package io.promotionbus.audit.jdbc;

import io.promotionbus.audit.AuditEvent;
import io.promotionbus.audit.Head;
import io.promotionbus.audit.Seals;
import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;

/** Reads the sealed order in pages, so that any length takes constant memory. */
final class SealedWalk {

    private static final int SEALS_A_PAGE = 200;

    private final JdbcTemplate template;

    SealedWalk(JdbcTemplate template) {
        this.template = template;
    }

    void walk(Seals.Walker walker) {
        long after = 0;
        while (true) {
            List<Head> seals = template.query(
                    "SELECT no, last_seq, hash, at, key_id, signature FROM audit_seal WHERE no > ? ORDER BY no LIMIT "
                            + SEALS_A_PAGE,
                    JdbcSeals::readHead,
                    after);
            for (Head seal : seals) {
                if (!events(seal.seal(), walker) || !walker.seal(seal)) {
                    return;
                }
                after = seal.seal();
            }
            if (seals.size() < SEALS_A_PAGE) {
                return;
            }
        }
    }

    private boolean events(long seal, Seals.Walker walker) {
        List<Row> rows = template.query(
                "SELECT " + EventRows.COLUMNS.replace("s.seq", "s.seq, s.row_hash, e.id IS NULL AS gone") + """
                FROM audit_sealed s
                LEFT JOIN audit_event e ON e.id = s.event_id AND e.at = s.event_at
                LEFT JOIN audit_person p ON p.issuer = e.actor_issuer AND p.subject = e.actor_id
                WHERE s.seal_no = ? ORDER BY s.seq
                """,
                (row, number) -> new Row(
                        row.getLong("seq"),
                        row.getBytes("row_hash"),
                        row.getBoolean("gone") ? null : EventRows.read(row, number)),
                seal);
        for (Row row : rows) {
            if (!walker.event(row.seq(), row.event(), row.hash())) {
                return false;
            }
        }
        return true;
    }

    private record Row(
            long seq,
            byte[] hash,
            @org.jspecify.annotations.Nullable AuditEvent event) {}
}
