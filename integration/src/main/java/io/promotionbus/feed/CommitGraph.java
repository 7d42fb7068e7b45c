package io.promotionbus.feed;

import io.promotionbus.intake.ArtifactIntake.CommitFact;
import io.promotionbus.intake.ArtifactIntake.CommitFacts;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** The default branches, as far as they are known. */
public interface CommitGraph {

    /** Adds a push. Joins the caller's transaction; adding it again changes nothing. */
    void add(CommitFacts push);

    /** Whether the commit is known on a default branch. */
    boolean knows(String sha);

    /** Whether the commit is known on a default branch of whose past nothing is missing, as far as is known. */
    boolean placed(String sha);

    /** The order in which these entered their default branches. */
    CommitOrder order(Collection<String> shas);

    /** Notes that what lies before the commit is not known, unless nothing of the repository is known at all. */
    void noteGap(String repository, String branch, String sha, Instant now);

    /** The next gap whose time has come, put off until {@code again} for everybody else. */
    Optional<Gap> nextGap(Instant now, Instant again);

    /** Adds what the Git host says lies before the gap, newest first, and closes it. */
    void fill(Gap gap, List<CommitFact> newestFirst);

    void giveUp(Gap gap);

    /** A commit of the default branch whose past is unknown. */
    record Gap(String repository, String branch, String sha, int attempts) {}
}
