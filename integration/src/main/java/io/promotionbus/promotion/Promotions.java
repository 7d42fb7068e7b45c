package io.promotionbus.promotion;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Every Promotion the bus ordered or saw, for as long as the bus exists; Kargo forgets them after two weeks. */
public interface Promotions {

    Optional<Promotion> byId(UUID id);

    /** The newest ones that the approval requests led to; those that led to none are absent. */
    Map<UUID, Promotion> ofRequests(Collection<UUID> requests);

    /**
     * A Promotion.
     *
     * @param kargoName Kargo's name, absent until Kargo has it
     * @param attempt label value that joins it with Kargo's object, absent for Promotions made by others
     * @param request the approval it stands on
     * @param phase Kargo's phases {@code Pending}, {@code Running}, {@code Succeeded}, {@code Failed}, {@code Errored},
     *     {@code Aborted}; before them {@code Queued} (waits for its lane) and {@code Creating}; instead of them
     *     {@code Denied}, {@code Refused}, {@code Cancelled} or {@code Lost} (somebody deleted it)
     * @param createdAt when it was decided
     */
    record Promotion(
            UUID id,
            String project,
            String stage,
            String freight,
            @Nullable String kargoName,
            @Nullable String attempt,
            @Nullable UUID request,
            RequestedBy requestedBy,
            String phase,
            Instant createdAt,
            @Nullable Instant startedAt,
            @Nullable Instant finishedAt,
            @Nullable String message) {}

    /** {@code kind} as in the JSON contract; {@code actors} are user names, or Kargo's actor string for external ones. */
    record RequestedBy(Kind kind, List<String> actors) {}

    /** Why a Promotion came to be. */
    enum Kind {
        AUTOMATIC("automatic"),
        APPROVAL("approval"),
        MANUAL("manual"),
        ROLLBACK("rollback"),
        BREAK_GLASS("break-glass"),
        EXTERNAL("external");

        private final String slug;

        Kind(String slug) {
            this.slug = slug;
        }

        public String slug() {
            return slug;
        }

        public static Kind of(String slug) {
            for (Kind kind : values()) {
                if (kind.slug.equals(slug)) {
                    return kind;
                }
            }
            throw new IllegalArgumentException("No such kind of promotion: " + slug);
        }
    }
}
