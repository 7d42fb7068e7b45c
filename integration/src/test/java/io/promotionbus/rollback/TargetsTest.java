package io.promotionbus.rollback;

import static io.promotionbus.rollback.LaneSituation.NOW;
import static io.promotionbus.rollback.LaneSituation.USERS;
import static io.promotionbus.rollback.LaneSituation.freight;
import static org.assertj.core.api.Assertions.assertThat;

import io.promotionbus.kargo.Freight;
import io.promotionbus.kargo.Image;
import io.promotionbus.kargo.Origin;
import io.promotionbus.promotion.Attempt.Outcome;
import io.promotionbus.promotion.Attempt.Progress;
import io.promotionbus.promotion.Promotions.Kind;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a stage may go back to. */
class TargetsTest {

    private static final Freight BAD = freight("f5", USERS, Set.of(), "sha256:f5");

    private static List<String> of(LaneSituation lane, Map<String, Instant> spoiled) {
        return Targets.of(lane.with(BAD).situation(), BAD, spoiled).stream()
                .map(Freight::name)
                .toList();
    }

    private static List<String> of(LaneSituation lane) {
        return of(lane, Map.of());
    }

    @Test
    void isTheNewestOfThoseThatProvedThemselvesThere() {
        LaneSituation lane = new LaneSituation().proven("f1", "f3", "f2").with(BAD);

        assertThat(Targets.newest(lane.situation(), BAD, Map.of()))
                .get()
                .extracting(Freight::name)
                .isEqualTo("f3");
        assertThat(Targets.newest(new LaneSituation().with(BAD).situation(), BAD, Map.of()))
                .isEmpty();
    }

    @Test
    void isOlderThanWhatIsBad() {
        assertThat(of(new LaneSituation().proven("f4", "f6"))).containsExactly("f4");
        assertThat(of(new LaneSituation().proven("f5"))).as("itself").isEmpty();
    }

    @Test
    void goesByTheMomentOfDiscoveryWhereNothingElseSaysWhichIsNewer() {
        LaneSituation lane = new LaneSituation().proven("f1", "f3", "f2", "f6").withoutOrder();

        assertThat(of(lane)).containsExactly("f1", "f3", "f2");
        assertThat(Targets.newest(lane.situation(), BAD, Map.of()))
                .get()
                .extracting(Freight::name)
                .isEqualTo("f3");
    }

    @Test
    void isOfTheSameOriginAndWasVerifiedAndSettledThere() {
        LaneSituation lane = new LaneSituation()
                .proven("f1")
                .with(freight("f2", Origin.warehouse("reports"), Set.of("dev"), "sha256:f2"))
                .settled("f2")
                .with(freight("f3", USERS, Set.of("stg"), "sha256:f3"))
                .settled("f3")
                .with(freight("f4", USERS, Set.of("dev"), "sha256:f4"));

        assertThat(of(lane)).containsExactly("f1");
    }

    @Test
    void isNotQuarantined() {
        assertThat(of(new LaneSituation().proven("f1", "f2").quarantined("sha256:f2")))
                .containsExactly("f1");
    }

    @Test
    void isNothingTheStageWasRolledBackFromUnlessItWentWellSince() {
        Instant left = NOW.minusSeconds(300);
        Map<String, Instant> spoiled = Map.of("f2", left);

        assertThat(of(new LaneSituation().proven("f1", "f2"), spoiled)).containsExactly("f1");
        assertThat(of(again("f2", Outcome.SUCCEEDED, left.plusSeconds(1)), spoiled))
                .containsExactly("f1", "f2");
        assertThat(of(again("f2", Outcome.SUCCEEDED, left), spoiled)).containsExactly("f1");
        assertThat(of(again("f2", Outcome.FAILED_AFTER, left.plusSeconds(1)), spoiled))
                .containsExactly("f1");
        assertThat(of(again("f1", Outcome.SUCCEEDED, left.plusSeconds(1)), spoiled))
                .as("another one went well")
                .containsExactly("f1");
        LaneSituation underWay =
                new LaneSituation().proven("f1", "f2").attempt("f2", Kind.MANUAL, 1, null, NOW, new Progress.Queued());
        assertThat(of(underWay, spoiled)).containsExactly("f1");
    }

    private static LaneSituation again(String freight, Outcome outcome, Instant at) {
        return new LaneSituation().proven("f1", "f2").ended(freight, Kind.MANUAL, outcome, at);
    }

    @Test
    void quarantinesEachDigestThatOnlyTheBadOneHas() {
        Freight bad = freight("f5", USERS, Set.of(), "sha256:b", "sha256:a", "sha256:kept", "sha256:a");
        Freight target = freight("f1", USERS, Set.of(), "sha256:kept", "sha256:old");

        assertThat(Targets.difference(bad, target)).extracting(Image::digest).containsExactly("sha256:a", "sha256:b");
    }
}
