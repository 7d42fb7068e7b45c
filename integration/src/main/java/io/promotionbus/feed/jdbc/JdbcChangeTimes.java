package io.promotionbus.feed.jdbc;

import io.promotionbus.promotion.DeliveryFacts.ChangeTimes;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * Dates Freight by the commits its images were built from, which the tag, the delivery or the image names; else by the
 * first announcement. Freight that nobody announced has no date.
 */
@Repository
class JdbcChangeTimes implements ChangeTimes {

    private final JdbcClient jdbc;

    JdbcChangeTimes(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public Map<String, Instant> of(String project, Set<String> freights) {
        Map<String, Instant> committed = new HashMap<>();
        Map<String, Instant> announced = new HashMap<>();
        if (freights.isEmpty()) {
            return Map.of();
        }
        jdbc.sql("""
                        SELECT t.freight, t.received_at, c.committed_at
                        FROM feed_task t
                        LEFT JOIN feed_artifact a
                            ON a.repository = t.repository AND a.tag = t.tag AND a.digest = t.digest
                        LEFT JOIN feed_image i ON i.digest = t.digest
                        LEFT JOIN feed_commit c ON c.sha = CASE
                            WHEN t.tag ~ '^[0-9a-f]{40}$' THEN t.tag ELSE coalesce(a.commit_sha, i.revision) END
                        WHERE t.project = :project AND t.freight IN (:freights)""").param("project", project).param("freights", freights).query(row -> {
            String freight = row.getString("freight");
            announced.merge(freight, Sql.instant(row, "received_at"), JdbcChangeTimes::earlier);
            Instant at = time(row.getString("committed_at"));
            if (at != null) {
                committed.merge(freight, at, JdbcChangeTimes::later);
            }
        });
        announced.putAll(committed);
        return announced;
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    /** It is kept as the sender wrote it. */
    private static @Nullable Instant time(@Nullable String text) {
        try {
            return text == null ? null : OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException unreadable) {
            return null;
        }
    }
}
