package io.promotionbus.audit.jdbc;

import io.promotionbus.audit.RouteSuspensions;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class JdbcRouteSuspensions implements RouteSuspensions {

    private final JdbcClient jdbc;

    JdbcRouteSuspensions(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public Set<String> suspended() {
        return jdbc.sql("SELECT route_id FROM route_suspension")
                .query(String.class)
                .set();
    }

    @Override
    public boolean suspend(String routeId, String reason, String by, Instant at) {
        return jdbc.sql("INSERT INTO route_suspension (route_id, reason, suspended_by, suspended_at)"
                                + " VALUES (:route, :reason, :by, :at) ON CONFLICT (route_id) DO NOTHING")
                        .param("route", routeId)
                        .param("reason", reason)
                        .param("by", by)
                        .param("at", at.atOffset(ZoneOffset.UTC))
                        .update()
                == 1;
    }

    @Override
    public boolean resume(String routeId) {
        return jdbc.sql("DELETE FROM route_suspension WHERE route_id = :route")
                        .param("route", routeId)
                        .update()
                == 1;
    }
}
