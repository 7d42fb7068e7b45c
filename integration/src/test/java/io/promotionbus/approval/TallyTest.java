package io.promotionbus.approval;

import static io.promotionbus.approval.Requested.commits;
import static io.promotionbus.approval.Requested.decision;
import static org.assertj.core.api.Assertions.assertThat;

import io.promotionbus.approval.PersonDecision.Kind;
import io.promotionbus.policy.StagePolicy;
import io.promotionbus.policy.StagePolicy.Requirement;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TallyTest {

    private static final List<Requirement> QA = List.of(new Requirement("qa", 1));
    private static final String BASE = "sha256:base";

    private static boolean complete(PersonDecision decision, StagePolicy.@Nullable FourEyes fourEyes) {
        return Tally.of(List.of(decision), QA, fourEyes, BASE, commits("dev")).complete();
    }

    @Test
    void countsApprovalsAboutThePresentBaseOnly() {
        PersonDecision approved = decision("qa", Kind.APPROVE, BASE);
        PersonDecision earlier = decision("qa", Kind.APPROVE, "sha256:earlier");
        PersonDecision rejected = decision("qa", Kind.REJECT, BASE);

        assertThat(complete(approved, StagePolicy.FourEyes.DEFAULT)).isTrue();
        assertThat(complete(earlier, StagePolicy.FourEyes.DEFAULT)).isFalse();
        assertThat(complete(rejected, StagePolicy.FourEyes.DEFAULT)).isFalse();
        assertThat(Tally.counting(List.of(approved, earlier, rejected), BASE)).containsExactly(approved);
    }

    @Test
    void leavesOutWhoTurnsOutToBeAnAuthor() {
        PersonDecision own = decision("dev", Kind.APPROVE, BASE);

        assertThat(complete(own, StagePolicy.FourEyes.DEFAULT)).isFalse();
        assertThat(complete(own, null)).as("a stage without a gate").isTrue();
    }

    @Test
    void takesARequestsDecisionsAboutWhatIsSeenNow() {
        Sight sight = Sight.of(Requested.view(Requested.QA, 1), commits("dev"));
        Sight changed = Sight.of(Requested.view(Requested.QA, 2), commits("dev"));
        ApprovalRequest request = Requested.open(decision("qa", Kind.APPROVE, sight.base()));

        assertThat(Tally.of(request, QA, null, sight, commits("dev")).complete())
                .isTrue();
        assertThat(Tally.of(request, QA, null, changed, commits("dev")).missing())
                .containsExactly("qa 1");
    }
}
