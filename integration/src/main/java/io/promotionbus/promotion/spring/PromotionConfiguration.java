package io.promotionbus.promotion.spring;

import io.promotionbus.audit.AuditEvents;
import io.promotionbus.audit.AuditLog;
import io.promotionbus.kargo.KargoWriter;
import io.promotionbus.kargo.ObservedCluster;
import io.promotionbus.kargo.StageHealths;
import io.promotionbus.notification.ChangeReports;
import io.promotionbus.notification.Outbox;
import io.promotionbus.platform.BusinessClock;
import io.promotionbus.platform.Changes;
import io.promotionbus.platform.Ids;
import io.promotionbus.platform.Signals;
import io.promotionbus.platform.Transactions;
import io.promotionbus.policy.Freezes;
import io.promotionbus.policy.Policies;
import io.promotionbus.promotion.Attempts;
import io.promotionbus.promotion.BeginAttempt;
import io.promotionbus.promotion.BreakGlass;
import io.promotionbus.promotion.Causes;
import io.promotionbus.promotion.ChangeLines;
import io.promotionbus.promotion.Consents;
import io.promotionbus.promotion.CreatePromotion;
import io.promotionbus.promotion.DeliveryFacts;
import io.promotionbus.promotion.Duplicates;
import io.promotionbus.promotion.EndAttempt;
import io.promotionbus.promotion.EvaluateLane;
import io.promotionbus.promotion.EvaluateLanes;
import io.promotionbus.promotion.ExplainFreight;
import io.promotionbus.promotion.GateViews;
import io.promotionbus.promotion.Handover;
import io.promotionbus.promotion.LaneAlarm;
import io.promotionbus.promotion.LaneViews;
import io.promotionbus.promotion.LaneWatch;
import io.promotionbus.promotion.Lanes;
import io.promotionbus.promotion.LongestWaits;
import io.promotionbus.promotion.MergedChanges;
import io.promotionbus.promotion.Newness;
import io.promotionbus.promotion.ObserveLanes;
import io.promotionbus.promotion.OrderPromotion;
import io.promotionbus.promotion.Promotions;
import io.promotionbus.promotion.Proofs;
import io.promotionbus.promotion.Quarantine;
import io.promotionbus.promotion.ReadEvidence;
import io.promotionbus.promotion.ReadFigures;
import io.promotionbus.promotion.ReasonSentences;
import io.promotionbus.promotion.RecheckLanes;
import io.promotionbus.promotion.RememberedNewness;
import io.promotionbus.promotion.RemoveDuplicates;
import io.promotionbus.promotion.ReportChanges;
import io.promotionbus.promotion.RetryPromotion;
import io.promotionbus.promotion.SeePromotion;
import io.promotionbus.promotion.SharedLanes;
import io.promotionbus.promotion.Situations;
import io.promotionbus.promotion.StageAlerts;
import io.promotionbus.promotion.StoredLanes;
import io.promotionbus.promotion.Timing;
import java.time.Clock;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(PromotionProperties.class)
class PromotionConfiguration {

    private static final int REPLICA_BYTES = 9;

    private final Transactions transactions;
    private final Signals signals;
    private final BusinessClock business;
    private final Clock wall;
    private final Ids ids;
    private final AuditLog audit;
    private final Changes changes;
    private final PromotionProperties properties;
    private final String replica;

    PromotionConfiguration(
            Transactions transactions,
            Signals signals,
            BusinessClock business,
            Clock wall,
            Ids ids,
            AuditLog audit,
            Changes changes,
            PromotionProperties properties) {
        this.transactions = transactions;
        this.signals = signals;
        this.business = business;
        this.wall = wall;
        this.ids = ids;
        this.audit = audit;
        this.changes = changes;
        this.properties = properties;
        this.replica = ids.token(REPLICA_BYTES);
    }

    @Bean
    Situations situations(
            ObservedCluster cluster,
            StageHealths healths,
            Policies policies,
            Freezes freezes,
            Consents consents,
            Quarantine quarantine,
            Attempts attempts,
            Proofs proofs,
            Newness newness,
            StageAlerts alerts) {
        Timing timing = new Timing(properties.settle(), properties.retryBackoff());
        return new Situations(
                cluster,
                healths,
                policies,
                freezes,
                consents,
                quarantine,
                attempts,
                proofs,
                new RememberedNewness(newness, wall),
                alerts,
                business,
                timing);
    }

