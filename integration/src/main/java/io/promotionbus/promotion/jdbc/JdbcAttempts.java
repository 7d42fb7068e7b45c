package io.promotionbus.promotion.jdbc;

import io.promotionbus.kargo.KargoPromotion;
import io.promotionbus.promotion.Attempt;
import io.promotionbus.promotion.Attempt.Outcome;
import io.promotionbus.promotion.Attempts;
import io.promotionbus.promotion.LaneRef;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;
import org.springframework.stereotype.Repository;

@Repository
class JdbcAttempts implements Attempts {

    private final JdbcClient jdbc;
    private final ActorCodec actors;

    JdbcAttempts(JdbcClient jdbc, ActorCodec actors) {
        this.jdbc = jdbc;
        this.actors = actors;
    }

    @Override
    public List<Attempt> ofLane(LaneRef lane, String stageUid, Collection<String> freights) {
        List<Attempt> rows = jdbc.sql("""
                        SELECT * FROM (
                          (SELECT * FROM promotion_attempt
                           WHERE project = :project AND stage = :stage AND status <> 'ended')
                          UNION ALL
                          (SELECT DISTINCT ON (freight, kind = 'external', outcome = 'SUCCEEDED') * FROM promotion_attempt
                           WHERE project = :project AND stage = :stage AND freight = ANY (:freights)
                             AND status = 'ended' AND outcome <> 'CANCELLED' AND stage_uid IN (:uid, '')
                           ORDER BY freight, kind = 'external', outcome = 'SUCCEEDED', ended_at DESC, id DESC)
                          UNION ALL
                          (SELECT * FROM promotion_attempt
                           WHERE project = :project AND stage = :stage AND status = 'ended'
                             AND kargo_name IS NOT NULL AND stage_uid IN (:uid, '')
                           ORDER BY ended_at DESC, id DESC LIMIT 1)) a
                        ORDER BY a.ended_at DESC NULLS FIRST, a.id DESC
                        """)
                .param("project", lane.project())
                .param("stage", lane.stage())
                .param("uid", stageUid)
                .param("freights", freights.toArray(String[]::new))
                .query((row, number) -> AttemptRows.attempt(row))
                .list();
        Map<UUID, Attempt> once = new LinkedHashMap<>();
        rows.forEach(attempt -> once.put(attempt.id(), attempt));
        return List.copyOf(once.values());
    }

    @Override
    public Optional<Stored> byId(UUID id) {
        return jdbc.sql("SELECT * FROM promotion_attempt WHERE id = :id")
                .param("id", id)
                .query((row, number) -> AttemptRows.stored(row, actors))
                .optional();
    }

    @Override
    public Optional<Stored> byKargoName(String project, String kargoName) {
        return jdbc.sql("SELECT * FROM promotion_attempt WHERE project = :project AND kargo_name = :name")
                .param("project", project)
                .param("name", kargoName)
                .query((row, number) -> AttemptRows.stored(row, actors))
                .optional();
    }

    @Override
    public void queue(NewAttempt attempt) {
        insert(attempt, "queued").update();
    }

    @Override
    public Claimed begin(NewAttempt attempt, Lease lease) {
        insert(attempt, "creating").update();
        return start(attempt.id(), attempt.base(), lease);
    }

    @Override
    public Claimed begin(UUID queued, String base, Lease lease) {
        return start(queued, base, lease);
    }

    private Claimed start(UUID id, String base, Lease lease) {
        return jdbc.sql("""
                        UPDATE promotion_attempt SET status = 'creating', base = :base, tries = 1, fence = fence + 1,
                               claimed_by = :owner, claimed_until = :until, next_try_at = :now
                        WHERE id = :id AND status IN ('queued', 'creating') RETURNING *
                        """)
                .param("id", id)
                .param("base", base)
                .param("owner", lease.owner())
                .param("until", Times.of(lease.until()))
                .param("now", Times.of(lease.now()))
                .query((row, number) -> AttemptRows.claimed(row))
                .single();
    }

    private StatementSpec insert(NewAttempt attempt, String status) {
        return jdbc.sql("""
                        INSERT INTO promotion_attempt (id, project, stage, stage_uid, freight, kind, number, retry_of, request,
                               actor, actors, reason, base, delivery, correlation, status, created_at)
                        VALUES (:id, :project, :stage, :uid, :freight, :kind, :number, :retryOf, :request,
                               CAST(:actor AS jsonb), :actors, :reason, :base, :delivery, :correlation, :status, :createdAt)
                        """).params(values(attempt)).param("status", status);
    }

    private Map<String, @Nullable Object> values(NewAttempt attempt) {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        values.put("id", attempt.id());
        values.put("project", attempt.lane().project());
        values.put("stage", attempt.lane().stage());
        values.put("uid", attempt.stageUid());
        values.put("freight", attempt.freight());
        values.put("kind", attempt.kind().slug());
        values.put("number", attempt.number());
        values.put("retryOf", attempt.retryOf());
        values.put("request", attempt.request());
        values.put("actor", actors.write(attempt.actor()));
        values.put("actors", attempt.actors().toArray(String[]::new));
        values.put("reason", attempt.reason());
        values.put("base", attempt.base());
        values.put("delivery", attempt.delivery());
        values.put("correlation", attempt.correlation());
        values.put("createdAt", Times.of(attempt.createdAt()));
        return values;
    }

