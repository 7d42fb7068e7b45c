package io.promotionbus.audit.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What the trace of the last 24 hours says of each route. */
@Repository
public class RouteFigures {

    private static final Duration SPAN = Duration.ofHours(24);

    private final JdbcClient jdbc;
    private final Clock clock;

    RouteFigures(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** @param p95Ms absent when nothing was measured */
    public record Figures(
            String route,
            long completed,
            long failed,
            @Nullable Double p95Ms) {}

    /** By route id; a route without exchanges is absent. */
    public Map<String, Figures> byRoute() {
        return jdbc
                .sql("""
                        SELECT route,
                               count(*) FILTER (WHERE outcome <> 'failed') AS completed,
                               count(*) FILTER (WHERE outcome = 'failed') AS failed,
                               percentile_cont(0.95) WITHIN GROUP (ORDER BY duration_us) / 1000 AS p95
                        FROM route_trace WHERE step = 'route' AND started_at >= :since GROUP BY route""")
                .param("since", clock.instant().minus(SPAN).atOffset(ZoneOffset.UTC))
                .query(RouteFigures::figures)
                .list()
                .stream()
                .collect(Collectors.toMap(Figures::route, Function.identity()));
    }

    private static Figures figures(ResultSet row, int index) throws SQLException {
        return new Figures(
                row.getString("route"), row.getLong("completed"), row.getLong("failed"), row.getDouble("p95"));
    }
}
