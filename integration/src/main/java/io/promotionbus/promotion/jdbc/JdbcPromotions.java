package io.promotionbus.promotion.jdbc;

import io.promotionbus.promotion.PromotionList;
import io.promotionbus.promotion.Promotions;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
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
    public Map<UUID, Promotion> ofRequests(Collection<UUID> requests) {
        return jdbc
                .sql("""
                        SELECT DISTINCT ON (request) * FROM promotion_attempt WHERE request = ANY (:requests)
                        ORDER BY request, id DESC
                        """)
                .param("requests", requests.toArray(UUID[]::new))
                .query((row, number) -> AttemptRows.promotion(row))
                .list()
                .stream()
                .collect(Collectors.toMap(
                        promotion -> Objects.requireNonNull(promotion.request()), promotion -> promotion));
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
