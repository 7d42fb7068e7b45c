package io.promotionbus.promotion.camel;

import io.promotionbus.promotion.ReportChanges;
import org.apache.camel.builder.RouteBuilder;
import org.springframework.stereotype.Component;

/** Compares what pull requests say with where their changes are. */
@Component("changeReportRoutes")
class ReportRoutes extends RouteBuilder {

    private final ReportChanges report;

    ReportRoutes(ReportChanges report) {
        this.report = report;
    }

    @Override
    public void configure() {
        from("timer:promotion-report?period=3000")
                .routeId("promotion-report-changes")
                .routeConfigurationId("base")
                .bean(report, "handle");
    }
}
