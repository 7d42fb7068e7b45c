package io.promotionbus.promotion;

import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.UUID;

/** The digests that may not move; implemented by the rollback feature. */
public interface Quarantine {

    /** Those of the digests that may not enter the stage, by digest. */
    Map<String, Entry> of(String project, String stage, Collection<String> digests);

    /**
     * Why a digest may not move.
     *
     * @param setBy user name, or {@code promotion-bus} when a rollback set it
     */
    record Entry(UUID id, String digest, String reason, String setBy, Instant setAt) {}
}
