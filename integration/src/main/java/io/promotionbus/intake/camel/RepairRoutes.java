package io.promotionbus.intake.camel;

import io.promotionbus.intake.RepairHooks;
import org.apache.camel.builder.RouteBuilder;
import org.springframework.stereotype.Component;

/** Looks now and then whether a hook is due. */
@Component
class RepairRoutes extends RouteBuilder {

    private final RepairHooks repair;

    RepairRoutes(RepairHooks repair) {
        this.repair = repair;
    }

    @Override
    public void configure() {
        from("timer:intake-repair?period=5000")
                .routeId("intake-repair-hooks")
                .routeConfigurationId("base")
                .bean(repair, "handle");
    }
}
