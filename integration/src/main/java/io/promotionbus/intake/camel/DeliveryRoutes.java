package io.promotionbus.intake.camel;

import io.promotionbus.intake.ClaimDeliveries;
import io.promotionbus.intake.IntakeSignals;
import io.promotionbus.intake.InterpretDelivery;
import io.promotionbus.intake.KeepHouse;
import io.promotionbus.intake.ResolveArtifacts;
import io.promotionbus.intake.SettleDelivery;
import io.promotionbus.platform.camel.Wakeups;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.builder.ExpressionBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * From stored rows to verdicts. Rows are the start of these routes, so nothing of a request reaches them. Most deliveries
 * need nobody else and end together in one transaction; those that announce an artifact wait for a registry, each for itself.
 */
@Component
class DeliveryRoutes extends RouteBuilder {

    private static final String WORK = "seda:intake-deliveries?size=1&discardWhenFull=true";
    private static final String INTERPRET = "direct:intake-interpret";
    /** Bounded, and filled by waiting: what is in it is claimed, and a claim does not last for ever. */
    private static final String RESOLVE = "seda:intake-resolve?size=6&blockWhenFull=true&waitForTaskToComplete=Never";

    private static final String CLAIMED = "intake-claimed";
    /** Reading is work for a processor; more workers than that would only take it from those who accept. */
    private static final int READERS = Math.clamp(Runtime.getRuntime().availableProcessors(), 2, 6);

    /** They wait for registries. */
    private static final int RESOLVERS = 6;

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

        from(WORK + "&concurrentConsumers=" + READERS)
                .routeId("intake-claim-deliveries")
                .routeConfigurationId("base")
                .bean(claim, "handle")
                .setProperty(CLAIMED, ExpressionBuilder.bodyExpression(List.class, claimed -> !claimed.isEmpty()))
                .split(body(), DeliveryRoutes::collect)
                .to(INTERPRET)
                .end()
                .bean(settle, "handleAll")
                .filter(exchangeProperty(CLAIMED))
                .setBody(constant((Object) null))
                .to(WORK)
                .end();

        from(INTERPRET)
                .routeId("intake-interpret-delivery")
                .routeConfigurationId("base")
                .bean(interpret, "handle")
                .choice()
                .when(DeliveryRoutes::asks)
                .to(RESOLVE)
                .otherwise()
                .bean(resolve, "handle")
                .end();

        from(RESOLVE + "&concurrentConsumers=" + RESOLVERS)
                .routeId("intake-resolve-artifacts")
                .routeConfigurationId("base")
                .step("intake-resolve-artifacts.ask-registry")
                .bean(resolve, "handle")
                .end()
                .step("intake-resolve-artifacts.settle-delivery")
                .bean(settle, "handle")
                .end();

        from("timer:intake-house?period=10000")
                .routeId("intake-keep-house")
                .routeConfigurationId("base")
                .bean(keepHouse, "handle");
    }

    private static boolean asks(Exchange exchange) {
        return exchange.getMessage().getBody() instanceof InterpretDelivery.Read read && read.asks();
    }

    /** Keeps what is judged; what went on to a registry or failed settles, or is claimed again, by itself. */
    private static Exchange collect(@Nullable Exchange collected, Exchange next) {
        Exchange all = collected;
        if (all == null) {
            all = next.copy();
            all.setException(null);
            all.getMessage().setBody(new ArrayList<ResolveArtifacts.Judged>());
        }
        if (!next.isFailed() && next.getMessage().getBody() instanceof ResolveArtifacts.Judged judged) {
            @SuppressWarnings("unchecked") // made above
            List<ResolveArtifacts.Judged> list = all.getMessage().getBody(List.class);
            list.add(judged);
        }
        return all;
    }
}
