package io.promotionbus.rollback.spring;

import io.promotionbus.audit.AuditLog;
import io.promotionbus.kargo.ObservedCluster;
import io.promotionbus.platform.BusinessClock;
import io.promotionbus.platform.Ids;
import io.promotionbus.platform.Transactions;
import io.promotionbus.promotion.Lanes;
import io.promotionbus.rollback.LiftQuarantine;
import io.promotionbus.rollback.QuarantinedDigests;
import io.promotionbus.rollback.SetQuarantine;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class QuarantineConfiguration {

    @Bean
    SetQuarantine setQuarantine(
            QuarantinedDigests digests,
            ObservedCluster cluster,
            Lanes lanes,
            Transactions transactions,
            AuditLog audit,
            BusinessClock clock,
            Ids ids) {
        return new SetQuarantine(digests, cluster, lanes, transactions, audit, clock, ids);
    }

    @Bean
    LiftQuarantine liftQuarantine(
            QuarantinedDigests digests, Lanes lanes, Transactions transactions, AuditLog audit, BusinessClock clock) {
        return new LiftQuarantine(digests, lanes, transactions, audit, clock);
    }
}
