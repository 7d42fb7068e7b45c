package io.promotionbus.rollback;

import static org.assertj.core.api.Assertions.assertThat;

import io.promotionbus.kargo.StageHealth.Status;
import io.promotionbus.rollback.Trigger.Verdict;
import io.promotionbus.rollback.Trigger.Watched;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** What holds over any story of health. */
class TriggerPropertiesTest {

    /**
     * Over any story of health, it never fires before the stage was continuously unwell for the shortest patience, and never
     * for a health that nobody can judge by.
     */
    @Property(tries = 500)
    void neverFiresEarly(
            @ForAll List<@IntRange(min = 0, max = 4) Integer> kinds,
            @ForAll List<@IntRange(min = 1, max = 200) Integer> lengths) {
        List<String> wrong = new ArrayList<>();
        long now = 0;
        Instant unwell = null;
        for (int i = 0; i < Math.min(kinds.size(), lengths.size()); i++) {
            Status status = Status.values()[kinds.get(i)];
            boolean ill = status == Status.Unhealthy || status == Status.Progressing;
            unwell = ill ? (unwell == null ? TriggerTest.at(now) : unwell) : status == Status.Unknown ? unwell : null;
            for (long after = 0; after <= lengths.get(i); after += 20) {
                Watched watched = new Watched(
                        TriggerTest.at(now + after),
                        TriggerTest.RULE,
                        TriggerTest.health(status, now),
                        TriggerTest.CHANGED,
                        unwell,
                        null,
                        false);
                if (Trigger.of(watched) instanceof Verdict.Fires fires) {
                    boolean degraded = status == Status.Unhealthy && after >= 60;
                    boolean forLong = ill
                            && !TriggerTest.at(now + after)
                                    .isBefore(fires.since().plusSeconds(300));
                    if (!ill || fires.since().isBefore(TriggerTest.CHANGED) || !(degraded || forLong)) {
                        wrong.add(status + " after " + after + " s");
                    }
                }
            }
            now += lengths.get(i);
        }
        assertThat(wrong).isEmpty();
    }
}
