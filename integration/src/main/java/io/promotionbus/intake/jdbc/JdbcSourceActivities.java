package io.promotionbus.intake.jdbc;

import io.promotionbus.intake.SourceActivities;
import io.promotionbus.intake.SourceActivity;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class JdbcSourceActivities implements SourceActivities {

    private final JdbcClient jdbc;

    JdbcSourceActivities(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public void heard(Map<SourceActivity.Key, Instant> last) {
        last.forEach((source, at) -> jdbc.sql("""
                        INSERT INTO intake_source (source, source_name, last_received_at) VALUES (:source, :name, :at)
                        ON CONFLICT (source, source_name) DO UPDATE SET last_received_at = excluded.last_received_at
                        WHERE intake_source.last_received_at < excluded.last_received_at""")
                .param("source", source.provider())
                .param("name", source.name())
                .param("at", JdbcInbox.utc(at))
                .update());
    }

    @Override
    public Map<SourceActivity.Key, Instant> last() {
        Map<SourceActivity.Key, Instant> last = new HashMap<>();
        jdbc.sql("SELECT source, source_name, last_received_at FROM intake_source")
                .query(row -> {
                    last.put(
                            new SourceActivity.Key(row.getString(1), row.getString(2)),
                            Rows.instant(row, "last_received_at"));
                });
        return last;
    }
}
