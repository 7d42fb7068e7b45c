package io.promotionbus.intake.jdbc;

import io.promotionbus.intake.LongestWaits;
import io.promotionbus.platform.WallTimes;
import java.time.Instant;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class DeliveryWallTimes implements WallTimes {

    private final JdbcClient jdbc;
    private final LongestWaits waits;

    DeliveryWallTimes(JdbcClient jdbc, LongestWaits waits) {
        this.jdbc = jdbc;
        this.waits = waits;
    }

    @Override
    public String what() {
        return "deliveries";
    }

    @Override
    public int bringForward(Instant now) {
        return due(now) + claimed(now) + rechecks(now);
    }

    /** A new delivery is due when it is stored. */
    private int due(Instant now) {
        return jdbc.sql("""
                        UPDATE intake_delivery SET next_attempt_at = :now WHERE id IN (
                            SELECT id FROM intake_delivery WHERE status IN ('new', 'retry') AND next_attempt_at > :soon
                                AND (status = 'new' OR next_attempt_at > :late)
                            FOR UPDATE SKIP LOCKED)""")
                .param("now", JdbcInbox.utc(now))
                .param("soon", JdbcInbox.utc(now.plus(SLACK)))
                .param("late", JdbcInbox.utc(WallTimes.tooFar(now, waits.retry())))
                .update();
    }

    private int claimed(Instant now) {
        return jdbc.sql("""
                        UPDATE intake_delivery SET claimed_until = :until WHERE id IN (
                            SELECT id FROM intake_delivery WHERE status = 'running' AND claimed_until > :late
                            FOR UPDATE SKIP LOCKED)""")
                .param("until", JdbcInbox.utc(now.plus(waits.lease())))
                .param("late", JdbcInbox.utc(WallTimes.tooFar(now, waits.lease())))
                .update();
    }

    private int rechecks(Instant now) {
        return jdbc.sql("""
                        UPDATE intake_delivery SET recheck_at = :now WHERE id IN (
                            SELECT id FROM intake_delivery WHERE recheck_at > :late FOR UPDATE SKIP LOCKED)""")
                .param("now", JdbcInbox.utc(now))
                .param("late", JdbcInbox.utc(WallTimes.tooFar(now, waits.recheck())))
                .update();
    }
}
