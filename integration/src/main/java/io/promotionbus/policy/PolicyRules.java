package io.promotionbus.policy;

import io.promotionbus.policy.StagePolicy.Approval;
import io.promotionbus.policy.StagePolicy.PromotionMode;
import io.promotionbus.policy.StagePolicy.Requirement;
import java.util.HashSet;
import java.util.List;

/** What must hold between the parts of a policy. */
final class PolicyRules {

    private PolicyRules() {}

    static void check(StagePolicy policy, List<String> problems) {
        if (policy.stages().isEmpty()) {
            problems.add("stages must name at least one stage");
        }
        if (new HashSet<>(policy.stages()).size() < policy.stages().size()) {
            problems.add("stages names a stage twice");
        }
        Approval approval = policy.approval();
        if (policy.promotion() == PromotionMode.Approval && approval == null) {
            problems.add("promotion: Approval needs an approval section that says who decides");
        }
        if (policy.promotion() != PromotionMode.Approval && approval != null) {
            problems.add("an approval section is only read with promotion: Approval");
        }
        if (approval != null) {
            check(policy, approval, problems);
        }
        if (policy.promotion() == PromotionMode.Observe
                && policy.rollback() != null
                && policy.rollback().enabled()) {
            problems.add("a stage that is only observed is never rolled back");
        }
        policy.windows().forEach(window -> Calendar.problem(window).ifPresent(problems::add));
    }

    private static void check(StagePolicy policy, Approval approval, List<String> problems) {
        if (approval.require().isEmpty()) {
            problems.add("approval.require must name at least one role");
        }
        List<String> roles = approval.require().stream().map(Requirement::role).toList();
        if (new HashSet<>(roles).size() < roles.size()) {
            problems.add("approval.require names a role twice");
        }
        approval.distinctFrom().stream()
                .filter(policy.stages()::contains)
                .forEach(stage ->
                        problems.add("approval.distinctFrom must not name a stage of this policy (" + stage + ")"));
    }
}