    @Bean
    Lanes lanes(
            Situations situations,
            StoredLanes lanes,
            ObservedCluster cluster,
            StageHealths healths,
            Policies policies,
            Freezes freezes,
            Quarantine quarantine,
            Proofs proofs) {
        return new SharedLanes(
                situations,
                new GateViews(cluster, policies, freezes, quarantine, business),
                new ReadEvidence(cluster, healths, proofs),
                lanes,
                signals);
    }

    @Bean
    BeginAttempt beginAttempt(Attempts attempts, Consents consents, Causes causes) {
        return new BeginAttempt(attempts, consents, causes, audit, ids);
    }

    @Bean
    EvaluateLane evaluateLane(
            Situations situations,
            StoredLanes lanes,
            Attempts attempts,
            Consents consents,
            Proofs proofs,
            BeginAttempt begin,
            LaneWatch watch,
            LaneViews views) {
        return new EvaluateLane(
                situations, lanes, attempts, consents, proofs, begin, watch, views, audit, changes, business);
    }

    @Bean
    LaneAlarm laneAlarm() {
        return new LaneAlarm(business, signals);
    }

    @Bean
    EvaluateLanes evaluateLanes(StoredLanes lanes, EvaluateLane evaluate, LaneAlarm alarm, Handover handover) {
        return new EvaluateLanes(
                transactions, lanes, evaluate, business, wall, replica, properties.lease(), alarm, handover);
    }

    @Bean
    EndAttempt endAttempt(Attempts attempts, Outbox outbox) {
        return new EndAttempt(attempts, audit, outbox, business);
    }

    @Bean
    SeePromotion seePromotion(
            Attempts attempts, Duplicates duplicates, StoredLanes lanes, ObservedCluster cluster, EndAttempt end) {
        return new SeePromotion(attempts, duplicates, lanes, cluster, end, audit, changes, business, wall, ids);
    }

    @Bean
    ObserveLanes observeLanes(StoredLanes lanes, SeePromotion see) {
        return new ObserveLanes(lanes, see, signals);
    }

    @Bean
    CreatePromotion createPromotion(
            Attempts attempts, StoredLanes lanes, KargoWriter kargo, SeePromotion see, EndAttempt end) {
        return new CreatePromotion(
                transactions,
                attempts,
                lanes,
                kargo,
                see,
                end,
                signals,
                business,
                wall,
                ids,
                replica,
                properties.lease());
    }

    @Bean
    RemoveDuplicates removeDuplicates(Duplicates duplicates, KargoWriter kargo) {
        return new RemoveDuplicates(transactions, duplicates, kargo, wall);
    }

    @Bean
    LongestWaits longestWaitsOfLanes() {
        return LongestWaits.of(properties.lease());
    }

    @Bean
    RecheckLanes recheckLanes(Lanes lanes) {
        return new RecheckLanes(transactions, lanes);
    }

    @Bean
    OrderPromotion orderPromotion(
            Situations situations, StoredLanes lanes, Attempts attempts, Promotions promotions, Causes causes) {
        return new OrderPromotion(
                transactions, situations, lanes, attempts, promotions, causes, signals, business, ids);
    }

    @Bean
    BreakGlass breakGlass(OrderPromotion orders, Policies policies, Outbox outbox) {
        return new BreakGlass(transactions, orders, policies, audit, outbox);
    }

    @Bean
    RetryPromotion retryPromotion(Situations situations, StoredLanes lanes, Attempts attempts, Promotions promotions) {
        return new RetryPromotion(transactions, situations, lanes, attempts, promotions, audit, signals, business, ids);
    }

    @Bean
    ReadFigures readFigures(
            DeliveryFacts facts,
            DeliveryFacts.ChangeTimes changeTimes,
            DeliveryFacts.Decisions decisions,
            AuditEvents events) {
        return new ReadFigures(facts, changeTimes, decisions, events);
    }

    @Bean
    ReportChanges reportChanges(
            ChangeReports reports,
            MergedChanges merged,
            DeliveryFacts facts,
            StoredLanes lanes,
            LaneViews views,
            ObservedCluster cluster,
            ExplainFreight explain,
            ReasonSentences sentences) {
        ChangeLines lines = new ChangeLines(cluster, merged, explain, sentences);
        return new ReportChanges(reports, merged, facts, lanes, views, lines, transactions, business);
    }

    @Bean
    ExplainFreight explainFreight(Situations situations, ObservedCluster cluster) {
        return new ExplainFreight(situations, cluster);
    }
}
