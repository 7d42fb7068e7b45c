package io.promotionbus.feed.camel;

import io.promotionbus.feed.ClaimTasks;
import io.promotionbus.feed.CompareTags;
import io.promotionbus.feed.FeedSignals;
import io.promotionbus.feed.FillGaps;
import io.promotionbus.feed.RefreshWarehouses;
import io.promotionbus.feed.SettleTask;
import io.promotionbus.feed.WorkTask;
import io.promotionbus.platform.camel.Wakeups;
import java.util.List;
import org.apache.camel.builder.RouteBuilder;
import org.springframework.stereotype.Component;

/** From accepted artifacts to Freight. */
@Component
class FeedRoutes extends RouteBuilder {

    private static final String WORK = "seda:feed-tasks?size=1&discardWhenFull=true";
    private static final String TASK = "direct:feed-task";
    private static final int WORKERS = 4;

    private final ClaimTasks claim;
    private final WorkTask work;
    private final SettleTask settle;
    private final RefreshWarehouses refresh;
    private final FillGaps gaps;
    private final CompareTags tags;
    private final Wakeups wakeups;

    FeedRoutes(
            ClaimTasks claim,
            WorkTask work,
            SettleTask settle,
            RefreshWarehouses refresh,
            FillGaps gaps,
            CompareTags tags,
            Wakeups wakeups) {
        this.claim = claim;
        this.work = work;
        this.settle = settle;
        this.refresh = refresh;
        this.gaps = gaps;
        this.tags = tags;
        this.wakeups = wakeups;
    }

    @Override
    public void configure() {
        wakeups.on(FeedSignals.TASKS, WORK);

        from("timer:feed-poll?period=1000")
                .routeId("feed-poll-tasks")
                .routeConfigurationId("base")
                .bean(claim, "reap")
                .to(WORK);

        from(WORK + "&concurrentConsumers=" + WORKERS)
                .routeId("feed-claim-tasks")
                .routeConfigurationId("base")
                .bean(claim, "handle")
                .split(body())
                .to(TASK)
                .end()
                .filter(body().isNotEqualTo(List.of()))
                .to(WORK)
                .end();

        from(TASK)
                .routeId("feed-create-freight")
                .routeConfigurationId("base")
                .step("feed-create-freight.work")
                .bean(work, "handle")
                .end()
                .step("feed-create-freight.settle")
                .bean(settle, "handle")
                .end();

        from("timer:feed-refresh?period=1000")
                .routeId("feed-refresh-warehouses")
                .routeConfigurationId("base")
                .bean(refresh, "handle");

        from("timer:feed-tags?period=5000")
                .routeId("feed-compare-tags")
                .routeConfigurationId("base")
                .bean(tags, "handle");

        from("timer:feed-gaps?period=15000")
                .routeId("feed-fill-gaps")
                .routeConfigurationId("base")
                .bean(gaps, "handle");
    }
}
