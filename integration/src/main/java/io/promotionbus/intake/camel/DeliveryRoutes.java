package io.promotionbus.intake.camel;

import io.promotionbus.intake.ClaimDeliveries;
import io.promotionbus.intake.IntakeSignals;
import io.promotionbus.intake.InterpretDelivery;
import io.promotionbus.intake.KeepHouse;
import io.promotionbus.intake.ResolveArtifacts;
import io.promotionbus.intake.SettleDelivery;
import io.promotionbus.platform.camel.Wakeups;
import java.util.List;
import org.apache.camel.builder.RouteBuilder;
import org.springframework.stereotype.Component;

/** From stored rows to verdicts. Rows are the start of these routes, so nothing of a request reaches them. */
@Component
class DeliveryRoutes extends RouteBuilder {

    private static final String WORK = "seda:intake-deliveries?size=1&discardWhenFull=true";
    private static final String INTERPRET = "direct:intake-interpret";
    private static final int WORKERS = 6;

    private final ClaimDeliveries claim;
    private final InterpretDelivery interpret;
    private final ResolveArtifacts resolve;
    private final SettleDelivery settle;
    private final KeepHouse keepHouse;
    private final Wakeups wakeups;

    DeliveryRoutes(
            ClaimDeliveries claim,
            InterpretDelivery interpret,
            ResolveArtifacts resolve,
            SettleDelivery settle,
            KeepHouse keepHouse,
            Wakeups wakeups) {
        this.claim = claim;
        this.interpret = interpret;
        this.resolve = resolve;
        this.settle = settle;
        this.keepHouse = keepHouse;
        this.wakeups = wakeups;
    }

    @Override
    public void configure() {
        wakeups.on(IntakeSignals.DELIVERIES, WORK);

        from("timer:intake-poll?period=2000")
                .routeId("intake-poll-deliveries")
                .routeConfigurationId("base")
                .to(WORK);

        from(WORK + "&concurrentConsumers=" + WORKERS)
                .routeId("intake-claim-deliveries")
                .routeConfigurationId("base")
                .bean(claim, "handle")
                .split(body())
                .to(INTERPRET)
                .end()
                .filter(body().isNotEqualTo(List.of()))
                .to(WORK)
                .end();

        from(INTERPRET)
                .routeId("intake-interpret-delivery")
                .routeConfigurationId("base")
                .step("intake-interpret-delivery.read-payload")
                .bean(interpret, "handle")
                .end()
                .step("intake-interpret-delivery.resolve-artifacts")
                .bean(resolve, "handle")
                .end()
                .step("intake-interpret-delivery.settle-delivery")
                .bean(settle, "handle")
                .end();

        from("timer:intake-house?period=10000")
                .routeId("intake-keep-house")
                .routeConfigurationId("base")
                .bean(keepHouse, "handle");
    }
}
