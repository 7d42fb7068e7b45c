package io.promotionbus.promotion.jdbc;

import io.promotionbus.promotion.DeliveryFacts;
import io.promotionbus.promotion.LaneRef;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class JdbcDeliveryFacts implements DeliveryFacts {

    private final JdbcClient jdbc;

    JdbcDeliveryFacts(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public List<LaneRef> stages(@Nullable String project) {
        List<Row> rows = jdbc.sql("""
                        SELECT project, stage, upstream FROM lane
                        WHERE CAST(:project AS text) IS NULL OR project = :project ORDER BY project, stage
                        """)
                .param("project", project)
                .query((row, number) ->
                        new Row(new LaneRef(row.getString("project"), row.getString("stage")), Set.of((String[])
                                row.getArray("upstream").getArray())))
                .list();
        List<LaneRef> sorted = new ArrayList<>();
        rows.stream()
                .collect(
                        Collectors.groupingBy(row -> row.lane().project(), java.util.TreeMap::new, Collectors.toList()))
                .forEach((name, stages) -> sorted.addAll(upstreamFirst(stages)));
        return sorted;
    }

    private record Row(LaneRef lane, Set<String> upstream) {}

    /** A cycle, which Kargo refuses, keeps the order of the names. */
    private static List<LaneRef> upstreamFirst(List<Row> rows) {
        List<Row> rest = new ArrayList<>(rows);
        List<LaneRef> sorted = new ArrayList<>();
        while (!rest.isEmpty()) {
            Set<String> waiting = rest.stream().map(row -> row.lane().stage()).collect(Collectors.toSet());
            List<Row> free = rest.stream()
                    .filter(row -> row.upstream().stream().noneMatch(waiting::contains))
                    .toList();
            List<Row> next = free.isEmpty() ? List.copyOf(rest) : free;
            next.forEach(row -> sorted.add(row.lane()));
            rest.removeAll(next);
        }
        return sorted;
    }

    @Override
    public List<Deployment> deployments(@Nullable String project, Instant from, Instant to) {
        return jdbc.sql("""
                        SELECT project, stage, ended_at, kind, outcome FROM promotion_attempt
                        WHERE outcome IN ('SUCCEEDED', 'FAILED_AFTER') AND ended_at >= :from AND ended_at < :to
                          AND (CAST(:project AS text) IS NULL OR project = :project)
                        ORDER BY ended_at, id
                        """)
                .param("project", project)
                .param("from", Times.of(from))
                .param("to", Times.of(to))
                .query((row, number) -> new Deployment(
                        new LaneRef(row.getString("project"), row.getString("stage")),
                        Times.required(row, "ended_at"),
                        row.getString("kind").equals("rollback"),
                        row.getString("outcome").equals("FAILED_AFTER")))
                .list();
    }
}
