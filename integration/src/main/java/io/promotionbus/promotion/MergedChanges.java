package io.promotionbus.promotion;

import io.promotionbus.kargo.Freight;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/** The pull requests that were merged, and which Freight contains them. Implemented by the feed; contacts nobody. */
public interface MergedChanges {

    /** The newest of those that were noted since (business time), oldest first. */
    List<Merged> since(Instant noted, int most);

    /** Those whose commit the Freight was built from, or from a later one. */
    Set<Merged> containedIn(Freight freight, Set<Merged> changes);

    /**
     * A merged pull request.
     *
     * @param repository {@code owner/name}
     * @param commit full SHA of what it became on its branch
     */
    record Merged(String repository, int number, String commit) {}
}
