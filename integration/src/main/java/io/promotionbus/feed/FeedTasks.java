package io.promotionbus.feed;

import io.promotionbus.intake.DeliveryRef;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The queue of the feed. Times are wall time. */
public interface FeedTasks {

    /**
     * Adds the artifact for the Warehouse, or adds the delivery to the task that exists and has it looked at again, unless
     * it is Freight already. Joins the caller's transaction.
     *
     * @return the Freight, when the artifact is Freight already
     */
    Optional<String> add(
            UUID id,
            String project,
            String warehouse,
            String repository,
            String tag,
            String digest,
            DeliveryRef delivery,
            Instant now);

    /** Takes due tasks; commits at once. */
    List<FeedTask> claim(int count, Instant now, Duration lease);

    /** Ends a claim in the caller's transaction; false when it no longer stood. */
    boolean became(FeedTask task, String freight, String how);

    boolean waits(FeedTask task, Instant until, String reason, @Nullable String token, @Nullable Instant tokenAt);

    boolean failed(FeedTask task, Instant until, String reason);

    boolean refused(FeedTask task, String reason);

    /** The deliveries of the task now; more may have come while it was held. */
    List<UUID> deliveries(FeedTask task);

    /** Makes everything of the Warehouse due that waits, and with a tag also what was refused under that tag. */
    void wake(String project, String warehouse, @Nullable String tag, Instant now);

    int reap(Instant now);
}
