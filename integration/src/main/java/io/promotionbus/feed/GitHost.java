package io.promotionbus.feed;

import io.promotionbus.intake.ArtifactIntake.CommitFact;
import java.util.List;
import java.util.Optional;

/** The Git host's REST API. */
public interface GitHost {

    /** Whether it may be asked at all. */
    boolean configured();

    /** The commit and what lies before it, newest first; empty when the host did not answer or does not know it. */
    Optional<List<CommitFact>> history(String repository, String sha);
}
