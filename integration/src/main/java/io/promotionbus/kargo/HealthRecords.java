package io.promotionbus.kargo;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where the health of stages is kept. Both methods join the caller's transaction. */
public interface HealthRecords {

    /** Locks the stage's record, so that assessments follow one another, and returns it. */
    Optional<StageHealth> lock(String project, String stage);

    /** Replaces the record; null removes it. */
    void put(String project, String stage, @Nullable StageHealth health);
}
