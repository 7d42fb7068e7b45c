package io.promotionbus.intake.jdbc;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.promotionbus.intake.Artifact;
import io.promotionbus.intake.Backlog;
import io.promotionbus.intake.ClaimedDelivery;
import io.promotionbus.intake.DeliveryRef;
import io.promotionbus.intake.Verdict;
import io.promotionbus.platform.Ids;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class JdbcBacklog implements Backlog {

    private static final TypeReference<List<Artifact>> ARTIFACTS = new TypeReference<>() {};

    private final JdbcClient jdbc;
    private final ObjectMapper json;
    private final Ids ids;

    JdbcBacklog(JdbcClient jdbc, ObjectMapper json, Ids ids) {
        this.jdbc = jdbc;
        this.json = json;
        this.ids = ids;
    }

    @Override
    public List<ClaimedDelivery> claim(int count, Instant now, Duration lease) {
        List<ClaimedDelivery> due = claim("""
                WITH due AS MATERIALIZED (
                    SELECT id, next_attempt_at, body_bytes FROM intake_delivery
                    WHERE status IN ('new', 'retry') AND next_attempt_at <= :now
                    ORDER BY next_attempt_at, id LIMIT :count FOR UPDATE SKIP LOCKED),
                few AS (
                    SELECT id, sum(least(body_bytes, 1048576)) OVER (ORDER BY next_attempt_at, id) AS with_it FROM due)
                UPDATE intake_delivery d SET status = 'running', attempts = attempts + 1, claimed_by = :claim,
                    claimed_until = :until,
                    source = CASE WHEN source = 'github' AND EXISTS (
                        SELECT FROM intake_redelivery r WHERE r.dedupe_key = d.dedupe_key) THEN 'repair' ELSE source END
                FROM few WHERE d.id = few.id AND few.with_it <= 4194304
                RETURNING d.id, source, source_name, correlation, received_at, event, attempts AS tries,
                    body_bytes > 1048576 AS large, CASE WHEN body_bytes <= 1048576 THEN body END AS body""", count, now, lease, false);
        return due.isEmpty() ? claimRechecks(count, now, lease) : due;
    }

    /** A recheck leaves the status alone: the delivery has its verdict. */
    private List<ClaimedDelivery> claimRechecks(int count, Instant now, Duration lease) {
        return claim("""
                WITH due AS MATERIALIZED (
                    SELECT id FROM intake_delivery WHERE recheck_at <= :now AND status = 'done'
                    ORDER BY recheck_at LIMIT :count FOR UPDATE SKIP LOCKED)
                UPDATE intake_delivery d SET recheck_at = :until, rechecks = rechecks + 1, claimed_by = :claim
                FROM due WHERE d.id = due.id
                RETURNING d.id, source, source_name, correlation, received_at, event, rechecks AS tries,
                    body_bytes > 1048576 AS large, CASE WHEN body_bytes <= 1048576 THEN body END AS body""", count, now, lease, true);
    }

    private List<ClaimedDelivery> claim(String sql, int count, Instant now, Duration lease, boolean recheck) {
        String claim = ids.next().toString();
        return jdbc
                .sql(sql)
                .param("now", JdbcInbox.utc(now))
                .param("until", JdbcInbox.utc(now.plus(lease)))
                .param("count", count)
                .param("claim", claim)
                .query((row, n) -> claimed(row, claim, recheck))
                .list()
                .stream()
                .sorted(Comparator.comparing(c -> c.ref().id()))
                .toList();
    }

    private static ClaimedDelivery claimed(ResultSet row, String claim, boolean recheck) throws SQLException {
        DeliveryRef ref = new DeliveryRef(
                row.getObject("id", UUID.class),
                row.getString("source"),
                row.getString("source_name"),
                row.getString("correlation"),
                Rows.instant(row, "received_at"));
        return new ClaimedDelivery(
                ref,
                row.getString("event"),
                row.getBytes("body"),
                row.getBoolean("large"),
                row.getInt("tries"),
                claim,
                recheck);
    }

    @Override
    public byte @Nullable [] body(UUID delivery) {
        return jdbc.sql("SELECT body FROM intake_delivery WHERE id = ?")
                .param(delivery)
                .query((row, n) -> Optional.ofNullable(row.getBytes(1)))
                .single()
                .orElse(null);
    }

    @Override
    public boolean decide(ClaimedDelivery claimed, Verdict verdict, Instant finishedAt) {
        return !decideAll(Map.of(claimed, verdict), finishedAt).isEmpty();
    }

    /** One statement with a column of values each. Rows are locked in the order of their ids, so that two never cross. */
    @Override
    public Set<UUID> decideAll(Map<ClaimedDelivery, Verdict> verdicts, Instant finishedAt) {
        List<Map.Entry<ClaimedDelivery, Verdict>> rows = verdicts.entrySet().stream()
                .sorted(Comparator.comparing(row -> row.getKey().ref().id()))
                .toList();
        return jdbc.sql("""
                        UPDATE intake_delivery d SET status = 'done', finished_at = :at, claimed_until = NULL,
                            verdict_kind = n.kind, verdict_reason = n.reason, verdict_facts = n.facts::jsonb,
                            artifacts = n.artifacts::jsonb,
                            repositories = ARRAY(SELECT jsonb_array_elements_text(n.repositories::jsonb)),
                            error_slug = NULL, error_detail = NULL, error_path = NULL
                        FROM unnest(:id::uuid[], :claim::text[], :kind::text[], :reason::text[], :facts::text[],
                                :artifacts::text[], :repositories::text[])
                            AS n (id, claim, kind, reason, facts, artifacts, repositories)
                        WHERE d.id = n.id AND d.claimed_by = n.claim AND d.status = 'running'
                        RETURNING d.id""")
                .param("at", JdbcInbox.utc(finishedAt))
                .param("id", column(rows, row -> row.getKey().ref().id().toString()))
                .param("claim", column(rows, row -> row.getKey().claim()))
                .param("kind", column(rows, row -> row.getValue().kind()))
                .param(
                        "reason",
                        column(rows, row -> Rows.storable(row.getValue().reason())))
                .param("facts", column(rows, row -> json(row.getValue().facts())))
                .param("artifacts", column(rows, row -> json(row.getValue().artifacts())))
                .param("repositories", column(rows, row -> json(row.getValue().repositories())))
                .query(UUID.class)
                .set();
    }

    private static <T> @Nullable String[] column(List<T> rows, Function<T, @Nullable String> value) {
        return rows.stream().map(value).toArray(String[]::new);
    }

    @Override
    public boolean retry(ClaimedDelivery claimed, Instant nextAttemptAt, String slug, String detail) {
        return jdbc.sql("""
                                UPDATE intake_delivery SET status = 'retry', next_attempt_at = :next, claimed_until = NULL,
                                    error_slug = :slug, error_detail = :detail, error_path = NULL
                                WHERE id = :id AND claimed_by = :claim AND status = 'running'""")
                        .param("next", JdbcInbox.utc(nextAttemptAt))
                        .param("slug", slug)
                        .param("detail", Rows.storable(detail))
                        .param("id", claimed.ref().id())
                        .param("claim", claimed.claim())
                        .update()
                == 1;
    }

    @Override
    public boolean bury(
            ClaimedDelivery claimed, String slug, String detail, @Nullable String path, Instant finishedAt) {
        return jdbc.sql("""
                                UPDATE intake_delivery SET status = 'dead', finished_at = :at, claimed_until = NULL,
                                    error_slug = :slug, error_detail = :detail, error_path = :path
                                WHERE id = :id AND claimed_by = :claim AND status = 'running'""")
                        .param("at", JdbcInbox.utc(finishedAt))
                        .param("slug", slug)
                        .param("detail", Rows.storable(detail))
                        .param("path", Rows.storable(path))
                        .param("id", claimed.ref().id())
                        .param("claim", claimed.claim())
                        .update()
                == 1;
    }

    /** A duplicate that came meanwhile has armed the next look; {@code claimed_by} still stands, so look at the time. */
    @Override
    public boolean rechecked(ClaimedDelivery claimed, List<Artifact> added, @Nullable Instant againAt) {
        return jdbc.sql("""
                                UPDATE intake_delivery SET
                                    recheck_at = CASE WHEN rechecks < :tries THEN recheck_at ELSE :again::timestamptz END,
                                    artifacts = artifacts || :added::jsonb
                                WHERE id = :id AND claimed_by = :claim AND status = 'done'""")
                        .param("tries", claimed.attempts())
                        .param("again", againAt == null ? null : JdbcInbox.utc(againAt))
                        .param("added", json(added))
                        .param("id", claimed.ref().id())
                        .param("claim", claimed.claim())
                        .update()
                == 1;
    }

    @Override
    public List<Artifact> artifacts(ClaimedDelivery claimed) {
        return jdbc.sql("SELECT artifacts FROM intake_delivery WHERE id = :id FOR UPDATE")
                .param("id", claimed.ref().id())
                .query((row, n) -> read(row.getString(1)))
                .single();
    }

    @Override
    public int reap(Instant now) {
        return jdbc.sql("""
                        UPDATE intake_delivery SET status = 'retry', next_attempt_at = :now, claimed_until = NULL
                        WHERE id IN (SELECT id FROM intake_delivery WHERE status = 'running' AND claimed_until < :now
                            FOR UPDATE SKIP LOCKED)""").param("now", JdbcInbox.utc(now)).update();
    }

    private List<Artifact> read(String artifacts) {
        try {
            return json.readValue(artifacts, ARTIFACTS);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("The artifacts column holds what this class wrote", e);
        }
    }

    private String json(Object value) {
        try {
            // PostgreSQL cannot store U+0000 in jsonb or text, and a sender may write it.
            return json.writeValueAsString(value).replace("\\u0000", "\\ufffd");
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Records of texts are always JSON", e);
        }
    }
}
