package io.promotionbus.promotion;

import static io.promotionbus.promotion.Consented.R1;
import static io.promotionbus.promotion.Consented.approved;
import static io.promotionbus.promotion.Consented.ended;
import static io.promotionbus.promotion.Consented.open;
import static io.promotionbus.promotion.SituationFixtures.NOW;
import static io.promotionbus.promotion.SituationFixtures.automaticDev;
import static io.promotionbus.promotion.SituationFixtures.gatedStg;
import static org.assertj.core.api.Assertions.assertThat;

import io.promotionbus.kargo.Origin;
import io.promotionbus.kargo.Stage;
import io.promotionbus.kargo.StageHealth;
import io.promotionbus.policy.Policies.StageRule;
import io.promotionbus.promotion.Attempt.Outcome;
import io.promotionbus.promotion.Attempt.Progress;
import io.promotionbus.promotion.LaneSummary.Candidate;
import io.promotionbus.promotion.Promotions.Kind;
import io.promotionbus.promotion.Promotions.RequestedBy;
import io.promotionbus.promotion.Reason.Slug;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What the board shows of a lane. */
class LaneSummaryTest {

    private static LaneSummary summary(Situation situation) {
        return LaneSummary.of(situation, LaneDecision.of(situation), Map.of());
    }

    @Test
    void namesTheStageItsPolicyAndItsHealth() {
        LaneSummary summary = summary(gatedStg()
                .health("stg", StageHealth.Status.Progressing, NOW.minusSeconds(5))
                .build());

        assertThat(summary.project()).isEqualTo("shop");
        assertThat(summary.stage()).isEqualTo("stg");
        assertThat(summary.upstream()).containsExactly("dev");
        assertThat(summary.policy()).isEqualTo("policy");
        assertThat(summary.managed()).isTrue();
        assertThat(summary.health()).isEqualTo("Progressing");
        assertThat(summary.healthSince()).isEqualTo(NOW.minusSeconds(5));
        assertThat(summary.current()).isNull();
        assertThat(summary.promotion()).isNull();
        assertThat(summary(gatedStg().rule(new StageRule.Unmanaged()).build()).managed())
                .isFalse();
    }

    @Test
    void saysNothingOfAHealthThatNobodyObserved() {
        Situation unobserved = Altered.unobserved(automaticDev().build(), List.of(Reason.of(Slug.LOOP_BROKEN)));

        assertThat(summary(unobserved).health()).isNull();
        assertThat(summary(unobserved).healthSince()).isNull();
        assertThat(summary(unobserved).alerts()).containsExactly(Reason.of(Slug.LOOP_BROKEN));
    }

    @Test
    void saysWhatKargoHolds() {
        assertThat(summary(automaticDev().held().build()).alerts())
                .containsExactly(Reason.of(Slug.HELD_BY_KARGO).with("origin", "users"));
        assertThat(summary(automaticDev().running("f1").held().build()).alerts())
                .as("by the bus's own Promotion")
                .isEmpty();
    }

    @Test
    void showsWhatRunsSinceWhenAndByWhom() {
        LaneSummary.Current current = summary(automaticDev()
                        .running("f1")
                        .attempt("f2", Kind.MANUAL, 1, ended(Outcome.SUCCEEDED, NOW))
                        .attempt("f1", Kind.MANUAL, 1, ended(Outcome.FAILED_BEFORE, NOW))
                        .build())
                .current();

        assertThat(current.images()).extracting(image -> image.tag()).containsExactly("f1");
        assertThat(current.origins()).containsExactly(new LaneSummary.OfOrigin("users", "f1", "f1"));
        assertThat(current.since()).isEqualTo(NOW.minusSeconds(3600));
        assertThat(current.by()).isEqualTo(new LaneSummary.By(new RequestedBy(Kind.AUTOMATIC, List.of()), null));
    }

    @Test
    void takesTheEndOfThePromotionWhereKargoDoesNotSaySinceWhen() {
        SituationFixtures running = automaticDev().freight("f1").running("f1", NOW.minusSeconds(30), "Successful");

        assertThat(summary(running.build()).current().since()).isEqualTo(NOW.minusSeconds(30));
    }

