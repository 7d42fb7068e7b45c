package io.promotionbus.approval.camel;

import io.promotionbus.approval.ApprovalSignals;
import io.promotionbus.approval.EndDueRequests;
import io.promotionbus.approval.ReadCommits;
import io.promotionbus.platform.camel.RouteErrorPolicies;
import io.promotionbus.platform.camel.Wakeups;
import org.apache.camel.builder.RouteBuilder;
import org.springframework.stereotype.Component;

/** What approvals do by themselves: reading commits, ending and reminding in time. */
@Component
class ApprovalRoutes extends RouteBuilder {

    private static final String COMMITS = "seda:approval-commits?size=1&discardWhenFull=true";

    private final ReadCommits readCommits;
    private final EndDueRequests endDueRequests;
    private final Wakeups wakeups;

    ApprovalRoutes(ReadCommits readCommits, EndDueRequests endDueRequests, Wakeups wakeups) {
        this.readCommits = readCommits;
        this.endDueRequests = endDueRequests;
        this.wakeups = wakeups;
    }

    @Override
    public void configure() {
        wakeups.on(ApprovalSignals.COMMITS, COMMITS);

        from("timer:approval-commits?period={{bus.approval.poll}}&includeMetadata=false")
                .routeId("approval-poll-commits")
                .routeConfigurationId(RouteErrorPolicies.BASE)
                .to(COMMITS);

        from(COMMITS)
                .routeId("approval-read-commits")
                .routeConfigurationId(RouteErrorPolicies.BASE)
                .bean(readCommits, "handle");

        from("timer:approval-due?period={{bus.approval.due-poll}}&includeMetadata=false")
                .routeId("approval-end-requests")
                .routeConfigurationId(RouteErrorPolicies.BASE)
                .bean(endDueRequests, "evaluateDue");
    }
}
