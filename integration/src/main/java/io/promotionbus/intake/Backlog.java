package io.promotionbus.intake;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The inbox as the workers see it. Times are wall time. Claims commit at once; everything that ends a claim joins the
 * caller's transaction and says whether the claim still stood.
 */
public interface Backlog {

    /** Takes due deliveries, oldest first; then those whose digests are to be looked at once more. */
    List<ClaimedDelivery> claim(int count, Instant now, Duration lease);

    /** The body of a large one; null when the retention time is over. */
    byte @Nullable [] body(UUID delivery);

    boolean decide(ClaimedDelivery claimed, Verdict verdict, Instant finishedAt);

    /** The same for several at once; answers the ids of those whose claim still stood. */
    Set<UUID> decideAll(Map<ClaimedDelivery, Verdict> verdicts, Instant finishedAt);

    boolean retry(ClaimedDelivery claimed, Instant nextAttemptAt, String slug, String detail);

    boolean bury(ClaimedDelivery claimed, String slug, String detail, @Nullable String path, Instant finishedAt);

    /** Ends a recheck; {@code added} joins the verdict's artifacts. */
    boolean rechecked(ClaimedDelivery claimed, List<Artifact> added, @Nullable Instant againAt);

    /** The artifacts of the stored verdict. */
    List<Artifact> artifacts(ClaimedDelivery claimed);

    /** Puts back what was claimed by workers that are gone, and says how many. */
    int reap(Instant now);
}
