package io.promotionbus.policy;

import io.promotionbus.kargo.PolicyObject;
import io.promotionbus.policy.Policies.Observed;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What the policies of a project amount to, understood once per content: they are read with every page, and they change a
 * few times a day. Nothing here can be out of date, because the content is compared each time; one entry per project.
 */
final class RememberedRules {

    private final Map<String, Known> known = new ConcurrentHashMap<>();

    /** {@code policies} are all of the project's. */
    ProjectRules rules(String project, List<PolicyObject> policies) {
        return of(project, policies).rules();
    }

    /** As people see them, in the order of their names. */
    List<Observed> observed(String project, List<PolicyObject> policies) {
        return of(project, policies).observed();
    }

    private Known of(String project, List<PolicyObject> policies) {
        Known before = known.get(project);
        if (before != null && before.policies().equals(policies)) {
            return before;
        }
        Known now = Known.of(policies);
        known.put(project, now);
        return now;
    }

    private record Known(List<PolicyObject> policies, ProjectRules rules, List<Observed> observed) {

        static Known of(List<PolicyObject> policies) {
            ProjectRules rules = ProjectRules.of(policies);
            List<Observed> observed = rules.verdicts().stream()
                    .map(verdict -> new Observed(
                            verdict.object().project(),
                            verdict.object().name(),
                            verdict.object().spec(),
                            verdict.ready(),
                            verdict.ready() ? PolicyStatus.unmet(verdict.object()) : verdict.message()))
                    .toList();
            return new Known(List.copyOf(policies), rules, observed);
        }
    }
}
