package io.promotionbus.intake.jdbc;

import io.promotionbus.intake.HookHost;
import io.promotionbus.intake.Redeliveries;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class JdbcRedeliveries implements Redeliveries {

    private final JdbcClient jdbc;

    JdbcRedeliveries(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public Optional<Look> claim(String source, Instant now, Instant next) {
        return jdbc.sql("""
                        INSERT INTO intake_hook (source_name, next_check_at) VALUES (:source, :next)
                        ON CONFLICT (source_name) DO UPDATE SET next_check_at = excluded.next_check_at
                            WHERE intake_hook.next_check_at <= :now
                        RETURNING examined_at""")
                .param("source", source)
                .param("next", JdbcInbox.utc(next))
                .param("now", JdbcInbox.utc(now))
                .query((row, number) -> new Look(Rows.maybeInstant(row, "examined_at")))
                .optional();
    }

    @Override
    public void again(String source, Instant at) {
        jdbc.sql("UPDATE intake_hook SET next_check_at = :at WHERE source_name = :source")
                .param("at", JdbcInbox.utc(at))
                .param("source", source)
                .update();
    }

    @Override
    public void examined(String source, Instant until) {
        jdbc.sql("UPDATE intake_hook SET examined_at = greatest(examined_at, :until) WHERE source_name = :source")
                .param("until", JdbcInbox.utc(until))
                .param("source", source)
                .update();
    }

    @Override
    public Set<String> missing(Collection<String> keys) {
        return new HashSet<>(jdbc.sql("""
                        SELECT key FROM unnest(CAST(:keys AS text[])) key
                        WHERE NOT EXISTS (SELECT FROM intake_delivery WHERE dedupe_key = key)
                          AND NOT EXISTS (SELECT FROM intake_redelivery WHERE dedupe_key = key)""")
                .param("keys", keys.toArray(String[]::new))
                .query(String.class)
                .list());
    }

    @Override
    public boolean asking(String key, HookHost.Hook hook, long delivery, Instant now) {
        return jdbc.sql("""
                                INSERT INTO intake_redelivery (dedupe_key, hook, delivery, asked_at)
                                VALUES (:key, :hook, :delivery, :now) ON CONFLICT DO NOTHING""")
                        .param("key", key)
                        .param("hook", hook.toString())
                        .param("delivery", delivery)
                        .param("now", JdbcInbox.utc(now))
                        .update()
                == 1;
    }

    @Override
    public void notAsked(String key) {
        jdbc.sql("DELETE FROM intake_redelivery WHERE dedupe_key = :key")
                .param("key", key)
                .update();
    }
}
