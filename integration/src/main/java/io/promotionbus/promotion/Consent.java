package io.promotionbus.promotion;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What people have said so far about one Freight at one gated stage. */
public sealed interface Consent {

    record NotAsked() implements Consent {}

    /**
     * Waiting for people.
     *
     * @param missing who is still needed, such as {@code qa 1}, and {@link #COMMITS}
     * @param requestedBy user name when a person asked explicitly for this Freight (or reopened its request), which keeps
     *     newer candidates from superseding it; absent when the core asked
     */
    record Open(
            UUID request,
            Instant askedAt,
            Instant expiresAt,
            List<String> missing,
            @Nullable String requestedBy) implements Consent {

        /** Nobody may decide before it is known who wrote what. */
        public static final String COMMITS = "commits";

        /** The gate is met but for somebody besides a person whom four eyes could not clear. */
        public static final String SECOND_PERSON = "second-person 1";
    }

    /**
     * May run until {@code validUntil}.
     *
     * @param actors user names of those who approved, for display
     * @param requestedBy as in {@link Open}
     */
    record Approved(
            UUID request,
            Instant approvedAt,
            Instant validUntil,
            List<String> actors,
            @Nullable String requestedBy) implements Consent {}

    record Rejected(UUID request, Instant at, String by, String comment) implements Consent {}

    /** Nobody decided in time, or, when {@code approved}, it was approved and could not run in time. */
    record Expired(UUID request, Instant at, boolean approved) implements Consent {}

    record Withdrawn(UUID request, Instant at, String because) implements Consent {}

    record Superseded(UUID request, Instant at, UUID by) implements Consent {}

    /** It was approved and became a Promotion. */
    record Used(UUID request) implements Consent {}
}
