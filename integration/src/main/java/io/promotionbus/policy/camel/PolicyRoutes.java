package io.promotionbus.policy.camel;

import io.promotionbus.platform.camel.Wakeups;
import io.promotionbus.policy.CheckNeeds;
import io.promotionbus.policy.PolicySignals;
import io.promotionbus.policy.WritePolicyStatuses;
import org.apache.camel.builder.RouteBuilder;
import org.springframework.stereotype.Component;

@Component
class PolicyRoutes extends RouteBuilder {

    static final String WRITE_STATUS = "seda:policy-write-status?size=1&discardWhenFull=true";

    private final WritePolicyStatuses writePolicyStatuses;
    private final CheckNeeds checkNeeds;
    private final Wakeups wakeups;

    PolicyRoutes(WritePolicyStatuses writePolicyStatuses, CheckNeeds checkNeeds, Wakeups wakeups) {
        this.writePolicyStatuses = writePolicyStatuses;
        this.checkNeeds = checkNeeds;
        this.wakeups = wakeups;
    }

    @Override
    public void configure() {
        wakeups.on(PolicySignals.STATUSES, WRITE_STATUS);

        from(WRITE_STATUS)
                .routeId("policy-write-status")
                .routeConfigurationId("base")
                .bean(writePolicyStatuses, "handle");

        from("timer:policy-needs?period={{bus.policy.check-needs:60000}}")
                .routeId("policy-check-needs")
                .routeConfigurationId("base")
                .bean(checkNeeds, "handle");

        from("timer:policy-status?period=30000")
                .routeId("policy-poll-status")
                .routeConfigurationId("base")
                .to(WRITE_STATUS);
    }
}
