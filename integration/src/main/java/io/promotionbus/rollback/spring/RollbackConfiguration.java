package io.promotionbus.rollback.spring;

import io.promotionbus.audit.AuditLog;
import io.promotionbus.kargo.KargoWriter;
import io.promotionbus.kargo.ObservedCluster;
import io.promotionbus.kargo.StageHealths;
import io.promotionbus.notification.Outbox;
import io.promotionbus.platform.BusinessClock;
import io.promotionbus.platform.Ids;
import io.promotionbus.platform.Transactions;
import io.promotionbus.promotion.Lanes;
import io.promotionbus.promotion.OrderPromotion;
import io.promotionbus.promotion.Situations;
import io.promotionbus.rollback.QuarantinedDigests;
import io.promotionbus.rollback.RaiseAlarm;
import io.promotionbus.rollback.ResumeStage;
import io.promotionbus.rollback.RollBackByHand;
import io.promotionbus.rollback.RollbackRecords;
import io.promotionbus.rollback.StartRollback;
import io.promotionbus.rollback.TellRollback;
import io.promotionbus.rollback.WatchAlerts;
import io.promotionbus.rollback.WatchLane;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class RollbackConfiguration {

    @Bean
    WatchAlerts watchAlerts(RollbackRecords records) {
        return new WatchAlerts(records);
    }

    @Bean
    TellRollback tellRollback(Outbox outbox) {
        return new TellRollback(outbox);
    }

    @Bean
    RaiseAlarm raiseAlarm(AuditLog audit, TellRollback tell, KargoWriter kargo, Transactions transactions, Ids ids) {
        return new RaiseAlarm(audit, tell, kargo, transactions, ids);
    }

    @Bean
    StartRollback startRollback(
            OrderPromotion orders,
            RollbackRecords records,
            QuarantinedDigests quarantine,
            Lanes lanes,
            Transactions transactions,
            AuditLog audit,
            TellRollback tell,
            KargoWriter kargo,
            Ids ids) {
        return new StartRollback(orders, records, quarantine, lanes, transactions, audit, tell, kargo, ids);
    }

    @Bean
    WatchLane watchLane(
            RollbackRecords records,
            ObservedCluster cluster,
            StageHealths healths,
            StartRollback start,
            RaiseAlarm alarm) {
        return new WatchLane(records, cluster, healths, start, alarm);
    }

    @Bean
    RollBackByHand rollBackByHand(
            Transactions transactions,
            Lanes lanes,
            Situations situations,
            RollbackRecords records,
            StartRollback start) {
        return new RollBackByHand(transactions, lanes, situations, records, start);
    }

    @Bean
    ResumeStage resumeStage(
            ObservedCluster cluster,
            KargoWriter kargo,
            RollbackRecords records,
            Lanes lanes,
            Transactions transactions,
            AuditLog audit,
            BusinessClock clock) {
        return new ResumeStage(cluster, kargo, records, lanes, transactions, audit, clock);
    }
}
