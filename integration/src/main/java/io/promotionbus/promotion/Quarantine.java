package io.promotionbus.promotion;

import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.UUID;

/** The digests that may not move; implemented by the rollback feature. */
public interface Quarantine {

    /** Those of the digests that may not enter the stage, by digest. */
    default Map<String, Entry> of(String project, String stage, Collection<String> digests) {
        LaneRef lane = new LaneRef(project, stage);
        return of(Map.of(lane, digests)).getOrDefault(lane, Map.of());
    }

    /** Per stage, those of its digests that may not enter it, by digest; for many stages in as many queries as for one. */
    Map<LaneRef, Map<String, Entry>> of(Map<LaneRef, ? extends Collection<String>> digests);

    /**
     * Why a digest may not move.
     *
     * @param setBy user name, or {@code promotion-bus} when a rollback set it
     */
    record Entry(UUID id, String digest, String reason, String setBy, Instant setAt) {}
}
