package io.promotionbus.feed;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** At most one refresh of ours per Warehouse is under way, across replicas. Times are wall time. */
public interface Refreshes {

    /**
     * Begins a refresh, unless one is under way for less than {@code timeout}. Commits with the caller's transaction.
     *
     * @return the refresh that is under way now, ours when its token is {@code token}
     */
    Refresh begin(String project, String warehouse, String token, Instant now, Duration timeout);

    /** The request did not reach Kargo. */
    void abandon(String project, String warehouse, String token);

    /** Kargo answered the token; true when it was the one under way. */
    boolean handled(String project, String warehouse, String token, Instant now);

    Optional<Refresh> latest(String project, String warehouse);

    /** Asks for a refresh as soon as the last one is {@code pause} ago. */
    void afterDirect(String project, String warehouse, Instant now, Duration pause);

    /** Begins the refreshes that are due after direct creation; commits at once. */
    List<Refresh> beginDue(Instant now, Duration timeout);

    /** A refresh; {@code handledAt} absent while it is under way. */
    record Refresh(
            String project,
            String warehouse,
            String token,
            Instant requestedAt,
            @Nullable Instant handledAt) {}
}
