package io.promotionbus.feed.jdbc;

import io.promotionbus.feed.FeedTask;
import io.promotionbus.feed.FeedTasks;
import io.promotionbus.intake.DeliveryRef;
import io.promotionbus.platform.Ids;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class JdbcFeedTasks implements FeedTasks {

    private final JdbcClient jdbc;
    private final Ids ids;

    JdbcFeedTasks(JdbcClient jdbc, Ids ids) {
        this.jdbc = jdbc;
        this.ids = ids;
    }

    @Override
    public Optional<String> add(
            UUID id,
            String project,
            String warehouse,
            String repository,
            String tag,
            String digest,
            DeliveryRef delivery,
            Instant now) {
        return jdbc.sql("""
                        INSERT INTO feed_task AS t (id, project, warehouse, repository, tag, digest, deliveries, correlation,
                            received_at, created_at, next_attempt_at)
                        VALUES (:id, :project, :warehouse, :repository, :tag, :digest, ARRAY[:delivery]::uuid[], :correlation,
                            :received, :now, :now)
                        ON CONFLICT (project, warehouse, repository, tag, digest) DO UPDATE SET
                            deliveries = CASE WHEN t.deliveries @> excluded.deliveries THEN t.deliveries
                                ELSE t.deliveries || excluded.deliveries END,
                            created_at = CASE t.status WHEN 'refused' THEN excluded.created_at ELSE t.created_at END,
                            token = CASE t.status WHEN 'refused' THEN NULL ELSE t.token END,
                            next_attempt_at = CASE t.status WHEN 'done' THEN t.next_attempt_at ELSE :now END,
                            woken_at = CASE t.status WHEN 'running' THEN :now ELSE t.woken_at END,
                            status = CASE t.status WHEN 'refused' THEN 'new' ELSE t.status END
                        RETURNING CASE status WHEN 'done' THEN freight ELSE '' END""")
                .param("id", id)
                .param("project", project)
                .param("warehouse", warehouse)
                .param("repository", repository)
                .param("tag", tag)
                .param("digest", digest)
                .param("delivery", delivery.id())
                .param("correlation", delivery.correlation())
                .param("received", Sql.utc(delivery.receivedAt()))
                .param("now", Sql.utc(now))
                .query(String.class)
                .optional()
                .filter(freight -> !freight.isEmpty());
    }

    @Override
    public List<FeedTask> claim(int count, Instant now, Duration lease) {
        String claim = ids.next().toString();
        return jdbc
                .sql("""
                        WITH due AS MATERIALIZED (
                            SELECT id FROM feed_task WHERE status IN ('new', 'waiting') AND next_attempt_at <= :now
                            ORDER BY next_attempt_at, id LIMIT :count FOR UPDATE SKIP LOCKED)
                        UPDATE feed_task t SET status = 'running', claimed_by = :claim, claimed_until = :until, woken_at = NULL
                        FROM due WHERE t.id = due.id
                        RETURNING t.*""")
                .param("now", Sql.utc(now))
                .param("count", count)
                .param("claim", claim)
                .param("until", Sql.utc(now.plus(lease)))
                .query((row, n) -> task(row, claim))
                .list()
                .stream()
                .sorted(Comparator.comparing(FeedTask::id))
                .toList();
    }

    private static FeedTask task(ResultSet row, String claim) throws SQLException {
        return new FeedTask(
                row.getObject("id", UUID.class),
                row.getString("project"),
                row.getString("warehouse"),
                row.getString("repository"),
                row.getString("tag"),
                row.getString("digest"),
                List.of((UUID[]) row.getArray("deliveries").getArray()),
                row.getString("correlation"),
                Sql.instant(row, "received_at"),
                Sql.instant(row, "created_at"),
                row.getInt("attempts"),
                claim,
                row.getString("token"),
                Sql.maybeInstant(row, "token_at"));
    }

    @Override
    public boolean became(FeedTask task, String freight, String how) {
        return jdbc.sql("""
                                UPDATE feed_task SET status = 'done', freight = :freight, how = :how, reason = NULL,
                                    claimed_until = NULL WHERE id = :id AND claimed_by = :claim AND status = 'running'""")
                        .param("freight", freight)
                        .param("how", how)
                        .param("id", task.id())
                        .param("claim", task.claim())
                        .update()
                == 1;
    }

    /** What woke it while it was held must not be lost. */
    @Override
    public boolean waits(
            FeedTask task, Instant until, String reason, @Nullable String token, @Nullable Instant tokenAt) {
        return jdbc.sql("""
                                UPDATE feed_task SET status = 'waiting', reason = :reason, token = :token,
                                    token_at = :tokenAt, claimed_until = NULL,
                                    next_attempt_at = CASE WHEN woken_at IS NULL THEN :until ELSE woken_at END
                                WHERE id = :id AND claimed_by = :claim AND status = 'running'""")
                        .param("reason", reason)
                        .param("token", token)
                        .param("tokenAt", Sql.maybeUtc(tokenAt))
                        .param("until", Sql.utc(until))
                        .param("id", task.id())
                        .param("claim", task.claim())
                        .update()
                == 1;
    }

    @Override
    public boolean failed(FeedTask task, Instant until, String reason) {
        return jdbc.sql("""
                                UPDATE feed_task SET status = 'waiting', reason = :reason, attempts = attempts + 1,
                                    token = NULL, token_at = NULL, claimed_until = NULL, next_attempt_at = :until
                                WHERE id = :id AND claimed_by = :claim AND status = 'running'""")
                        .param("reason", reason)
                        .param("until", Sql.utc(until))
                        .param("id", task.id())
                        .param("claim", task.claim())
                        .update()
                == 1;
    }

    @Override
    public boolean refused(FeedTask task, String reason) {
        return jdbc.sql("""
                                UPDATE feed_task SET status = CASE WHEN woken_at IS NULL THEN 'refused' ELSE 'waiting' END,
                                    next_attempt_at = coalesce(woken_at, next_attempt_at),
                                    reason = :reason, token = NULL, token_at = NULL, claimed_until = NULL
                                WHERE id = :id AND claimed_by = :claim AND status = 'running'""")
                        .param("reason", reason)
                        .param("id", task.id())
                        .param("claim", task.claim())
                        .update()
                == 1;
    }

    @Override
    public List<UUID> deliveries(FeedTask task) {
        return jdbc.sql("SELECT unnest(deliveries) FROM feed_task WHERE id = :id")
                .param("id", task.id())
                .query(UUID.class)
                .list();
    }

    /** In the order of ids, so that two who wake the same rows never wait for each other. */
    @Override
    public void wake(String project, String warehouse, @Nullable String tag, Instant now) {
        jdbc.sql("""
                        UPDATE feed_task SET
                            next_attempt_at = CASE status WHEN 'running' THEN next_attempt_at ELSE :now END,
                            woken_at = CASE status WHEN 'running' THEN :now ELSE woken_at END,
                            status = CASE status WHEN 'refused' THEN 'waiting' ELSE status END
                        WHERE id IN (SELECT id FROM feed_task WHERE project = :project AND warehouse = :warehouse
                            AND (:tag::text IS NULL AND status IN ('waiting', 'running')
                                OR tag = :tag AND status IN ('new', 'waiting', 'running', 'refused'))
                            ORDER BY id FOR UPDATE)""")
                .param("project", project)
                .param("warehouse", warehouse)
                .param("tag", tag)
                .param("now", Sql.utc(now))
                .update();
    }

    @Override
    public int reap(Instant now) {
        return jdbc.sql("""
                        UPDATE feed_task SET status = 'waiting', next_attempt_at = :now, claimed_until = NULL
                        WHERE id IN (SELECT id FROM feed_task WHERE status = 'running' AND claimed_until < :now
                            FOR UPDATE SKIP LOCKED)""").param("now", Sql.utc(now)).update();
    }
}
