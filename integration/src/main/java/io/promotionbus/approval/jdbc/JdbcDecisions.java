package io.promotionbus.approval.jdbc;

import io.promotionbus.promotion.DeliveryFacts.Decisions;
import io.promotionbus.promotion.DeliveryFacts.Waited;
import io.promotionbus.promotion.LaneRef;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** How long requests waited. The last decision is the one that settled it; a request that expired undecided waited for nobody. */
@Repository
class JdbcDecisions implements Decisions {

    private final JdbcClient jdbc;

    JdbcDecisions(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public List<Waited> decided(@Nullable String project, Instant from, Instant to) {
        return jdbc.sql("""
                        SELECT r.project, r.stage, r.created_at, d.at FROM approval_request r
                        JOIN LATERAL (SELECT max(at) AS at FROM approval_decision WHERE request = r.id) d ON true
                        WHERE (r.state IN ('approved', 'rejected') OR (r.state = 'expired' AND r.expired_approved))
                          AND d.at >= :from AND d.at < :to AND r.created_at < :to
                          AND (CAST(:project AS text) IS NULL OR r.project = :project)
                        """)
                .param("project", project)
                .param("from", from.atOffset(ZoneOffset.UTC))
                .param("to", to.atOffset(ZoneOffset.UTC))
                .query((row, number) -> new Waited(
                        new LaneRef(row.getString("project"), row.getString("stage")),
                        row.getObject("created_at", OffsetDateTime.class).toInstant(),
                        row.getObject("at", OffsetDateTime.class).toInstant()))
                .list();
    }
}
