package io.promotionbus.approval.jdbc;

import static io.promotionbus.approval.jdbc.RequestColumns.utc;
import static io.promotionbus.approval.jdbc.RequestColumns.utcOrNull;

import io.promotionbus.approval.ApprovalRequest;
import io.promotionbus.approval.PersonDecision;
import io.promotionbus.approval.Requests;
import java.time.Instant;
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
                .params(RequestColumns.common(request))
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
                .params(RequestColumns.common(request))
                .params(RequestColumns.outcome(request.state()))
                .param("reminders", request.reminding().sent())
                .param("remindedAt", utcOrNull(request.reminding().last()))
                .param("id", request.id())
                .param("version", request.version())
                .update();
        if (rows != 1) {
            throw new IllegalStateException("Request " + request.id() + " was changed without the lane's lock");
        }
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
    public List<ApprovalRequest> list(Filter filter, @Nullable UUID before, int limit) {
        ListSql sql = new ListSql(filter, before);
        return withDecisions(
                jdbc.sql("SELECT * FROM approval_request" + sql.where() + " ORDER BY seq DESC LIMIT :limit")
                        .params(sql.parameters())
                        .param("limit", limit)
                        .query(ApprovalRows::request)
                        .list());
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
}
