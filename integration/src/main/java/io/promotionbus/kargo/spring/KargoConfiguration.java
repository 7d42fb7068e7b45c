package io.promotionbus.kargo.spring;

import io.promotionbus.audit.AuditLog;
import io.promotionbus.kargo.AssessHealth;
import io.promotionbus.kargo.ClusterListing;
import io.promotionbus.kargo.FreightLineage;
import io.promotionbus.kargo.HealthRecords;
import io.promotionbus.kargo.ObservationAudit;
import io.promotionbus.kargo.ObservationListener;
import io.promotionbus.kargo.ObservedCluster;
import io.promotionbus.kargo.ObservedObjects;
import io.promotionbus.kargo.ProjectListing;
import io.promotionbus.kargo.RecordSighting;
import io.promotionbus.kargo.RecordSightings;
import io.promotionbus.kargo.RelistCluster;
import io.promotionbus.kargo.Sightings;
import io.promotionbus.platform.BusinessClock;
import io.promotionbus.platform.Changes;
import io.promotionbus.platform.Signals;
import io.promotionbus.platform.Transactions;
import java.time.Clock;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Listeners are looked up when something is told to them: features that listen also write through this one. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(KargoProperties.class)
class KargoConfiguration {

    @Bean
    FreightLineage freightLineage(ObservedCluster cluster) {
        return new FreightLineage(cluster);
    }

    @Bean
    Sightings kargoSightings(Clock wall) {
        return new Sightings(wall);
    }

    @Bean
    AssessHealth assessHealth(
            HealthRecords records,
            ObservedCluster cluster,
            BusinessClock clock,
            AuditLog audit,
            ObjectProvider<ObservationListener> listeners) {
        return new AssessHealth(records, cluster, clock, audit, listeners);
    }

    @Bean
    RecordSighting recordSighting(
            Transactions transactions,
            ObservedObjects objects,
            AssessHealth assessHealth,
            AuditLog audit,
            ObjectProvider<ObservationListener> listeners,
            Signals signals,
            Changes changes,
            Clock wall) {
        return new RecordSighting(
                transactions, objects, assessHealth, new ObservationAudit(audit), listeners, signals, changes, wall);
    }

    @Bean
    RecordSightings recordSightings(Sightings sightings, ObservedObjects objects, RecordSighting record) {
        return new RecordSightings(sightings, objects, record);
    }

    @Bean
    RelistCluster relistCluster(
            ProjectListing projects,
            ClusterListing listing,
            ObservedObjects objects,
            Sightings sightings,
            Clock wall,
            KargoProperties properties) {
        return new RelistCluster(projects, listing, objects, sightings, wall, properties.argocdNamespace());
    }
}
