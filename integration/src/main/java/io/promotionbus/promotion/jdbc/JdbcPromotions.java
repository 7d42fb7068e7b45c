package io.promotionbus.promotion.jdbc;

import io.promotionbus.promotion.PromotionList;
import io.promotionbus.promotion.Promotions;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class JdbcPromotions implements Promotions, PromotionList {

    private final JdbcClient jdbc;

    JdbcPromotions(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public Optional<Promotion> byId(UUID id) {
        return jdbc.sql("SELECT * FROM promotion_attempt WHERE id = :id")
                .param("id", id)
                .query((row, number) -> AttemptRows.promotion(row))
                .optional();
    }

    @Override
    public Optional<Promotion> ofRequest(UUID request) {
        return jdbc.sql("SELECT * FROM promotion_attempt WHERE request = :request ORDER BY id DESC LIMIT 1")
                .param("request", request)
                .query((row, number) -> AttemptRows.promotion(row))
                .optional();
    }

    @Override
    public List<Promotion> newest(Filter filter, @Nullable UUID before, int limit) {
        return jdbc.sql("""
                        SELECT * FROM promotion_attempt
                        WHERE (CAST(:project AS text) IS NULL OR project = :project)
                          AND (CAST(:stage AS text) IS NULL OR stage = :stage)
                          AND (CAST(:freight AS text) IS NULL OR freight = :freight)
                          AND (CAST(:before AS uuid) IS NULL OR id < :before)
                        ORDER BY id DESC LIMIT :limit
                        """)
                .param("project", filter.project())
                .param("stage", filter.stage())
                .param("freight", filter.freight())
                .param("before", before)
                .param("limit", limit)
                .query((row, number) -> AttemptRows.promotion(row))
                .list();
    }
}
