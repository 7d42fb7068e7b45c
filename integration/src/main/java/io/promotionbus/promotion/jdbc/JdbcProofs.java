package io.promotionbus.promotion.jdbc;

import io.promotionbus.kargo.FreightRef;
import io.promotionbus.promotion.LaneRef;
import io.promotionbus.promotion.Proofs;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class JdbcProofs implements Proofs {

    private final JdbcClient jdbc;

    JdbcProofs(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public Map<String, Map<String, Instant>> of(
            String project, Collection<String> stageUids, Collection<String> freights) {
        Map<String, Map<String, Instant>> found = new HashMap<>();
        RowCallbackHandler collect = row -> found.computeIfAbsent(row.getString("stage"), stage -> new HashMap<>())
                .put(row.getString("freight"), Times.required(row, "settled_at"));
        jdbc.sql("""
                        SELECT stage, freight, settled_at FROM promotion_evidence
                        WHERE project = :project AND freight = ANY (:freights) AND stage_uid = ANY (:uids)
                        """)
                .param("project", project)
                .param("freights", freights.toArray(String[]::new))
                .param("uids", stageUids.toArray(String[]::new))
                .query(collect);
        return found;
    }

    @Override
    public Map<FreightRef, Map<String, Instant>> of(Collection<String> stageUids, Collection<FreightRef> freights) {
        Map<FreightRef, Map<String, Instant>> found = new HashMap<>();
        RowCallbackHandler collect = row -> found.computeIfAbsent(
                        new FreightRef(row.getString("project"), row.getString("freight")), freight -> new HashMap<>())
                .put(row.getString("stage"), Times.required(row, "settled_at"));
        jdbc.sql("""
                        SELECT project, stage, freight, settled_at FROM promotion_evidence
                        WHERE (project, freight) IN (SELECT * FROM unnest(:projects, :freights))
                          AND stage_uid = ANY (:uids)
                        """)
                .param("projects", freights.stream().map(FreightRef::project).toArray(String[]::new))
                .param("freights", freights.stream().map(FreightRef::name).toArray(String[]::new))
                .param("uids", stageUids.toArray(String[]::new))
                .query(collect);
        return found;
    }

    @Override
    public void settled(LaneRef lane, String stageUid, String freight, Instant at) {
        jdbc.sql("""
                        INSERT INTO promotion_evidence (project, stage, stage_uid, freight, settled_at)
                        VALUES (:project, :stage, :uid, :freight, :at) ON CONFLICT DO NOTHING
                        """)
                .param("project", lane.project())
                .param("stage", lane.stage())
                .param("uid", stageUid)
                .param("freight", freight)
                .param("at", Times.of(at))
                .update();
    }
}
