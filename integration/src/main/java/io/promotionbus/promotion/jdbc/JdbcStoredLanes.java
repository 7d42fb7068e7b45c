package io.promotionbus.promotion.jdbc;

import io.promotionbus.kargo.FreightRequest;
import io.promotionbus.kargo.Stage;
import io.promotionbus.promotion.LaneRef;
import io.promotionbus.promotion.StoredLanes;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class JdbcStoredLanes implements StoredLanes {

    private static final String MARK = "INSERT INTO lane_mark (project, stage) SELECT project, stage FROM lane ";

    private final JdbcClient jdbc;

    JdbcStoredLanes(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public Optional<Claim> claim(Instant business, Instant wall) {
        Optional<Claim> marked = jdbc.sql("""
                        SELECT l.project, l.stage, l.failures, l.view FROM lane l
                        WHERE EXISTS (SELECT FROM lane_mark m WHERE m.project = l.project AND m.stage = l.stage)
                          AND (l.not_before IS NULL OR l.not_before <= :wall)
                        LIMIT 1 FOR UPDATE SKIP LOCKED
                        """)
                .param("wall", Times.of(wall))
                .query(JdbcStoredLanes::claim)
                .optional();
        Optional<Claim> claim = marked.isPresent() ? marked : due(business, wall);
        claim.ifPresent(this::takeMarks);
        return claim;
    }

    private Optional<Claim> due(Instant business, Instant wall) {
        return jdbc.sql("""
                        SELECT project, stage, failures, view FROM lane
                        WHERE due_at <= :business AND (not_before IS NULL OR not_before <= :wall)
                        ORDER BY due_at LIMIT 1 FOR UPDATE SKIP LOCKED
                        """)
                .param("business", Times.of(business))
                .param("wall", Times.of(wall))
                .query(JdbcStoredLanes::claim)
                .optional();
    }

    /** Only what is visible now: a mark that commits later is for the next evaluation. */
    private void takeMarks(Claim claim) {
        jdbc.sql("DELETE FROM lane_mark WHERE project = :project AND stage = :stage")
                .param("project", claim.lane().project())
                .param("stage", claim.lane().stage())
                .update();
    }

    @Override
    public Claim lock(LaneRef lane) {
        jdbc.sql("INSERT INTO lane (project, stage) VALUES (:project, :stage) ON CONFLICT DO NOTHING")
                .param("project", lane.project())
                .param("stage", lane.stage())
                .update();
        return jdbc.sql("""
                        SELECT project, stage, failures, view FROM lane
                        WHERE project = :project AND stage = :stage FOR UPDATE
                        """)
                .param("project", lane.project())
                .param("stage", lane.stage())
                .query(JdbcStoredLanes::claim)
                .single();
    }

    private static Claim claim(ResultSet row, int number) throws SQLException {
        return new Claim(
                new LaneRef(row.getString("project"), row.getString("stage")),
                row.getInt("failures"),
                row.getString("view"));
    }

    @Override
    public void evaluated(Claim claim, @Nullable Instant due, String view) {
        jdbc.sql("""
                        UPDATE lane SET due_at = :due, view = :view, failures = 0, not_before = NULL
                        WHERE project = :project AND stage = :stage
                        """)
                .param("due", Times.of(due))
                .param("view", view)
                .param("project", claim.lane().project())
                .param("stage", claim.lane().stage())
                .update();
    }

    @Override
    public void failed(LaneRef lane, Instant notBefore) {
        jdbc.sql("""
                        UPDATE lane SET failures = failures + 1, not_before = :notBefore
                        WHERE project = :project AND stage = :stage
                        """)
                .param("notBefore", Times.of(notBefore))
                .param("project", lane.project())
                .param("stage", lane.stage())
                .update();
    }

    @Override
    public void remove(LaneRef lane) {
        jdbc.sql("DELETE FROM lane WHERE project = :project AND stage = :stage")
                .param("project", lane.project())
                .param("stage", lane.stage())
                .update();
    }

    @Override
    public void stageObserved(Stage stage) {
        List<FreightRequest> requests = stage.requests();
        String[] origins = texts(requests.stream());
        String[] direct = texts(requests.stream().filter(FreightRequest::direct));
        String[] upstream = requests.stream()
                .flatMap(request -> request.upstream().stream())
                .distinct()
                .toArray(String[]::new);
        // Most changes leave the shape alone: then nothing is written here and nobody's lock is waited for.
        jdbc.sql("""
                        INSERT INTO lane (project, stage, origins, direct, upstream)
                        SELECT :project, :stage, shape.origins, shape.direct, shape.upstream
                        FROM (SELECT CAST(:origins AS text[]) AS origins, CAST(:direct AS text[]) AS direct,
                                     CAST(:upstream AS text[]) AS upstream) shape
                        WHERE NOT EXISTS (SELECT FROM lane l WHERE l.project = :project AND l.stage = :stage
                                          AND l.origins = shape.origins AND l.direct = shape.direct
                                          AND l.upstream = shape.upstream)
                        ON CONFLICT (project, stage)
                        DO UPDATE SET origins = excluded.origins, direct = excluded.direct, upstream = excluded.upstream
                        """)
                .param("project", stage.project())
                .param("stage", stage.name())
                .param("origins", origins)
                .param("direct", direct)
                .param("upstream", upstream)
                .update();
        markWithDownstream(new LaneRef(stage.project(), stage.name()));
    }

    private static String[] texts(Stream<FreightRequest> requests) {
        return requests.map(request -> request.origin().toString()).distinct().toArray(String[]::new);
    }

    @Override
    public void mark(LaneRef lane) {
        jdbc.sql("INSERT INTO lane_mark (project, stage) VALUES (:project, :stage)")
                .param("project", lane.project())
                .param("stage", lane.stage())
                .update();
    }

    @Override
    public void markWithDownstream(LaneRef lane) {
        mark(lane);
        jdbc.sql(MARK + "WHERE project = :project AND :stage = ANY (upstream)")
                .param("project", lane.project())
                .param("stage", lane.stage())
                .update();
    }

    @Override
    public void markDirect(String project, String origin) {
        jdbc.sql(MARK + "WHERE project = :project AND :origin = ANY (direct)")
                .param("project", project)
                .param("origin", origin)
                .update();
    }

    @Override
    public void markRequesting(String project, String origin) {
        jdbc.sql(MARK + "WHERE project = :project AND :origin = ANY (origins)")
                .param("project", project)
                .param("origin", origin)
                .update();
    }

    @Override
    public void markProject(String project) {
        jdbc.sql(MARK + "WHERE project = :project").param("project", project).update();
    }

    @Override
    public void markAll() {
        jdbc.sql(MARK).update();
    }

    @Override
    public List<View> views(@Nullable String project) {
        return jdbc.sql("""
                        SELECT project, stage, view FROM lane
                        WHERE view IS NOT NULL AND (CAST(:project AS text) IS NULL OR project = :project)
                        ORDER BY project, stage
                        """)
                .param("project", project)
                .query((row, number) ->
                        new View(new LaneRef(row.getString("project"), row.getString("stage")), row.getString("view")))
                .list();
    }

    @Override
    public int waiting(Instant business) {
        return jdbc.sql("""
                        SELECT count(*) FROM lane l WHERE due_at <= :business
                           OR EXISTS (SELECT FROM lane_mark m WHERE m.project = l.project AND m.stage = l.stage)
                        """)
                .param("business", Times.of(business))
                .query(Integer.class)
                .single();
    }
}
