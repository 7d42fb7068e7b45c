package io.promotionbus.promotion.web;

import io.promotionbus.policy.Policies;
import io.promotionbus.policy.Policies.Observed;
import io.promotionbus.policy.Policies.StageRule;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What is wrong with policies that are in force: that they can never be met. Known before somebody waits for them. */
final class PolicyTroubles {

    private final Map<String, String> byPolicy;

    private PolicyTroubles(Map<String, String> byPolicy) {
        this.byPolicy = byPolicy;
    }

    static PolicyTroubles of(Policies policies) {
        return new PolicyTroubles(policies.all().stream()
                .filter(policy -> policy.ready() && !policy.because().isEmpty())
                .collect(Collectors.toMap(policy -> key(policy.project(), policy.name()), Observed::because)));
    }

    @Nullable
    String of(String project, @Nullable String policy) {
        return policy == null ? null : byPolicy.get(key(project, policy));
    }

    @Nullable
    String ofStage(Policies policies, String project, String stage) {
        return policies.of(project, stage) instanceof StageRule.Governed governed
                ? of(project, governed.policy().name())
                : null;
    }

    private static String key(String project, String policy) {
        return project + "/" + policy;
    }
}
