package io.promotionbus.policy.jdbc;

import io.promotionbus.kargo.PolicyObject;
import io.promotionbus.policy.PolicyRecords;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class JdbcPolicyRecords implements PolicyRecords {

    private static final String SELECT =
            "SELECT project, name, uid, generation, created_at, changed_by, spec, status FROM stage_policy";

    private final JdbcClient jdbc;

    JdbcPolicyRecords(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public void lock(String project) {
        jdbc.sql("SELECT pg_advisory_xact_lock(hashtextextended('stage-policies/' || :project, 0))")
                .param("project", project)
                .query((row, number) -> number)
                .list();
    }

    @Override
    public List<PolicyObject> ofProject(String project) {
        return jdbc.sql(SELECT + " WHERE project = :project ORDER BY name")
                .param("project", project)
                .query(JdbcPolicyRecords::policy)
                .list();
    }

    @Override
    public List<PolicyObject> ofProjects(Collection<String> projects) {
        return jdbc.sql(SELECT + " WHERE project = ANY (:projects) ORDER BY project, name")
                .param("projects", projects.toArray(String[]::new))
                .query(JdbcPolicyRecords::policy)
                .list();
    }

    @Override
    public List<PolicyObject> all() {
        return jdbc.sql(SELECT + " ORDER BY project, name")
                .query(JdbcPolicyRecords::policy)
                .list();
    }

    @Override
    public void put(PolicyObject policy) {
        jdbc.sql("""
                        INSERT INTO stage_policy (project, name, uid, generation, created_at, changed_by, spec, status)
                        VALUES (:project, :name, :uid, :generation, :created, :changedBy, :spec::json, :status::json)
                        ON CONFLICT (project, name) DO UPDATE
                           SET uid = excluded.uid, generation = excluded.generation, created_at = excluded.created_at,
                               changed_by = excluded.changed_by, spec = excluded.spec, status = excluded.status
                        """)
                .param("project", policy.project())
                .param("name", policy.name())
                .param("uid", policy.uid())
                .param("generation", policy.generation())
                .param("created", policy.createdAt().atOffset(ZoneOffset.UTC))
                .param("changedBy", policy.changedBy())
                .param("spec", policy.spec())
                .param("status", policy.status())
                .update();
    }

    @Override
    public void remove(String project, String name) {
        jdbc.sql("DELETE FROM stage_policy WHERE project = :project AND name = :name")
                .param("project", project)
                .param("name", name)
                .update();
    }

    private static PolicyObject policy(ResultSet row, int number) throws SQLException {
        return new PolicyObject(
                row.getString("project"),
                row.getString("name"),
                row.getString("uid"),
                row.getLong("generation"),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                row.getString("changed_by"),
                row.getString("spec"),
                row.getString("status"));
    }
}
