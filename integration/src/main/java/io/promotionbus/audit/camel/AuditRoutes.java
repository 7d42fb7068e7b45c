package io.promotionbus.audit.camel;

import static io.promotionbus.platform.camel.RouteErrorPolicies.BASE;

import io.promotionbus.audit.AuditUpkeep;
import io.promotionbus.audit.SealEvents;
import org.apache.camel.builder.RouteBuilder;
import org.springframework.stereotype.Component;

/** Seals twice a second, which keeps the lag under one; upkeep once an hour. */
@Component
class AuditRoutes extends RouteBuilder {

    private final SealEvents sealEvents;
    private final AuditUpkeep upkeep;

    AuditRoutes(SealEvents sealEvents, AuditUpkeep upkeep) {
        this.sealEvents = sealEvents;
        this.upkeep = upkeep;
    }

    @Override
    public void configure() {
        from("timer:audit-seal?period=500&delay=100")
                .routeId("audit-seal-events")
                .routeConfigurationId(BASE)
                .bean(sealEvents, "sealAll");

        from("timer:audit-upkeep?period=3600000&delay=0")
                .routeId("audit-keep-tables")
                .routeConfigurationId(BASE)
                .bean(upkeep, "run");
    }
}