    @Override
    public Optional<Claimed> claim(Lease lease) {
        return jdbc.sql("""
                        UPDATE promotion_attempt SET tries = tries + 1, fence = fence + 1, claimed_by = :owner,
                               claimed_until = :until
                        WHERE id IN (SELECT id FROM promotion_attempt
                                     WHERE status = 'creating' AND next_try_at <= :now
                                       AND (claimed_until IS NULL OR claimed_until <= :now)
                                     ORDER BY next_try_at LIMIT 1 FOR UPDATE SKIP LOCKED)
                        RETURNING *
                        """)
                .param("owner", lease.owner())
                .param("until", Times.of(lease.until()))
                .param("now", Times.of(lease.now()))
                .query((row, number) -> AttemptRows.claimed(row))
                .optional();
    }

    @Override
    public boolean holds(Claimed claimed, Instant wall) {
        return jdbc.sql("""
                        SELECT count(*) FROM promotion_attempt
                        WHERE id = :id AND status = 'creating' AND fence = :fence AND claimed_until > :wall
                        """)
                        .param("id", claimed.id())
                        .param("fence", claimed.fence())
                        .param("wall", Times.of(wall))
                        .query(Integer.class)
                        .single()
                == 1;
    }

    @Override
    public boolean created(UUID id, KargoPromotion promotion) {
        return jdbc.sql("""
                        UPDATE promotion_attempt SET status = 'created', kargo_name = :name, phase = :phase,
                               started_at = :startedAt, problem = NULL, claimed_by = NULL, claimed_until = NULL
                        WHERE id = :id AND status IN ('queued', 'creating') AND kargo_name IS NULL
                        """)
                        .param("id", id)
                        .param("name", promotion.name())
                        .param("phase", promotion.phase())
                        .param("startedAt", Times.of(promotion.startedAt()))
                        .update()
                == 1;
    }

    @Override
    public boolean postpone(Claimed claimed, Instant nextTry, String problem) {
        return jdbc.sql("""
                        UPDATE promotion_attempt SET next_try_at = :next, problem = :problem, claimed_by = NULL,
                               claimed_until = NULL
                        WHERE id = :id AND status = 'creating' AND fence = :fence
                        """)
                        .param("id", claimed.id())
                        .param("fence", claimed.fence())
                        .param("next", Times.of(nextTry))
                        .param("problem", problem)
                        .update()
                == 1;
    }

    @Override
    public boolean refused(Claimed claimed, Outcome outcome, Instant at, String message) {
        return jdbc.sql("""
                        UPDATE promotion_attempt SET status = 'ended', outcome = :outcome, ended_at = :at,
                               message = :message, claimed_by = NULL, claimed_until = NULL
                        WHERE id = :id AND status = 'creating' AND fence = :fence
                        """)
                        .param("id", claimed.id())
                        .param("fence", claimed.fence())
                        .param("outcome", outcome.name())
                        .param("at", Times.of(at))
                        .param("message", message)
                        .update()
                == 1;
    }

    @Override
    public boolean end(
            UUID id, Outcome outcome, Instant at, @Nullable String message, @Nullable KargoPromotion promotion) {
        return jdbc.sql("""
                        UPDATE promotion_attempt SET status = 'ended', outcome = :outcome, ended_at = :at,
                               message = :message, phase = COALESCE(:phase, phase),
                               started_at = COALESCE(:startedAt, started_at), finished_at = :finishedAt,
                               claimed_by = NULL, claimed_until = NULL
                        WHERE id = :id AND status <> 'ended'
                        """)
                        .param("id", id)
                        .param("outcome", outcome.name())
                        .param("at", Times.of(at))
                        .param("message", message)
                        .param("phase", promotion == null ? null : promotion.phase())
                        .param("startedAt", promotion == null ? null : Times.of(promotion.startedAt()))
                        .param("finishedAt", promotion == null ? null : Times.of(promotion.finishedAt()))
                        .update()
                == 1;
    }

    @Override
    public void progressed(UUID id, KargoPromotion promotion) {
        jdbc.sql("""
                        UPDATE promotion_attempt SET phase = :phase, started_at = :startedAt
                        WHERE id = :id AND status = 'created' AND (phase, started_at) IS DISTINCT FROM (:phase, :startedAt)
                        """)
                .param("id", id)
                .param("phase", promotion.phase())
                .param("startedAt", Times.of(promotion.startedAt()), java.sql.Types.TIMESTAMP_WITH_TIMEZONE)
                .update();
    }

    @Override
    public boolean adopt(NewAttempt attempt, KargoPromotion promotion) {
        return jdbc.sql("""
                        INSERT INTO promotion_attempt (id, project, stage, stage_uid, freight, kind, number, retry_of, request,
                               actor, actors, reason, base, delivery, correlation, status, created_at,
                               kargo_name, phase, started_at)
                        VALUES (:id, :project, :stage, :uid, :freight, :kind, :number, :retryOf, :request,
                               CAST(:actor AS jsonb), :actors, :reason, :base, :delivery, :correlation, 'created', :createdAt,
                               :name, :phase, :startedAt)
                        ON CONFLICT DO NOTHING
                        """)
                        .params(values(attempt))
                        .param("name", promotion.name())
                        .param("phase", promotion.phase())
                        .param("startedAt", Times.of(promotion.startedAt()))
                        .update()
                == 1;
    }
}
