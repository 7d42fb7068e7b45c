package io.promotionbus.approval;

import static org.assertj.core.api.Assertions.assertThat;

import io.promotionbus.approval.Quorum.Approver;
import io.promotionbus.approval.Quorum.Count;
import io.promotionbus.policy.StagePolicy.Requirement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class QuorumTest {

    private static final List<Requirement> QA_AND_PO = List.of(new Requirement("qa", 1), new Requirement("po", 1));

    @Test
    void needsEverybodyAtFirst() {
        Count count = Quorum.of(List.of(new Requirement("qa", 2)), List.of());
        assertThat(count.met()).containsExactly(0);
        assertThat(count.missing()).containsExactly("qa 2");
        assertThat(count.complete()).isFalse();
    }

    @Test
    void countsOnePersonOnce() {
        Count count = Quorum.of(QA_AND_PO, List.of(approver("lead", "qa", "po")));
        assertThat(count.met()).containsExactly(1, 0);
        assertThat(count.missing()).containsExactly("po 1");
    }

    @Test
    void countsSomebodyWhereItHelpsMost() {
        Count count = Quorum.of(QA_AND_PO, List.of(approver("lead", "qa", "po"), approver("qa", "qa")));
        assertThat(count.complete()).isTrue();
        assertThat(count.counted()).containsEntry("lead", "po").containsEntry("qa", "qa");
    }

    @Test
    void ignoresPeopleWhoseRoleNobodyAskedFor() {
        assertThat(Quorum.of(QA_AND_PO, List.of(approver("x", "auditor"))).met())
                .containsExactly(0, 0);
    }

    @Test
    void saysHowManyAreStillMissing() {
        Count count = Quorum.of(List.of(new Requirement("qa", 3)), List.of(approver("qa", "qa")));
        assertThat(count.met()).containsExactly(1);
        assertThat(count.missing()).containsExactly("qa 2");
    }

    @Test
    void isCompleteByThoseWhoAreClearedWhateverOthersAre() {
        Approver bystander = new Approver("x", Set.of("auditor"), true);
        assertThat(Quorum.of(List.of(new Requirement("qa", 1)), List.of(approver("qa", "qa"), bystander))
                        .complete())
                .isTrue();
    }

    @Test
    void wantsASecondPersonWhenTheFirstIsInDoubt() {
        List<Requirement> qa = List.of(new Requirement("qa", 1));
        assertThat(Quorum.of(qa, List.of(doubtful("qa"))).missing()).containsExactly("second-person 1");
        assertThat(Quorum.of(qa, List.of(doubtful("qa"), doubtful("qa2"))).complete())
                .isTrue();
        assertThat(Quorum.of(qa, List.of(doubtful("qa"), approver("qa2", "qa"))).complete())
                .isTrue();
        assertThat(Quorum.of(qa, List.of(doubtful("qa"), approver("x", "auditor")))
                        .missing())
                .as("the second one needs a required role too")
                .containsExactly("second-person 1");
    }

    /** As many as any assignment could reach, found by trying all of them. */
    @Property(tries = 500)
    void isCompleteExactlyWhenSomeAssignmentIs(@ForAll("approvers") List<Approver> approvers) {
        List<Requirement> require = List.of(new Requirement("a", 1), new Requirement("b", 2), new Requirement("c", 1));
        List<String> places = List.of("a", "b", "b", "c");
        assertThat(Quorum.of(require, approvers).complete()).isEqualTo(assignable(places, approvers));
    }

    /** Doubt never makes it easier, and one more person never makes it harder. */
    @Property(tries = 300)
    void doubtNeverHelpsAndOneMoreNeverHurts(
            @ForAll("approvers") List<Approver> approvers, @ForAll List<Boolean> doubts) {
        List<Requirement> require = List.of(new Requirement("a", 1), new Requirement("b", 1));
        List<Approver> doubtful = new ArrayList<>();
        for (int i = 0; i < approvers.size(); i++) {
            Approver approver = approvers.get(i);
            doubtful.add(new Approver(approver.subject(), approver.roles(), i < doubts.size() && doubts.get(i)));
        }
        boolean complete = Quorum.of(require, doubtful).complete();
        if (complete) {
            assertThat(Quorum.of(require, approvers).complete()).isTrue();
        }
        for (int i = 0; i < doubtful.size(); i++) {
            if (Quorum.of(require, doubtful.subList(0, i)).complete()) {
                assertThat(complete).isTrue();
            }
        }
    }

    private static boolean assignable(List<String> places, List<Approver> free) {
        if (places.isEmpty()) {
            return true;
        }
        for (Approver approver : free) {
            if (approver.roles().contains(places.getFirst())) {
                List<Approver> rest = new ArrayList<>(free);
                rest.remove(approver);
                if (assignable(places.subList(1, places.size()), rest)) {
                    return true;
                }
            }
        }
        return false;
    }

    @Provide
    Arbitrary<List<Approver>> approvers() {
        Arbitrary<Set<String>> roles =
                Arbitraries.of("a", "b", "c").set().ofMinSize(0).ofMaxSize(3);
        return Combinators.combine(Arbitraries.integers().between(0, 1_000_000), roles)
                .as((number, some) -> new Approver("p" + number, some, false))
                .list()
                .ofMaxSize(6)
                .uniqueElements(Approver::subject);
    }

    private static Approver approver(String subject, String... roles) {
        return new Approver(subject, Set.of(roles), false);
    }

    private static Approver doubtful(String subject) {
        return new Approver(subject, Set.of("qa"), true);
    }
}
