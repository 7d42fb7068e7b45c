package io.promotionbus.approval;

import static io.promotionbus.approval.Requested.INCOMING;
import static io.promotionbus.approval.Requested.QA;
import static io.promotionbus.approval.Requested.RUNNING;
import static io.promotionbus.approval.Requested.commits;
import static io.promotionbus.approval.Requested.freight;
import static io.promotionbus.approval.Requested.image;
import static io.promotionbus.approval.Requested.view;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.promotionbus.approval.CommitRange.Author;
import io.promotionbus.approval.CommitRange.Commit;
import io.promotionbus.approval.CommitRange.Status;
import io.promotionbus.policy.Freeze;
import io.promotionbus.promotion.GateView;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What a decision is bound to: what is part of it, and what of it is compared again. */
class SightTest {

    private static final Sight SEEN = Sight.of(view(QA, 1), commits("dev"));

    @Test
    void holdsWhatAnApproverSees() {
        assertThat(SEEN.parts())
                .containsEntry(
                        "candidate",
                        Map.of(
                                "project",
                                "shop",
                                "stage",
                                "stg",
                                "freight",
                                "f2",
                                "digests",
                                List.of("acme/users@sha256:v2")))
                .containsEntry("current", Map.of("Warehouse/users", "f1"))
                .containsEntry("policy", Map.of("uid", "uid-1", "generation", 1L))
                .containsEntry("freezes", List.of())
                .containsEntry("quarantines", List.of());
        assertThat(SEEN.parts().get("commits"))
                .isEqualTo(Map.of(
                        "status",
                        "complete",
                        "list",
                        List.of(Map.of("sha", "c".repeat(40), "authors", List.of("dev|dev|dev@example.org")))));
        assertThat(Sight.of(view(null, 1), commits("dev")).parts()).containsEntry("policy", Map.of());
    }

    @Test
    void writesAnAuthorNobodyKnowsWithoutLoginAndAddress() {
        CommitRange range = new CommitRange(
                Requested.ENDS,
                Status.PARTIAL,
                List.of(new Commit("c".repeat(40), "t", null, List.of(new Author("Dev", null, null)), null)),
                null,
                null,
                null);

        assertThat(Sight.of(view(QA, 1), range).parts().get("commits"))
                .isEqualTo(Map.of(
                        "status",
                        "partial",
                        "list",
                        List.of(Map.of("sha", "c".repeat(40), "authors", List.of("Dev||")))));
    }

    @Test
    void isTheSameForTheSameAndHasAHashOfItsOwnOtherwise() {
        Sight again = Sight.of(view(QA, 1), commits("dev"));
        Sight otherPolicy = Sight.of(view(QA, 2), commits("dev"));
        Sight otherCommits = Sight.of(view(QA, 1), commits("po"));

        assertThat(SEEN.fingerprint()).startsWith("sha256:").hasSize(71).isEqualTo(again.fingerprint());
        assertThat(SEEN.differences(again)).isEmpty();
        assertThat(SEEN.fingerprint()).isNotEqualTo(otherPolicy.fingerprint()).isNotEqualTo(otherCommits.fingerprint());
        assertThat(SEEN.differences(otherPolicy)).containsExactly("policy");
        assertThat(SEEN.differences(otherCommits)).containsExactly("commits");
    }

    @Test
    void comparesAgainOnlyWhatIsNoHoldOfItsOwn() {
        Freeze freeze = new Freeze(new UUID(0, 7), null, null, "stop", null, "operator", Requested.ASKED, null, null);
        Sight frozen = Sight.of(view(QA, 1, List.of(RUNNING), List.of(freeze), List.of()), commits("po"));
        Sight quarantined = Sight.of(
                view(QA, 1, List.of(RUNNING), List.of(), List.of(new UUID(0, 9), new UUID(0, 8))), commits("dev"));

        assertThat(frozen.base()).startsWith("sha256:").isEqualTo(SEEN.base());
        assertThat(SEEN.differences(frozen)).containsExactly("commits", "freezes");
        assertThat(SEEN.baseDifferences(frozen)).isEmpty();
        assertThat(quarantined.base()).isNotEqualTo(SEEN.base());
        assertThat(SEEN.baseDifferences(quarantined)).containsExactly("quarantines");
        assertThat(quarantined.parts().get("quarantines"))
                .isEqualTo(List.of(new UUID(0, 8).toString(), new UUID(0, 9).toString()));
    }

    @Test
    void findsAPartThatOneOfThemLacks() {
        assertThat(SEEN.differences(new Sight(Map.of())))
                .containsExactly("candidate", "commits", "current", "freezes", "policy", "quarantines");
    }

    @Test
    void namesASideByItsTags() {
        assertThat(Side.of(INCOMING).version()).isEqualTo("v2");
        Side two = Side.of(freight(
                "0123456789",
                Requested.USERS,
                image("acme/api", "v2"),
                image("acme/ui", "v3"),
                image("acme/ui", "v3")));
        assertThat(two.version()).isEqualTo("v2, v3");
        assertThat(two.repositories()).containsExactly("acme/api", "acme/ui");
        assertThat(Side.of(freight("0123456789", Requested.USERS)).version()).isEqualTo("0123456");
        assertThat(Side.of(freight("f2", Requested.USERS)).version()).isEqualTo("f2");
    }

    @Test
    void hasOneTextForEqualJson() {
        GateView view = view(QA, 1);
        assertThat(Canonical.text(Map.of("b", 1, "a", List.of("x")))).isEqualTo("{\"a\":[\"x\"],\"b\":1}");
        assertThat(Canonical.text("x")).isEqualTo("\"x\"");
        assertThatIllegalArgumentException().isThrownBy(() -> Canonical.text(Map.of("view", view.incoming())));
    }
}
