package io.promotionbus.kargo.spring;

import io.promotionbus.kargo.ClusterState;
import org.springframework.boot.actuate.health.AbstractHealthIndicator;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.Status;
import org.springframework.stereotype.Component;

/** Degraded, never down: without the cluster the bus still takes webhooks and decisions. */
@Component("kubernetesHealthIndicator")
class KubernetesHealthIndicator extends AbstractHealthIndicator {

    private static final Status DEGRADED = new Status("DEGRADED", "The Kubernetes API does not answer");

    private final ClusterState.Source cluster;

    KubernetesHealthIndicator(ClusterState.Source cluster) {
        super("The state of the cluster is not known");
        this.cluster = cluster;
    }

    @Override
    protected void doHealthCheck(Health.Builder builder) {
        ClusterState now = cluster.now();
        builder.status(now.connected() && now.synced() ? Status.UP : DEGRADED)
                .withDetail("connected", now.connected())
                .withDetail("synced", now.synced())
                .withDetail("watches", now.watches())
                .withDetail("watching", now.watching())
                .withDetail("observationsWaiting", now.waiting())
                .withDetail("observationsFailing", now.failing())
                .withDetail("unreadableObjects", now.unreadable());
        if (now.sinceLastEvent() != null) {
            builder.withDetail("sinceLastEvent", now.sinceLastEvent().toString());
        }
        if (now.complaint() != null) {
            builder.withDetail("unreadable", now.complaint());
        }
    }
}
