package io.promotionbus.policy;

import io.promotionbus.policy.StagePolicy.Approval;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Which optional parts of a policy this version of the bus acts on. A policy that asks for another one holds its stages: a
 * gate that is silently left out would be worse than none.
 */
public final class SupportedSections {

    /** The one list to extend when a part is built. */
    private static final Set<Section> SUPPORTED = EnumSet.of(
            Section.FOUR_EYES, Section.DISTINCT_FROM, Section.REMIND_EVERY, Section.STEP_UP, Section.WINDOWS);

    private SupportedSections() {}

    /** The parts, and when a policy really asks for them; {@code mode: None} and {@code enabled: false} ask for nothing. */
    enum Section {
        FOUR_EYES(
                "approval.fourEyes",
                ofApproval(asked ->
                        asked.fourEyes() != null && !asked.fourEyes().mode().equals("None"))),
        DISTINCT_FROM(
                "approval.distinctFrom",
                ofApproval(asked -> !asked.distinctFrom().isEmpty())),
        REMIND_EVERY("approval.remindEvery", ofApproval(asked -> asked.remindEvery() != null)),
        STEP_UP("approval.stepUp", ofApproval(asked -> asked.stepUp() != null)),
        WINDOWS("windows", policy -> !policy.windows().isEmpty()),
        ROLLBACK(
                "rollback",
                policy -> policy.rollback() != null && policy.rollback().enabled());

        private final String path;
        private final Predicate<StagePolicy> asked;

        Section(String path, Predicate<StagePolicy> asked) {
            this.path = path;
            this.asked = asked;
        }

        private static Predicate<StagePolicy> ofApproval(Predicate<Approval> asked) {
            return policy -> policy.approval() != null && asked.test(policy.approval());
        }
    }

    /** One sentence for each part that is asked for and not supported. */
    static List<String> problems(StagePolicy policy) {
        return Stream.of(Section.values())
                .filter(section -> !SUPPORTED.contains(section) && section.asked.test(policy))
                .map(section -> section.path + " is not supported yet")
                .toList();
    }
}
