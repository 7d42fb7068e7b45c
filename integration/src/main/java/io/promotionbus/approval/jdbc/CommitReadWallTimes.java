package io.promotionbus.approval.jdbc;

import static io.promotionbus.approval.jdbc.RequestColumns.utc;

import io.promotionbus.approval.ReadCommits;
import io.promotionbus.platform.WallTimes;
import java.time.Instant;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Only the reading of commits goes by the wall; all else about a request is business time. */
@Repository
class CommitReadWallTimes implements WallTimes {

    private final JdbcClient jdbc;

    CommitReadWallTimes(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public String what() {
        return "requests whose commits are to be read";
    }

    @Override
    public int bringForward(Instant now) {
        return jdbc.sql("""
                        UPDATE approval_request SET
                               commits_next_at = CASE WHEN commits_next_at > :late THEN :now ELSE commits_next_at END,
                               commits_until = CASE WHEN commits_until > :lost THEN :until ELSE commits_until END
                        WHERE id IN (SELECT id FROM approval_request
                                     WHERE state = 'open' AND commits_next_at IS NOT NULL
                                       AND (commits_next_at > :late OR commits_until > :lost)
                                     FOR UPDATE SKIP LOCKED)""")
                .param("now", utc(now))
                .param("until", utc(now.plus(ReadCommits.LEASE)))
                .param("late", utc(WallTimes.tooFar(now, ReadCommits.pauseAtMost())))
                .param("lost", utc(WallTimes.tooFar(now, ReadCommits.LEASE)))
                .update();
    }
}
