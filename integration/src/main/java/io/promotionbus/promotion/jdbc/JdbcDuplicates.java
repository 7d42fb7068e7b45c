package io.promotionbus.promotion.jdbc;

import io.promotionbus.promotion.Duplicates;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class JdbcDuplicates implements Duplicates {

    private final JdbcClient jdbc;

    JdbcDuplicates(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public boolean add(String project, String kargoName, UUID attempt, boolean delete, Instant wall) {
        return jdbc.sql("""
                        INSERT INTO promotion_duplicate (project, kargo_name, attempt, pending, next_try_at)
                        VALUES (:project, :name, :attempt, :pending, :wall) ON CONFLICT DO NOTHING
                        """)
                        .param("project", project)
                        .param("name", kargoName)
                        .param("attempt", attempt)
                        .param("pending", delete)
                        .param("wall", Times.of(wall))
                        .update()
                == 1;
    }

    @Override
    public List<Duplicate> due(Instant wall, Instant again) {
        return jdbc.sql("""
                        UPDATE promotion_duplicate SET next_try_at = :again
                        WHERE (project, kargo_name) IN (SELECT project, kargo_name FROM promotion_duplicate
                                                        WHERE pending AND next_try_at <= :wall
                                                        ORDER BY next_try_at LIMIT 20 FOR UPDATE SKIP LOCKED)
                        RETURNING project, kargo_name, attempt
                        """)
                .param("wall", Times.of(wall))
                .param("again", Times.of(again))
                .query((row, number) -> new Duplicate(
                        row.getString("project"), row.getString("kargo_name"), row.getObject("attempt", UUID.class)))
                .list();
    }

    @Override
    public void settled(String project, String kargoName) {
        jdbc.sql("UPDATE promotion_duplicate SET pending = false WHERE project = :project AND kargo_name = :name")
                .param("project", project)
                .param("name", kargoName)
                .update();
    }
}
