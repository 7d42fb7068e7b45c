package io.promotionbus.kargo.jdbc;

import io.promotionbus.kargo.HealthRecords;
import io.promotionbus.kargo.StageHealth;
import io.promotionbus.kargo.StageHealths;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** A row exists for every stage that was ever locked; it has a status once the stage was assessed. */
@Repository
class JdbcStageHealths implements HealthRecords, StageHealths {

    private static final String SELECT =
            "SELECT project, stage, status, since, source, message FROM kargo_stage_health WHERE status IS NOT NULL";

    private final JdbcClient jdbc;

    JdbcStageHealths(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public Optional<StageHealth> lock(String project, String stage) {
        jdbc.sql("INSERT INTO kargo_stage_health (project, stage) VALUES (:project, :stage) ON CONFLICT DO NOTHING")
                .param("project", project)
                .param("stage", stage)
                .update();
        jdbc.sql("SELECT 1 FROM kargo_stage_health WHERE project = :project AND stage = :stage FOR UPDATE")
                .param("project", project)
                .param("stage", stage)
                .query(Integer.class)
                .list();
        return of(project, stage);
    }

    @Override
    public void put(String project, String stage, @Nullable StageHealth health) {
        if (health == null) {
            jdbc.sql("DELETE FROM kargo_stage_health WHERE project = :project AND stage = :stage")
                    .param("project", project)
                    .param("stage", stage)
                    .update();
            return;
        }
        jdbc.sql("""
                        UPDATE kargo_stage_health
                           SET status = :status, since = :since, source = :source, message = :message
                         WHERE project = :project AND stage = :stage
                        """)
                .param("status", health.status().name())
                .param("since", health.since().atOffset(ZoneOffset.UTC))
                .param("source", health.source().name())
                .param("message", health.message())
                .param("project", project)
                .param("stage", stage)
                .update();
    }

    @Override
    public Optional<StageHealth> of(String project, String stage) {
        return jdbc.sql(SELECT + " AND project = :project AND stage = :stage")
                .param("project", project)
                .param("stage", stage)
                .query(JdbcStageHealths::health)
                .optional();
    }

    @Override
    public List<StageHealth> of(Collection<String> projects) {
        return jdbc.sql(SELECT + " AND project = ANY (:projects) ORDER BY project, stage")
                .param("projects", projects.toArray(String[]::new))
                .query(JdbcStageHealths::health)
                .list();
    }

    @Override
    public List<StageHealth> all() {
        return jdbc.sql(SELECT + " ORDER BY project, stage")
                .query(JdbcStageHealths::health)
                .list();
    }

    private static StageHealth health(ResultSet row, int number) throws SQLException {
        return new StageHealth(
                row.getString("project"),
                row.getString("stage"),
                StageHealth.Status.valueOf(row.getString("status")),
                row.getObject("since", OffsetDateTime.class).toInstant(),
                StageHealth.Source.valueOf(row.getString("source")),
                row.getString("message"));
    }
}
