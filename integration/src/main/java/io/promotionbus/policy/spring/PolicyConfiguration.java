package io.promotionbus.policy.spring;

import io.promotionbus.audit.AuditLog;
import io.promotionbus.kargo.ObservedCluster;
import io.promotionbus.platform.BusinessClock;
import io.promotionbus.platform.Changes;
import io.promotionbus.platform.Ids;
import io.promotionbus.platform.Signals;
import io.promotionbus.platform.Transactions;
import io.promotionbus.platform.security.People;
import io.promotionbus.policy.CheckNeeds;
import io.promotionbus.policy.FreezeRecords;
import io.promotionbus.policy.LiftFreeze;
import io.promotionbus.policy.Policies;
import io.promotionbus.policy.PolicyListener;
import io.promotionbus.policy.PolicyObserver;
import io.promotionbus.policy.PolicyRecords;
import io.promotionbus.policy.RecordedPolicies;
import io.promotionbus.policy.SetFreeze;
import io.promotionbus.policy.StatusWriter;
import io.promotionbus.policy.WritePolicyStatuses;
import java.time.Clock;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class PolicyConfiguration {

    @Bean
    Policies policies(PolicyRecords records) {
        return new RecordedPolicies(records);
    }

    @Bean
    PolicyObserver policyObserver(
            PolicyRecords records, AuditLog audit, Signals signals, ObjectProvider<PolicyListener> listeners) {
        return new PolicyObserver(records, audit, signals, listeners);
    }

    @Bean
    WritePolicyStatuses writePolicyStatuses(
            PolicyRecords records, ObservedCluster cluster, StatusWriter writer, CheckNeeds needs, Clock wall) {
        return new WritePolicyStatuses(records, cluster, writer, needs, wall);
    }

    @Bean
    CheckNeeds checkPolicyNeeds(PolicyRecords records, People people, BusinessClock clock, Signals signals) {
        return new CheckNeeds(records, people, clock, signals);
    }

    @Bean
    SetFreeze setFreeze(
            FreezeRecords freezes,
            ObservedCluster cluster,
            Transactions transactions,
            BusinessClock clock,
            Ids ids,
            AuditLog audit,
            Signals signals,
            Changes changes) {
        return new SetFreeze(freezes, cluster, transactions, clock, ids, audit, signals, changes);
    }

    @Bean
    LiftFreeze liftFreeze(
            FreezeRecords freezes,
            Transactions transactions,
            BusinessClock clock,
            AuditLog audit,
            Signals signals,
            Changes changes) {
        return new LiftFreeze(freezes, transactions, clock, audit, signals, changes);
    }
}
