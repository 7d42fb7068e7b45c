package io.promotionbus.platform.camel;

import io.promotionbus.platform.BringForward;
import io.promotionbus.platform.WallTimes;
import java.time.Clock;
import org.apache.camel.builder.RouteBuilder;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** Nothing tells of a clock that was set back, so that it is looked for. */
@Component
class WallTimeRoutes extends RouteBuilder {

    private final BringForward bringForward;

    WallTimeRoutes(ObjectProvider<WallTimes> features, Clock wall) {
        this.bringForward = new BringForward(features.orderedStream().toList(), wall);
    }

    @Override
    public void configure() {
        from("timer:platform-wall-times?period=10000")
                .routeId("platform-bring-forward")
                .routeConfigurationId(RouteErrorPolicies.BASE)
                .bean(bringForward, "handle");
    }
}
