package io.promotionbus.promotion.camel;

import io.promotionbus.platform.camel.Wakeups;
import io.promotionbus.policy.PolicySignals;
import io.promotionbus.promotion.EvaluateLanes;
import io.promotionbus.promotion.PromotionSignals;
import io.promotionbus.promotion.RecheckLanes;
import org.apache.camel.builder.RouteBuilder;
import org.springframework.stereotype.Component;

/** Keeps the lanes moving: woken by signals, at time edges and by polling, which is the truth. */
@Component
class LaneRoutes extends RouteBuilder {

    private static final String DECIDE = "seda:promotion-lanes?size=1&discardWhenFull=true";
    private static final String RECHECK = "seda:promotion-recheck?size=1&discardWhenFull=true";
    private static final int WORKERS = 2;

    private final EvaluateLanes evaluate;
    private final RecheckLanes recheck;
    private final Wakeups wakeups;

    LaneRoutes(EvaluateLanes evaluate, RecheckLanes recheck, Wakeups wakeups) {
        this.evaluate = evaluate;
        this.recheck = recheck;
        this.wakeups = wakeups;
    }

    @Override
    public void configure() {
        wakeups.on(PromotionSignals.LANES, DECIDE);
        wakeups.on(PolicySignals.FREEZES, RECHECK);

        from("timer:promotion-lanes?period=1000")
                .routeId("promotion-poll-lanes")
                .routeConfigurationId("base")
                .to(DECIDE);

        from(DECIDE + "&concurrentConsumers=" + WORKERS)
                .routeId("promotion-decide-lane")
                .routeConfigurationId("base")
                .bean(evaluate, "evaluateDue");

        from("timer:promotion-start?repeatCount=1")
                .routeId("promotion-start-lanes")
                .routeConfigurationId("base")
                .to(RECHECK);

        from(RECHECK)
                .routeId("promotion-recheck-lanes")
                .routeConfigurationId("base")
                .bean(recheck, "all");
    }
}
