package io.promotionbus.feed.jdbc;

import io.promotionbus.feed.Refreshes;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class JdbcRefreshes implements Refreshes {

    private final JdbcClient jdbc;

    JdbcRefreshes(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public Refresh begin(String project, String warehouse, String token, Instant now, Duration timeout) {
        jdbc.sql("""
                        INSERT INTO feed_refresh AS r (project, warehouse, token, requested_at)
                        VALUES (:project, :warehouse, :token, :now)
                        ON CONFLICT (project, warehouse) DO UPDATE SET
                            token = excluded.token, requested_at = excluded.requested_at, handled_at = NULL, trailing_at = NULL
                        WHERE r.token IS NULL OR r.handled_at IS NOT NULL OR r.requested_at < :stale""")
                .param("project", project)
                .param("warehouse", warehouse)
                .param("token", token)
                .param("now", Sql.utc(now))
                .param("stale", Sql.utc(now.minus(timeout)))
                .update();
        return latest(project, warehouse)
                .orElseThrow(() -> new IllegalStateException("the row was just written in this transaction"));
    }

    @Override
    public void abandon(String project, String warehouse, String token) {
        jdbc.sql("""
                        UPDATE feed_refresh SET token = NULL, requested_at = NULL
                        WHERE project = :project AND warehouse = :warehouse AND token = :token AND handled_at IS NULL""")
                .param("project", project)
                .param("warehouse", warehouse)
                .param("token", token)
                .update();
    }

    @Override
    public boolean handled(String project, String warehouse, String token, Instant now) {
        return jdbc.sql("""
                                UPDATE feed_refresh SET handled_at = :now WHERE project = :project
                                AND warehouse = :warehouse AND token = :token AND handled_at IS NULL""")
                        .param("project", project)
                        .param("warehouse", warehouse)
                        .param("token", token)
                        .param("now", Sql.utc(now))
                        .update()
                == 1;
    }

    @Override
    public Optional<Refresh> latest(String project, String warehouse) {
        return jdbc.sql("""
                        SELECT project, warehouse, token, requested_at, handled_at FROM feed_refresh
                        WHERE project = :project AND warehouse = :warehouse AND token IS NOT NULL""")
                .param("project", project)
                .param("warehouse", warehouse)
                .query((row, n) -> refresh(row))
                .optional();
    }

    @Override
    public void afterDirect(String project, String warehouse, Instant now, Duration pause) {
        jdbc.sql("""
                        INSERT INTO feed_refresh AS r (project, warehouse, trailing_at) VALUES (:project, :warehouse, :now)
                        ON CONFLICT (project, warehouse) DO UPDATE SET trailing_at = coalesce(
                            r.trailing_at, greatest(:now, r.requested_at + make_interval(secs => :pause)))""")
                .param("project", project)
                .param("warehouse", warehouse)
                .param("now", Sql.utc(now))
                .param("pause", pause.toMillis() / 1000.0)
                .update();
    }

    @Override
    public List<Refresh> beginDue(Instant now, Duration timeout) {
        return jdbc.sql("""
                        UPDATE feed_refresh SET token = gen_random_uuid()::text, requested_at = :now, handled_at = NULL,
                            trailing_at = NULL
                        WHERE (project, warehouse) IN (SELECT project, warehouse FROM feed_refresh
                            WHERE trailing_at <= :now
                            AND (token IS NULL OR handled_at IS NOT NULL OR requested_at < :stale)
                            FOR UPDATE SKIP LOCKED)
                        RETURNING project, warehouse, token, requested_at, handled_at""")
                .param("now", Sql.utc(now))
                .param("stale", Sql.utc(now.minus(timeout)))
                .query((row, n) -> refresh(row))
                .list();
    }

    private static Refresh refresh(ResultSet row) throws SQLException {
        return new Refresh(
                row.getString("project"),
                row.getString("warehouse"),
                row.getString("token"),
                Sql.instant(row, "requested_at"),
                Sql.maybeInstant(row, "handled_at"));
    }
}
