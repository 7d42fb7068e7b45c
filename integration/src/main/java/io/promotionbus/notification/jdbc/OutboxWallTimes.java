package io.promotionbus.notification.jdbc;

import io.promotionbus.notification.LongestWaits;
import io.promotionbus.notification.ReportLedger;
import io.promotionbus.platform.WallTimes;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** A letter may wait for a day after its ninth attempt and must not after its first: what is too far depends on both. */
@Repository
class OutboxWallTimes implements WallTimes {

    private static final String DUE = """
            UPDATE outbox SET next_attempt_at = :now WHERE id IN (
                SELECT o.id FROM outbox o
                LEFT JOIN unnest(:schemes::text[], :attempts::integer[], :seconds::bigint[])
                       AS longest (scheme, attempts, seconds)
                       ON longest.scheme = split_part(o.recipient_data ->> 'address', ':', 1)
                      AND longest.attempts = CASE o.status WHEN 'aside' THEN 0 ELSE o.attempts END
                WHERE (o.status IN ('new', 'retry') AND o.next_attempt_at > :soon
                       OR o.status = 'aside' AND o.next_attempt_at > :soon)
                  AND o.next_attempt_at > :soon + make_interval(secs => CASE o.status
                        WHEN 'new' THEN 0
                        WHEN 'retry' THEN coalesce(longest.seconds, :retry)
                        ELSE coalesce(longest.seconds, :summary) END)
                FOR UPDATE OF o SKIP LOCKED)""";

    private final JdbcClient jdbc;
    private final LongestWaits waits;
    private final List<Longest> longest;

    OutboxWallTimes(JdbcClient jdbc, LongestWaits waits) {
        this.jdbc = jdbc;
        this.waits = waits;
        this.longest = longest(waits);
    }

    private static List<Longest> longest(LongestWaits waits) {
        List<Longest> all = new ArrayList<>();
        waits.schedules().forEach((scheme, schedule) -> {
            all.add(new Longest(scheme, 0, waits.summary(scheme)));
            for (int attempts = 1; attempts <= schedule.pauses().size(); attempts++) {
                all.add(new Longest(scheme, attempts, waits.retry(scheme, attempts)));
            }
        });
        return all;
    }

    @Override
    public String what() {
        return "messages";
    }

    @Override
    public int bringForward(Instant now) {
        return due(now) + claimed(now) + reports(now);
    }

    private int due(Instant now) {
        return jdbc.sql(DUE)
                .param("now", utc(now))
                .param("soon", utc(now.plus(SLACK)))
                .param("schemes", longest.stream().map(Longest::scheme).toArray(String[]::new))
                .param("attempts", longest.stream().map(Longest::attempts).toArray(Integer[]::new))
                .param("seconds", longest.stream().map(Longest::seconds).toArray(Long[]::new))
                .param("retry", waits.retry().toSeconds())
                .param("summary", waits.summary().toSeconds())
                .update();
    }

    private int claimed(Instant now) {
        Duration lease = waits.pace().lease();
        return jdbc.sql("""
                        UPDATE outbox SET claimed_until = :until WHERE id IN (
                            SELECT id FROM outbox WHERE status = 'running' AND claimed_until > :late
                            FOR UPDATE SKIP LOCKED)""")
                .param("until", utc(now.plus(lease)))
                .param("late", utc(WallTimes.tooFar(now, lease)))
                .update();
    }

    private int reports(Instant now) {
        return jdbc.sql("""
                        UPDATE notification_report SET claimed_until = :until WHERE (repository, number) IN (
                            SELECT repository, number FROM notification_report WHERE claimed_until > :late
                            FOR UPDATE SKIP LOCKED)""")
                .param("until", utc(now.plus(ReportLedger.LEASE)))
                .param("late", utc(WallTimes.tooFar(now, ReportLedger.LEASE)))
                .update();
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    /** {@code attempts} is zero for what was put aside. */
    private record Longest(String scheme, int attempts, Duration pause) {
        long seconds() {
            return pause.toSeconds();
        }
    }
}
