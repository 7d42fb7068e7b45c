package io.promotionbus.feed.jdbc;

import io.promotionbus.kargo.Freight;
import io.promotionbus.kargo.Image;
import io.promotionbus.kargo.ObservedCluster;
import io.promotionbus.promotion.Causes;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * Finds the delivery by what the Freight is made of, not by what its task says: the lane may be evaluated before the task
 * that created the Freight has written down its name. Of several siblings the one announced last completed the Freight.
 */
@Repository
class JdbcCauses implements Causes {

    private final JdbcClient jdbc;
    private final ObservedCluster cluster;

    JdbcCauses(JdbcClient jdbc, ObservedCluster cluster) {
        this.jdbc = jdbc;
        this.cluster = cluster;
    }

    @Override
    public Optional<Cause> of(String project, String freight) {
        return cluster.freight(project, freight).map(Freight::images).flatMap(images -> announced(project, images));
    }

    private Optional<Cause> announced(String project, List<Image> images) {
        if (images.isEmpty()) {
            return Optional.empty();
        }
        return jdbc.sql("SELECT deliveries[1] AS delivery, correlation FROM feed_task"
                        + " WHERE project = :project AND tag IN (:tags) AND digest IN (:digests)"
                        + " ORDER BY received_at DESC, id DESC LIMIT 1")
                .param("project", project)
                .param("tags", images.stream().map(Image::tag).distinct().toList())
                .param("digests", images.stream().map(Image::digest).distinct().toList())
                .query((row, index) -> new Cause(row.getObject("delivery", UUID.class), row.getString("correlation")))
                .optional();
    }
}
