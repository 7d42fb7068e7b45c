package io.promotionbus.promotion;

import static io.promotionbus.promotion.SituationFixtures.NOW;
import static io.promotionbus.promotion.SituationFixtures.SETTLE;
import static io.promotionbus.promotion.SituationFixtures.USERS;
import static io.promotionbus.promotion.SituationFixtures.gatedStg;
import static org.assertj.core.api.Assertions.assertThat;

import io.promotionbus.kargo.Freight;
import io.promotionbus.kargo.FreightRequest;
import io.promotionbus.kargo.Image;
import io.promotionbus.kargo.Stage;
import io.promotionbus.kargo.StageHealth;
import io.promotionbus.promotion.Availability.Available;
import io.promotionbus.promotion.Availability.Missing;
import io.promotionbus.promotion.Reason.Slug;
import io.promotionbus.promotion.Settling.Proof;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** When Kargo lets a Freight in, and when the bus believes what Kargo verified. */
class AvailabilityTest {

    private static final Duration SOAK = Duration.ofSeconds(60);
    private static final Instant VERIFIED = NOW.minusSeconds(600);

    private static FreightRequest request(boolean all, String... upstream) {
        return new FreightRequest(USERS, false, List.of(upstream), SOAK, all);
    }

    private static Freight freight(
            Map<String, Instant> verified, Map<String, Instant> current, Map<String, Duration> soak) {
        return new Freight(
                "shop",
                "f1",
                null,
                USERS,
                List.of(new Image("acme/app", "f1", "sha256:f1")),
                List.of(),
                NOW,
                verified,
                current,
                soak,
                Set.of());
    }

    private static Availability soaked(Map<String, Instant> current, Map<String, Duration> soak) {
        return Availability.of(freight(Map.of("dev", VERIFIED), current, soak), "stg", request(false, "dev"), NOW);
    }

    @Test
    void wantsTheWholeSoakNowOrOnAnEarlierStay() {
        assertThat(soaked(Map.of("dev", NOW.minus(SOAK)), Map.of())).isInstanceOf(Available.class);
        assertThat(soaked(Map.of(), Map.of("dev", SOAK))).isInstanceOf(Available.class);
        assertThat(soaked(Map.of("dev", NOW.minus(SOAK).plusSeconds(1)), Map.of("dev", SOAK.minusSeconds(1))))
                .isEqualTo(new Missing(List.of(Reason.of(Slug.SOAKING)
                        .with("stage", "dev")
                        .with("required", "PT1M")
                        .since(NOW.minusSeconds(59))
                        .until(NOW.plusSeconds(1)))));
        assertThat(soaked(Map.of(), Map.of()))
                .as("it left before its time")
                .isEqualTo(new Missing(
                        List.of(Reason.of(Slug.SOAKING).with("stage", "dev").with("required", "PT1M"))));
    }

    @Test
    void wantsOneUpstreamStageOrAllOfThem() {
        Freight half = freight(Map.of("dev", VERIFIED), Map.of("dev", VERIFIED), Map.of());
        Freight whole =
                freight(Map.of("dev", VERIFIED, "load", VERIFIED), Map.of("dev", VERIFIED, "load", VERIFIED), Map.of());

        assertThat(Availability.of(half, "stg", request(false, "dev", "load"), NOW))
                .isInstanceOf(Available.class);
        assertThat(Availability.of(half, "stg", request(true, "dev", "load"), NOW))
                .isInstanceOfSatisfying(
                        Missing.class,
                        missing -> assertThat(missing.reasons())
                                .singleElement()
                                .isEqualTo(Reason.of(Slug.NOT_VERIFIED_UPSTREAM).with("stage", "load")));
        assertThat(Availability.of(whole, "stg", request(true, "dev", "load"), NOW))
                .isInstanceOf(Available.class);
    }

    @Test
    void wantsTheProofOfOneUpstreamStageOrOfAllOfThem() {
        Situation situation = gatedStg().provenInDev("f1").build();
        Freight freight = situation.freights().getFirst();

        assertThat(Settling.missing(situation, freight, request(false, "dev", "load")))
                .isEmpty();
        assertThat(Settling.missing(situation, freight, request(true, "dev", "load")))
                .extracting(reason -> reason.detail().get("stage"))
                .containsExactly("load");
        assertThat(Settling.missing(situation, freight, request(true, "dev"))).isEmpty();
        assertThat(Settling.missing(situation, freight, new FreightRequest(USERS, true, List.of("load"), SOAK, true)))
                .as("straight from the Warehouse")
                .isEmpty();
    }

    @Test
    void believesAVerificationForeverOnceItSettled() {
        Situation situation = gatedStg()
                .provenInDev("f1")
                .health("dev", StageHealth.Status.Unhealthy, NOW)
                .build();

        assertThat(Settling.proof(situation, "dev", situation.freights().getFirst()))
                .isEqualTo(new Proof.Settled(NOW.minusSeconds(500)));
    }

    @Test
    void believesItOnlyWhileTheStageIsHealthyAndRunsIt() {
        Proof unsettled = new Proof.Unsettled(null);
        Situation sick = gatedStg()
                .verifiedInDev("f1", VERIFIED)
                .health("dev", StageHealth.Status.Unhealthy, NOW)
                .build();
        Situation replaced = gatedStg()
                .verifiedInDev("f1", VERIFIED)
                .verifiedInDev("f2", VERIFIED)
                .build();
        Situation healthy = gatedStg().verifiedInDev("f1", VERIFIED).build();
        Freight f1 = sick.freights().getFirst();

        assertThat(Settling.proof(sick, "dev", f1)).isEqualTo(unsettled);
        assertThat(Settling.proof(replaced, "dev", f1)).isEqualTo(unsettled);
        assertThat(Settling.proof(healthy, "gone", f1)).isEqualTo(unsettled);
        assertThat(Settling.proof(healthy, "dev", freight(Map.of(), Map.of(), Map.of())))
                .as("not verified")
                .isEqualTo(unsettled);
        assertThat(Settling.proof(healthy, "dev", f1)).isEqualTo(new Proof.Settled(NOW));
    }

    @Test
    void countsFromTheEndOfTheFreightsOwnSucceededPromotion() {
        Instant promoted = NOW.minusSeconds(1);

        assertThat(devAfter(new Stage.PromotionRef("p", "f1", "Succeeded", promoted)))
                .isEqualTo(new Proof.Unsettled(promoted.plus(SETTLE)));
        for (Stage.PromotionRef other : List.of(
                new Stage.PromotionRef("p", "f9", "Succeeded", promoted),
                new Stage.PromotionRef("p", "f1", "Failed", promoted),
                new Stage.PromotionRef("p", "f1", "Succeeded", null))) {
            assertThat(devAfter(other)).isEqualTo(new Proof.Settled(NOW));
        }
    }

    private static Proof devAfter(Stage.PromotionRef last) {
        Situation s = gatedStg().verifiedInDev("f1", VERIFIED).build();
        Stage dev = s.stages().get("dev");
        Situation after = Altered.upstream(s, Altered.history(dev, dev.history(), last));
        return Settling.proof(after, "dev", s.freights().getFirst());
    }
}
