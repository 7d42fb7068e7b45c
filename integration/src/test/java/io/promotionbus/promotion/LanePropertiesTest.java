package io.promotionbus.promotion;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** What holds whatever happens, over a small world. */
class LanePropertiesTest {

    @Property(tries = 600)
    void neverTwoPromotionsAtOnce(
            @ForAll boolean gated, @ForAll @Size(max = 60) List<@IntRange(min = 0, max = 1399) Integer> story) {
        assertThat(tell(gated, story).log).allMatch(LaneModel.Begun::laneFree);
    }

    @Property(tries = 600)
    void neverOneWithoutADecisionAtAGate(@ForAll @Size(max = 60) List<@IntRange(min = 0, max = 1399) Integer> story) {
        assertThat(tell(true, story).log).allMatch(LaneModel.Begun::consented);
    }

    @Property(tries = 600)
    void onAnAutomaticStageTheNewestWins(@ForAll @Size(max = 60) List<@IntRange(min = 0, max = 1399) Integer> story) {
        assertThat(tell(false, story).log)
                .allSatisfy(begun -> assertThat(begun.newestEligible()).contains(begun.freight()));
    }

    @Property(tries = 600)
    void neverWhatIsQuarantined(
            @ForAll boolean gated, @ForAll @Size(max = 60) List<@IntRange(min = 0, max = 1399) Integer> story) {
        LaneModel model = new LaneModel(gated);
        int seen = 0;
        for (int step : story) {
            model.happen(step / 100, step % 100);
            for (LaneModel.Begun begun : model.log.subList(seen, model.log.size())) {
                assertThat(model.quarantined(begun.freight())).isFalse();
            }
            seen = model.log.size();
        }
    }

    @Property(tries = 600)
    void aFixCanAlwaysEnter(
            @ForAll boolean gated, @ForAll @Size(max = 60) List<@IntRange(min = 0, max = 1399) Integer> story) {
        assertThat(tell(gated, story).aFixEnters()).isTrue();
    }

    private static LaneModel tell(boolean gated, List<Integer> story) {
        LaneModel model = new LaneModel(gated);
        story.forEach(step -> model.happen(step / 100, step % 100));
        return model;
    }
}
