package io.promotionbus.intake;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Where accepted deliveries are kept. Every method may throw when PostgreSQL does not answer. */
public interface Inbox {

    /**
     * Stores the delivery and returns after the commit, in a transaction of its own that it may share with deliveries
     * that arrive at the same time.
     *
     * @return false when a row with this dedupe key exists
     */
    boolean insert(NewDelivery delivery);

    /** The row that holds the key, locked for the rest of the caller's transaction. */
    Optional<Known> lock(String dedupeKey);

    /** Counts one more equal delivery; {@code recheckAt} (wall time) arms or re-arms the trailing digest check. */
    void repeated(UUID id, @Nullable Instant recheckAt);

    /** Makes a dead or waiting delivery due now, with all its attempts. */
    void revive(UUID id, Instant now);

    /** Gives the key back, so that a later equal body is a delivery of its own. */
    void releaseKey(UUID id);

    /** A stored delivery, as far as deduplication cares. */
    record Known(UUID id, Status status, Instant receivedAt, boolean hasBody, String correlation) {}

    /** Where a delivery is. */
    enum Status {
        NEW,
        RUNNING,
        RETRY,
        DONE,
        DEAD;

        public String slug() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }
}
