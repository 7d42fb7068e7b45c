package io.promotionbus.audit.jdbc;

import io.promotionbus.audit.AuditUpkeep;
import io.promotionbus.audit.spring.AuditProperties;
import io.promotionbus.platform.BusinessClock;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

@Component
class JdbcAuditUpkeep implements AuditUpkeep {

    private static final int MONTHS_AHEAD = 2;

    private final JdbcClient jdbc;
    private final JdbcTraceSteps trace;
    private final BusinessClock business;
    private final Clock wall;
    private final Duration traceRetention;

    JdbcAuditUpkeep(
            JdbcClient jdbc, JdbcTraceSteps trace, BusinessClock business, Clock wall, AuditProperties properties) {
        this.jdbc = jdbc;
        this.trace = trace;
        this.business = business;
        this.wall = wall;
        this.traceRetention = properties.traceRetention();
    }

    @Override
    public void run() {
        OffsetDateTime now = business.now().atOffset(ZoneOffset.UTC);
        for (int month = 0; month <= MONTHS_AHEAD; month++) {
            jdbc.sql("SELECT audit_partition(?)")
                    .param(now.plusMonths(month))
                    .query(Boolean.class)
                    .single();
        }
        int deleted;
        do {
            deleted = trace.forget(wall.instant(), traceRetention);
        } while (deleted > 0);
    }
}
