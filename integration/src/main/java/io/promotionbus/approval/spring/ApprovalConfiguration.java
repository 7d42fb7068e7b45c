package io.promotionbus.approval.spring;

import io.promotionbus.approval.ApprovalStores;
import io.promotionbus.approval.Approvals;
import io.promotionbus.approval.AskExplicitly;
import io.promotionbus.approval.CommitHistory;
import io.promotionbus.approval.CommitReads;
import io.promotionbus.approval.DecideRequest;
import io.promotionbus.approval.DecisionRecords;
import io.promotionbus.approval.EndDueRequests;
import io.promotionbus.approval.ReadCommits;
import io.promotionbus.approval.ReadRequests;
import io.promotionbus.approval.Requests;
import io.promotionbus.approval.StoredConsents;
import io.promotionbus.audit.AuditLog;
import io.promotionbus.notification.Outbox;
import io.promotionbus.platform.BusinessClock;
import io.promotionbus.platform.Changes;
import io.promotionbus.platform.Ids;
import io.promotionbus.platform.Signals;
import io.promotionbus.platform.Transactions;
import io.promotionbus.platform.security.People;
import io.promotionbus.promotion.BuiltFrom;
import io.promotionbus.promotion.Lanes;
import io.promotionbus.promotion.Promotions;
import java.time.Clock;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ApprovalProperties.class)
class ApprovalConfiguration {

    /** The lanes ask for consents and the consents look at lanes; the latter only when called. */
    @Bean
    Approvals approvals(
            Requests requests,
            DecisionRecords decisions,
            CommitReads commitReads,
            @Lazy Lanes lanes,
            AuditLog audit,
            Outbox outbox,
            Changes changes,
            ApprovalProperties properties,
            BuiltFrom builtFrom,
            Transactions transactions,
            Signals signals,
            BusinessClock clock,
            Clock wall,
            Ids ids) {
        return new Approvals(
                new ApprovalStores(requests, decisions, commitReads),
                lanes,
                audit,
                outbox,
                changes,
                properties.sources(builtFrom),
                transactions,
                signals,
                clock,
                wall,
                ids);
    }

    @Bean
    StoredConsents consents(Approvals approvals) {
        return approvals.consents();
    }

    @Bean
    DecideRequest decideRequest(Approvals approvals, People people) {
        return approvals.decideRequest(people);
    }

    @Bean
    AskExplicitly askExplicitly(Approvals approvals) {
        return approvals.askExplicitly();
    }

    @Bean
    ReadRequests readRequests(Approvals approvals, People people, Promotions promotions) {
        return approvals.readRequests(people, promotions);
    }

    @Bean
    ReadCommits readCommits(Approvals approvals, CommitHistory history, People people) {
        return approvals.readCommits(history, people);
    }

    @Bean
    EndDueRequests endDueRequests(Approvals approvals) {
        return approvals.endDueRequests();
    }
}
