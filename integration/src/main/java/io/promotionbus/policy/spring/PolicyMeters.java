package io.promotionbus.policy.spring;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.promotionbus.kargo.ObservedCluster;
import io.promotionbus.policy.Policies;
import io.promotionbus.policy.Policies.StageRule;
import java.util.Map;
import java.util.function.Predicate;
import org.springframework.stereotype.Component;

/** Stages of managed projects that no policy governs: a gate that was lost shows here first. */
@Component
class PolicyMeters implements MeterBinder {

    private final Policies policies;
    private final ObservedCluster cluster;

    PolicyMeters(Policies policies, ObservedCluster cluster) {
        this.policies = policies;
        this.cluster = cluster;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        Gauge.builder("bus.policy.stages.unmanaged", () -> count(StageRule.Unmanaged.class::isInstance))
                .description("Stages of managed projects that no StagePolicy names; the bus never touches them")
                .register(registry);
        Gauge.builder("bus.policy.stages.invalid", () -> count(StageRule.Invalid.class::isInstance))
                .description("Stages that are held because their StagePolicy is not valid or not the only one")
                .register(registry);
    }

    private long count(Predicate<StageRule> counted) {
        Map<String, Map<String, StageRule>> rules = policies.rules();
        return cluster.stages().stream()
                .map(stage -> rules.getOrDefault(stage.project(), Map.of())
                        .getOrDefault(stage.name(), new StageRule.Unmanaged()))
                .filter(counted)
                .count();
    }
}