    @Test
    void listsSeveralOriginsInOneOrderAndForgottenFreightByItsName() {
        Situation situation = automaticDev().freight("f1").build();
        Map<Origin, String> freight = new LinkedHashMap<>();
        freight.put(SituationFixtures.USERS, "f1");
        freight.put(Origin.warehouse("reports"), "f9");
        Stage stage =
                Altered.history(situation.stage(), List.of(new Stage.FreightInStage("h", freight, List.of())), null);
        Situation two = Altered.freights(
                Altered.stage(situation, stage),
                List.of(situation.freights().getFirst(), Altered.freight("f9", Origin.warehouse("reports"), Map.of())));

        LaneSummary.Current current = summary(Altered.stage(situation, stage)).current();

        assertThat(current.origins())
                .containsExactly(
                        new LaneSummary.OfOrigin("reports", "f9", null), new LaneSummary.OfOrigin("users", "f1", "f1"));
        assertThat(current.since()).isNull();
        assertThat(current.by()).isNull();
        assertThat(summary(two).current().images())
                .extracting(image -> image.tag())
                .containsExactly("f9", "f1");
    }

    @Test
    void showsFirstWhatIsNextToMoveAndLeavesOutWhatIsOver() {
        LaneSummary summary = summary(gatedStg()
                .provenInDev("f4", "f3", "f2", "f5")
                .freight("f0")
                .running("f1")
                .consent("f3", approved(R1, NOW))
                .consent("f5", open(new UUID(0, 2)))
                .frozen(null)
                .build());

        assertThat(summary.candidates())
                .extracting(Candidate::freight)
                .as("approved, then asked about; not what is older, superseded or current")
                .containsExactly("f3", "f5");
        assertThat(summary.candidates()).extracting(Candidate::request).containsExactly(R1, new UUID(0, 2));
        assertThat(summary.candidates().getFirst().images()).hasSize(1);
    }

    @Test
    void showsTheRequestThatThisEvaluationOpened() {
        Situation situation = gatedStg().provenInDev("f1").build();

        Candidate asked = LaneSummary.of(situation, LaneDecision.of(situation), Map.of("f1", R1))
                .candidates()
                .getFirst();

        assertThat(asked.state()).isEqualTo(State.ASKING);
        assertThat(asked.request()).isEqualTo(R1);
        assertThat(asked.reasons())
                .containsExactly(Reason.of(Slug.AWAITING_APPROVAL)
                        .with("request", R1.toString())
                        .since(NOW));
        assertThat(summary(situation).candidates().getFirst().request()).isNull();
    }

    @Test
    void namesTheApprovalOfWhatGoes() {
        assertThat(summary(gatedStg()
                                .provenInDev("f1")
                                .consent("f1", approved(R1, NOW))
                                .build())
                        .candidates())
                .singleElement()
                .satisfies(going -> {
                    assertThat(going.state()).isEqualTo(State.PROMOTING);
                    assertThat(going.request()).isEqualTo(R1);
                });
        assertThat(summary(automaticDev().freight("f1").build()).candidates())
                .singleElement()
                .satisfies(going -> assertThat(going.request()).isNull());
    }

    @Test
    void showsThePromotionUnderWay() {
        assertThat(running(new Progress.Created("p.f1", "Running", NOW)))
                .isEqualTo(new LaneSummary.Running("p.f1", "Running", NOW, "f1"));
        assertThat(running(new Progress.Created("p.f1", "", null)))
                .isEqualTo(new LaneSummary.Running("p.f1", "Pending", null, "f1"));
        LaneSummary.Running creating = running(new Progress.Creating(null, null));
        assertThat(creating.phase()).isEqualTo("Creating");
        assertThat(UUID.fromString(creating.name())).isNotNull();
    }

    private static LaneSummary.Running running(Progress progress) {
        return summary(automaticDev()
                        .freight("f1")
                        .attempt("f1", Kind.AUTOMATIC, 1, progress)
                        .build())
                .promotion();
    }

    @Test
    void readsViewsOfAnEarlierVersion() {
        LaneSummary old =
                new LaneSummary("shop", "dev", List.of(), null, true, null, null, null, List.of(), null, null);

        assertThat(old.alerts()).isEmpty();
        assertThat(new LaneRef("shop", "dev").id()).isEqualTo("shop/dev");
    }
}
