package io.promotionbus.platform.observability;

import io.promotionbus.platform.Dependencies;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.boot.actuate.health.Status;
import org.springframework.stereotype.Component;

/**
 * Shows who is away as status {@code DEGRADED}, which still answers 200: deliveries are taken while Kubernetes, Keycloak,
 * SMTP, GitHub or a registry does not answer.
 */
@Component("dependencies")
class DependenciesHealth implements HealthIndicator {

    static final Status DEGRADED = new Status("DEGRADED");

    private final Dependencies dependencies;

    DependenciesHealth(Dependencies dependencies) {
        this.dependencies = dependencies;
    }

    @Override
    public Health health() {
        Map<String, Object> details = new LinkedHashMap<>();
        boolean all = true;
        for (Dependencies.State state : dependencies.states()) {
            all &= state.up();
            details.put(
                    state.name(),
                    state.up() ? "up since " + state.since() : "away since " + state.since() + ": " + state.detail());
        }
        return Health.status(all ? Status.UP : DEGRADED).withDetails(details).build();
    }
}
