package io.promotionbus.approval.jdbc;

import static io.promotionbus.approval.jdbc.RequestColumns.utc;

import io.promotionbus.approval.DecisionRecords;
import io.promotionbus.approval.PersonDecision;
import io.promotionbus.approval.PersonDecision.Who;
import io.promotionbus.approval.Sight;
import io.promotionbus.kargo.FreightRef;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class JdbcDecisionRecords implements DecisionRecords {

    private final JdbcClient jdbc;

    JdbcDecisionRecords(JdbcClient jdbc) {
        this.jdbc = jdbc;
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
    public List<Approval> approvals(Collection<FreightRef> freights) {
        return freights.isEmpty()
                ? List.of()
                : jdbc.sql("""
                        SELECT DISTINCT r.project, r.freight, r.stage, d.issuer, d.subject
                        FROM approval_decision d JOIN approval_request r ON r.id = d.request
                        WHERE d.decision = 'approve'
                          AND (r.project, r.freight) IN (SELECT * FROM unnest(:projects, :freights))""")
                        .param(
                                "projects",
                                freights.stream().map(FreightRef::project).toArray(String[]::new))
                        .param(
                                "freights",
                                freights.stream().map(FreightRef::name).toArray(String[]::new))
                        .query((row, number) -> new Approval(
                                new FreightRef(row.getString("project"), row.getString("freight")),
                                row.getString("stage"),
                                row.getString("issuer"),
                                row.getString("subject")))
                        .list();
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
}
