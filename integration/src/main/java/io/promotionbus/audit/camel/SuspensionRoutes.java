package io.promotionbus.audit.camel;

import static io.promotionbus.platform.camel.RouteErrorPolicies.BASE;

import io.promotionbus.audit.SuspendRoute;
import io.promotionbus.platform.camel.Wakeups;
import org.apache.camel.builder.RouteBuilder;
import org.springframework.stereotype.Component;

/** Follows what operators suspend, at once on the signal and at the latest after five seconds. */
@Component
class SuspensionRoutes extends RouteBuilder {

    private static final String WORKER = "seda:audit-suspensions?size=1&discardWhenFull=true";

    private final FollowSuspensions follow;
    private final Wakeups wakeups;

    SuspensionRoutes(FollowSuspensions follow, Wakeups wakeups) {
        this.follow = follow;
        this.wakeups = wakeups;
    }

    @Override
    public void configure() {
        wakeups.on(SuspendRoute.SUSPENSIONS, WORKER);

        from("timer:audit-suspensions?period=5000&delay=0")
                .routeId("audit-poll-suspensions")
                .routeConfigurationId(BASE)
                .to(WORKER);

        from(WORKER)
                .routeId("audit-follow-suspensions")
                .routeConfigurationId(BASE)
                .bean(follow, "follow");
    }
}
