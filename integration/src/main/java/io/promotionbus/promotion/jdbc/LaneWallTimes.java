package io.promotionbus.promotion.jdbc;

import io.promotionbus.platform.WallTimes;
import io.promotionbus.promotion.LongestWaits;
import java.time.Duration;
import java.time.Instant;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** When a lane is due is business time and stays as it is. */
@Repository
class LaneWallTimes implements WallTimes {

    private final JdbcClient jdbc;
    private final LongestWaits waits;

    LaneWallTimes(JdbcClient jdbc, LongestWaits waits) {
        this.jdbc = jdbc;
        this.waits = waits;
    }

    @Override
    public String what() {
        return "lanes and attempts";
    }

    @Override
    public int bringForward(Instant now) {
        return attempts(now) + lanes(now) + duplicates(now);
    }

    private int attempts(Instant now) {
        return jdbc.sql("""
                        UPDATE promotion_attempt SET next_try_at = least(next_try_at, :now),
                               claimed_until = CASE WHEN claimed_until > :until THEN :until ELSE claimed_until END
                        WHERE id IN (SELECT id FROM promotion_attempt
                                     WHERE status = 'creating' AND (next_try_at > :late OR claimed_until > :lost)
                                     FOR UPDATE SKIP LOCKED)
                        """)
                .param("now", Times.of(now))
                .param("until", Times.of(now.plus(waits.lease())))
                .param("late", Times.of(WallTimes.tooFar(now, waits.attempt())))
                .param("lost", Times.of(WallTimes.tooFar(now, waits.lease())))
                .update();
    }

    private int lanes(Instant now) {
        return update("""
                UPDATE lane SET not_before = :now
                WHERE (project, stage) IN (SELECT project, stage FROM lane WHERE not_before > :late
                                           FOR UPDATE SKIP LOCKED)
                """, now, waits.lane());
    }

    private int duplicates(Instant now) {
        return update("""
                UPDATE promotion_duplicate SET next_try_at = :now
                WHERE (project, kargo_name) IN (SELECT project, kargo_name FROM promotion_duplicate
                                                WHERE pending AND next_try_at > :late FOR UPDATE SKIP LOCKED)
                """, now, waits.duplicate());
    }

    private int update(String sql, Instant now, Duration longest) {
        return jdbc.sql(sql)
                .param("now", Times.of(now))
                .param("late", Times.of(WallTimes.tooFar(now, longest)))
                .update();
    }
}
