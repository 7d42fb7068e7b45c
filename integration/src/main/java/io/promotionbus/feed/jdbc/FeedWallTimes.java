package io.promotionbus.feed.jdbc;

import io.promotionbus.feed.LongestWaits;
import io.promotionbus.platform.WallTimes;
import java.time.Duration;
import java.time.Instant;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Pauses are also counted from when something began; a beginning that lies ahead is as wrong as an end that does. */
@Repository
class FeedWallTimes implements WallTimes {

    private final JdbcClient jdbc;
    private final LongestWaits waits;

    FeedWallTimes(JdbcClient jdbc, LongestWaits waits) {
        this.jdbc = jdbc;
        this.waits = waits;
    }

    @Override
    public String what() {
        return "artifacts and refreshes on their way to Freight";
    }

    @Override
    public int bringForward(Instant now) {
        return tasks(now) + claimed(now) + refreshes(now) + gaps(now);
    }

    private int tasks(Instant now) {
        return update("""
                UPDATE feed_task SET next_attempt_at = least(next_attempt_at, :now), created_at = least(created_at, :now),
                    token_at = CASE WHEN token_at > :now THEN :now ELSE token_at END
                WHERE id IN (SELECT id FROM feed_task WHERE status IN ('new', 'waiting')
                    AND (next_attempt_at > CASE status WHEN 'new' THEN :soon ELSE :late END
                        OR created_at > :soon OR token_at > :soon)
                    FOR UPDATE SKIP LOCKED)""", now, waits.task());
    }

    private int claimed(Instant now) {
        return jdbc.sql("""
                        UPDATE feed_task SET claimed_until = :until WHERE id IN (
                            SELECT id FROM feed_task WHERE status = 'running' AND claimed_until > :late
                            FOR UPDATE SKIP LOCKED)""")
                .param("until", Sql.utc(now.plus(waits.lease())))
                .param("late", Sql.utc(WallTimes.tooFar(now, waits.lease())))
                .update();
    }

    private int refreshes(Instant now) {
        return update("""
                UPDATE feed_refresh SET
                    requested_at = CASE WHEN requested_at > :now THEN :now ELSE requested_at END,
                    handled_at = CASE WHEN handled_at > :now THEN :now ELSE handled_at END,
                    trailing_at = CASE WHEN trailing_at > :late THEN :now ELSE trailing_at END
                WHERE (project, warehouse) IN (SELECT project, warehouse FROM feed_refresh
                    WHERE requested_at > :soon OR handled_at > :soon OR trailing_at > :late
                    FOR UPDATE SKIP LOCKED)""", now, waits.refresh());
    }

    private int gaps(Instant now) {
        return jdbc.sql("""
                        UPDATE feed_gap SET next_attempt_at = :now WHERE (repository, sha) IN (
                            SELECT repository, sha FROM feed_gap WHERE next_attempt_at > :late
                            FOR UPDATE SKIP LOCKED)""")
                .param("now", Sql.utc(now))
                .param("late", Sql.utc(WallTimes.tooFar(now, waits.gap())))
                .update();
    }

    private int update(String sql, Instant now, Duration longest) {
        return jdbc.sql(sql)
                .param("now", Sql.utc(now))
                .param("soon", Sql.utc(now.plus(SLACK)))
                .param("late", Sql.utc(WallTimes.tooFar(now, longest)))
                .update();
    }
}
