package io.promotionbus.approval.jdbc;

import io.promotionbus.approval.ApprovalRequest;
import io.promotionbus.approval.ApprovalRequest.Asked;
import io.promotionbus.approval.PersonDecision;
import io.promotionbus.approval.PersonDecision.Who;
import io.promotionbus.approval.RequestState;
import io.promotionbus.approval.Requests;
import io.promotionbus.approval.Sight;
import io.promotionbus.policy.StagePolicy.Requirement;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class JdbcRequests implements Requests {

    private static final String INSERT = """
            INSERT INTO approval_request (id, project, stage, freight, state, created_at, expires_at, policy, require,
                roles, missing, sight, incoming, current, commits, announced, asked_issuer, asked_subject,
                asked_username, asked_reason, reopens, remind_at, correlation)
            VALUES (:id, :project, :stage, :freight, :state, :createdAt, :expiresAt, :policy, CAST(:require AS jsonb),
                :roles, :missing, CAST(:sight AS jsonb), CAST(:incoming AS jsonb), CAST(:current AS jsonb),
                CAST(:commits AS jsonb), :announced, :askedIssuer, :askedSubject, :askedUsername, :askedReason, :reopens,
                :remindAt, :correlation)""";

    private static final String UPDATE = """
            UPDATE approval_request SET state = :state, expires_at = :expiresAt, policy = :policy,
                require = CAST(:require AS jsonb), roles = :roles, missing = :missing, sight = CAST(:sight AS jsonb),
                incoming = CAST(:incoming AS jsonb), current = CAST(:current AS jsonb), commits = CAST(:commits AS jsonb),
                announced = :announced, asked_issuer = :askedIssuer, asked_subject = :askedSubject,
                asked_username = :askedUsername, asked_reason = :askedReason, reminders = :reminders,
                reminded_at = :remindedAt, remind_at = :remindAt, ended_at = :endedAt, valid_until = :validUntil,
                approved_by = :approvedBy, used_by = :usedBy, rejected_by = :rejectedBy,
                rejected_comment = :rejectedComment, superseded_by = :supersededBy, expired_approved = :expiredApproved,
                withdrawn_because = :withdrawnBecause, version = version + 1
            WHERE id = :id AND version = :version""";

    private static final String CLAIM = """
            UPDATE approval_request SET commits_claim = :claim, commits_until = :until,
                commits_attempts = commits_attempts + 1
            WHERE id = (SELECT id FROM approval_request
                        WHERE state = 'open' AND commits_next_at <= :now
                          AND (commits_until IS NULL OR commits_until < :now)
                        ORDER BY commits_next_at LIMIT 1 FOR UPDATE SKIP LOCKED)
            RETURNING id, commits_attempts""";

    private static final String DUE = """
            (state = 'open' AND expires_at <= :now
             OR state = 'approved' AND used_by IS NULL AND valid_until <= :now)""";

    private static final String REMINDER_DUE = "(state = 'open' AND announced AND remind_at <= :now)";

    private final JdbcClient jdbc;

    JdbcRequests(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public void insert(ApprovalRequest request) {
        jdbc.sql(INSERT)
                .params(common(request))
                .param("id", request.id())
                .param("project", request.project())
                .param("stage", request.stage())
                .param("freight", request.freight())
                .param("createdAt", utc(request.createdAt()))
                .param("reopens", request.reopens())
                .param("correlation", request.correlation())
                .update();
    }

    @Override
    public void update(ApprovalRequest request) {
        int rows = jdbc.sql(UPDATE)
                .params(common(request))
                .params(outcome(request.state()))
                .param("reminders", request.reminding().sent())
                .param("remindedAt", utcOrNull(request.reminding().last()))
                .param("id", request.id())
                .param("version", request.version())
                .update();
        if (rows != 1) {
            throw new IllegalStateException("Request " + request.id() + " was changed without the lane's lock");
        }
    }

    private static Map<String, @Nullable Object> common(ApprovalRequest request) {
        Map<String, @Nullable Object> values = new HashMap<>();
        Asked asked = request.asked();
        values.put("state", request.state().slug());
        values.put("expiresAt", utc(request.expiresAt()));
        values.put("policy", request.policy());
        values.put("require", ApprovalJson.write(request.require()));
        values.put(
                "roles",
                request.require().stream().map(Requirement::role).distinct().toArray(String[]::new));
        values.put("missing", request.missing().toArray(String[]::new));
        values.put("sight", ApprovalJson.write(request.sight().parts()));
        values.put("incoming", ApprovalJson.write(request.incoming()));
        values.put("current", request.current() == null ? null : ApprovalJson.write(request.current()));
        values.put("commits", ApprovalJson.write(request.commits()));
        values.put("announced", request.announced());
        values.put("askedIssuer", asked == null ? null : asked.issuer());
        values.put("askedSubject", asked == null ? null : asked.subject());
        values.put("askedUsername", asked == null ? null : asked.username());
        values.put("askedReason", asked == null ? null : asked.reason());
        values.put("remindAt", utcOrNull(request.reminding().next()));
        return values;
    }

    private static Map<String, @Nullable Object> outcome(RequestState state) {
        Map<String, @Nullable Object> values = new HashMap<>();
        for (String column : List.of(
                "endedAt",
                "validUntil",
                "approvedBy",
                "usedBy",
                "rejectedBy",
                "rejectedComment",
                "supersededBy",
                "expiredApproved",
                "withdrawnBecause")) {
            values.put(column, null);
        }
        switch (state) {
            case RequestState.Open open -> {}
            case RequestState.Approved approved -> {
                values.put("endedAt", utc(approved.at()));
                values.put("validUntil", utc(approved.validUntil()));
                values.put("approvedBy", approved.by().toArray(String[]::new));
                values.put("usedBy", approved.usedBy());
            }
            case RequestState.Rejected rejected -> {
                values.put("endedAt", utc(rejected.at()));
                values.put("rejectedBy", rejected.by());
                values.put("rejectedComment", rejected.comment());
            }
            case RequestState.Superseded superseded -> {
                values.put("endedAt", utc(superseded.at()));
                values.put("supersededBy", superseded.by());
            }
            case RequestState.Expired expired -> {
                values.put("endedAt", utc(expired.at()));
                values.put("expiredApproved", expired.approved());
            }
            case RequestState.Withdrawn withdrawn -> {
                values.put("endedAt", utc(withdrawn.at()));
                values.put("withdrawnBecause", withdrawn.because());
            }
        }
        return values;
    }

    @Override
    public Optional<ApprovalRequest> find(UUID id) {
        return withDecisions(jdbc.sql("SELECT * FROM approval_request WHERE id = :id")
                        .param("id", id)
                        .query(ApprovalRows::request)
                        .list())
                .stream()
                .findFirst();
    }

    @Override
    public List<Brief> newest(String project, String stage) {
        return jdbc.sql("""
                        SELECT DISTINCT ON (freight) id, freight, state, created_at, expires_at, missing, asked_username,
                               ended_at, valid_until, approved_by, used_by, rejected_by, rejected_comment, superseded_by,
                               expired_approved, withdrawn_because
                        FROM approval_request WHERE project = :project AND stage = :stage ORDER BY freight, seq DESC""")
                .param("project", project)
                .param("stage", stage)
                .query(ApprovalRows::brief)
                .list();
    }

    @Override
    public Optional<ApprovalRequest> newest(String project, String stage, String freight) {
        return withDecisions(jdbc.sql("""
                                        SELECT * FROM approval_request
                                        WHERE project = :project AND stage = :stage AND freight = :freight
                                        ORDER BY seq DESC LIMIT 1""")
                        .param("project", project)
                        .param("stage", stage)
                        .param("freight", freight)
                        .query(ApprovalRows::request)
                        .list())
                .stream()
                .findFirst();
    }

    @Override
    public List<ApprovalRequest> replacedBy(ApprovalRequest request) {
        return jdbc.sql("""
                        SELECT * FROM approval_request
                        WHERE project = :project AND stage = :stage AND superseded_by = :id AND announced ORDER BY seq""")
                .param("project", request.project())
                .param("stage", request.stage())
                .param("id", request.id())
                .query(ApprovalRows::request)
                .list();
    }

    @Override
    public List<ApprovalRequest> open(String project, String stage) {
        return withDecisions(jdbc.sql("""
                                SELECT * FROM approval_request
                                WHERE project = :project AND stage = :stage AND state = 'open' ORDER BY seq""")
                .param("project", project)
                .param("stage", stage)
                .query(ApprovalRows::request)
                .list());
    }

    @Override
    public List<UUID> due(String project, String stage, Instant now) {
        return ids(DUE, project, stage, now);
    }

    @Override
    public List<UUID> remindersDue(String project, String stage, Instant now) {
        return ids(REMINDER_DUE, project, stage, now);
    }

    private List<UUID> ids(String condition, String project, String stage, Instant now) {
        return jdbc.sql("SELECT id FROM approval_request WHERE project = :project AND stage = :stage AND " + condition
                        + " ORDER BY seq")
                .param("project", project)
                .param("stage", stage)
                .param("now", utc(now))
                .query(UUID.class)
                .list();
    }

    @Override
    public Set<Lane> lanesDue(Instant now) {
        return Set.copyOf(jdbc.sql("SELECT DISTINCT project, stage FROM approval_request WHERE " + DUE
                        + " UNION SELECT DISTINCT project, stage FROM approval_request WHERE " + REMINDER_DUE)
                .param("now", utc(now))
                .query((row, number) -> new Lane(row.getString("project"), row.getString("stage")))
                .list());
    }

    @Override
    public void add(PersonDecision decision) {
        jdbc.sql("""
                        INSERT INTO approval_decision
                            (id, request, issuer, subject, roles, decision, comment, at, fingerprint, base, needs_second)
                        VALUES (:id, :request, :issuer, :subject, :roles, :decision, :comment, :at, :fingerprint, :base,
                            :needsSecond)""")
                .param("id", decision.id())
                .param("request", decision.request())
                .param("issuer", decision.who().issuer())
                .param("subject", decision.who().subject())
                .param("roles", decision.roles().stream().sorted().toArray(String[]::new))
                .param("decision", decision.kind().slug())
                .param("comment", decision.comment())
                .param("at", utc(decision.at()))
                .param("fingerprint", decision.fingerprint())
                .param("base", decision.base())
                .param("needsSecond", decision.needsSecond())
                .update();
    }

    @Override
    public void remember(UUID request, Sight sight) {
        jdbc.sql("""
                        INSERT INTO approval_sight (request, fingerprint, sight)
                        VALUES (:request, :fingerprint, CAST(:sight AS jsonb)) ON CONFLICT DO NOTHING""")
                .param("request", request)
                .param("fingerprint", sight.fingerprint())
                .param("sight", ApprovalJson.write(sight.parts()))
                .update();
    }

    @Override
    public Optional<Sight> sight(UUID request, String fingerprint) {
        return jdbc.sql("SELECT sight FROM approval_sight WHERE request = :request AND fingerprint = :fingerprint")
                .param("request", request)
                .param("fingerprint", fingerprint)
                .query(ApprovalRows::sight)
                .optional();
    }

    @Override
    public Set<String> approvedIn(
            String project, String freight, Collection<String> stages, String issuer, String subject) {
        return new HashSet<>(jdbc.sql("""
                        SELECT DISTINCT r.stage FROM approval_decision d JOIN approval_request r ON r.id = d.request
                        WHERE d.issuer = :issuer AND d.subject = :subject AND d.decision = 'approve'
                          AND r.project = :project AND r.freight = :freight AND r.stage = ANY (:stages)""")
                .param("issuer", issuer)
                .param("subject", subject)
                .param("project", project)
                .param("freight", freight)
                .param("stages", stages.toArray(String[]::new))
                .query(String.class)
                .list());
    }

    @Override
    public List<ApprovalRequest> list(Filter filter, @Nullable UUID before, int limit) {
        return withDecisions(jdbc.sql("""
                                SELECT * FROM approval_request r
                                WHERE (CAST(:state AS text) IS NULL OR state = :state)
                                  AND (CAST(:project AS text) IS NULL OR project = :project)
                                  AND (CAST(:stage AS text) IS NULL OR stage = :stage)
                                  AND (CAST(:roles AS text[]) IS NULL OR roles && CAST(:roles AS text[]))
                                  AND (CAST(:before AS uuid) IS NULL
                                       OR seq < (SELECT seq FROM approval_request WHERE id = :before))
                                ORDER BY seq DESC LIMIT :limit""")
                .param("state", filter.state())
                .param("project", filter.project())
                .param("stage", filter.stage())
                .param("roles", filter.roles() == null ? null : filter.roles().toArray(String[]::new))
                .param("before", before)
                .param("limit", limit)
                .query(ApprovalRows::request)
                .list());
    }

    @Override
    public void readCommits(UUID request, Instant at) {
        jdbc.sql("""
                        UPDATE approval_request SET commits_next_at = :at, commits_attempts = 0, commits_claim = NULL,
                               commits_until = NULL
                        WHERE id = :id""").param("at", utc(at)).param("id", request).update();
    }

    @Override
    public Optional<CommitsClaim> claimCommits(String claim, Instant now, Duration lease) {
        return jdbc
                .sql(CLAIM)
                .param("claim", claim)
                .param("now", utc(now))
                .param("until", utc(now.plus(lease)))
                .query((row, number) ->
                        new CommitsClaim(row.getObject("id", UUID.class), row.getInt("commits_attempts")))
                .list()
                .stream()
                .findFirst();
    }

    @Override
    public boolean commitsRead(UUID request, String claim, @Nullable Instant next) {
        return jdbc.sql("""
                                UPDATE approval_request SET commits_next_at = :next, commits_claim = NULL,
                                       commits_until = NULL
                                WHERE id = :id AND commits_claim = :claim""")
                        .param("next", utcOrNull(next))
                        .param("id", request)
                        .param("claim", claim)
                        .update()
                == 1;
    }

    @Override
    public void remember(Who who) {
        jdbc.sql("""
                        INSERT INTO approval_person (issuer, subject, username, name, github, email)
                        VALUES (:issuer, :subject, :username, :name, :github, :email)
                        ON CONFLICT (issuer, subject) DO UPDATE SET username = excluded.username, name = excluded.name,
                            github = excluded.github, email = excluded.email""")
                .param("issuer", who.issuer())
                .param("subject", who.subject())
                .param("username", who.username())
                .param("name", who.name())
                .param("github", who.github())
                .param("email", who.email())
                .update();
    }

    private List<ApprovalRequest> withDecisions(List<ApprovalRequest> requests) {
        if (requests.isEmpty()) {
            return requests;
        }
        Map<UUID, List<PersonDecision>> decisions = jdbc
                .sql("""
                        SELECT d.*, p.username, p.name, p.github, p.email
                        FROM approval_decision d LEFT JOIN approval_person p USING (issuer, subject)
                        WHERE d.request = ANY (:requests) ORDER BY d.id""")
                .param("requests", requests.stream().map(ApprovalRequest::id).toArray(UUID[]::new))
                .query(ApprovalRows::decision)
                .list()
                .stream()
                .collect(Collectors.groupingBy(PersonDecision::request));
        return requests.stream()
                .map(request -> request.with(decisions.getOrDefault(request.id(), List.of())))
                .toList();
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    private static @Nullable OffsetDateTime utcOrNull(@Nullable Instant instant) {
        return instant == null ? null : utc(instant);
    }
}
