package io.promotionbus.promotion.camel;

import io.promotionbus.platform.camel.Wakeups;
import io.promotionbus.promotion.CreatePromotion;
import io.promotionbus.promotion.PromotionSignals;
import io.promotionbus.promotion.RemoveDuplicates;
import org.apache.camel.builder.RouteBuilder;
import org.springframework.stereotype.Component;

/** From attempts to Kargo Promotions. */
@Component
class AttemptRoutes extends RouteBuilder {

    /** Where an attempt goes that has just begun, its claim with it. */
    static final String CREATE = "seda:promotion-create?size=1000";

    private static final String DUE = "seda:promotion-due?size=1&discardWhenFull=true";
    private static final int WORKERS = 4;

    private final CreatePromotion create;
    private final RemoveDuplicates duplicates;
    private final Wakeups wakeups;

    AttemptRoutes(CreatePromotion create, RemoveDuplicates duplicates, Wakeups wakeups) {
        this.create = create;
        this.duplicates = duplicates;
        this.wakeups = wakeups;
    }

    @Override
    public void configure() {
        wakeups.on(PromotionSignals.ATTEMPTS, DUE);

        from(CREATE + "&concurrentConsumers=" + WORKERS)
                .routeId("promotion-create-promotion")
                .routeConfigurationId("base")
                .step("call-kargo")
                .bean(create, "create")
                .end();

        from("timer:promotion-attempts?period=1000")
                .routeId("promotion-poll-attempts")
                .routeConfigurationId("base")
                .to(DUE);

        from(DUE)
                .routeId("promotion-claim-attempts")
                .routeConfigurationId("base")
                .bean(create, "due");

        from("timer:promotion-duplicates?period=5000")
                .routeId("promotion-remove-duplicates")
                .routeConfigurationId("base")
                .bean(duplicates, "due");
    }
}
