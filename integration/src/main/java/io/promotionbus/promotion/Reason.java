package io.promotionbus.promotion;

import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One sentence's worth of why, not yet in a language.
 *
 * @param detail what the sentence needs: names, ids and texts; never a time
 * @param since business time from which on it holds, absent when nobody knows
 * @param until business time at which it ends by itself, absent when it does not
 */
public record Reason(
        Slug slug,
        Map<String, String> detail,
        @Nullable Instant since,
        @Nullable Instant until) {

    public Reason {
        detail = Map.copyOf(detail);
    }

    public static Reason of(Slug slug) {
        return new Reason(slug, Map.of(), null, null);
    }

    public Reason with(String name, @Nullable String value) {
        if (value == null || value.isEmpty()) {
            return this;
        }
        Map<String, String> copy = new TreeMap<>(detail);
        copy.put(name, value);
        return new Reason(slug, copy, since, until);
    }

    public Reason since(@Nullable Instant since) {
        return new Reason(slug, detail, since, until);
    }

    public Reason until(@Nullable Instant until) {
        return new Reason(slug, detail, since, until);
    }

    /** The reasons of the JSON contract. */
    public enum Slug {
        AWAITING_APPROVAL,
        AWAITING_SECOND_PERSON,
        COMMITS_UNAVAILABLE,
        NOT_VERIFIED_UPSTREAM,
        SOAKING,
        PROMOTION_RUNNING,
        VERIFICATION_RUNNING,
        WINDOW_CLOSED,
        FROZEN,
        QUARANTINED,
        SUPERSEDED,
        OLDER_THAN_CURRENT,
        PROMOTION_FAILED,
        PROMOTION_ABORTED,
        POLICY_INVALID,
        NO_POLICY,
        OBSERVE_ONLY,
        HELD_BY_KARGO,
        KARGO_DENIED,
        KARGO_UNREACHABLE,
        REQUEST_EXPIRED,
        APPROVAL_EXPIRED,
        REJECTED,
        LOOP_BROKEN,
        HEALTH_UNKNOWN,
        REVISION_MISMATCH,
        WITHDRAWN,
        NOT_REQUESTED,
        CURRENT,
        PAST;

        public String slug() {
            return Slugs.of(this);
        }
    }
}
