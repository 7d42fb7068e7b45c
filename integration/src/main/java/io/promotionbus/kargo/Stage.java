package io.promotionbus.kargo;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A Stage as last observed.
 *
 * @param controlFlow true when it has no promotion steps: Freight passes, nothing can be promoted to it
 * @param health Kargo's own word: Healthy, Progressing, Unknown, Unhealthy, NotApplicable; absent while not yet assessed
 * @param healthIssues Kargo's own sentences about why it is not healthy
 * @param history newest first, at most 10; the first is what runs now
 * @param holds origins of {@code effectiveAutoPromotionHolds}
 * @param autoPromotion true when Kargo itself promotes to it ({@code autoPromotionEnabled}), which works against the bus
 */
public record Stage(
        String project,
        String name,
        String uid,
        List<FreightRequest> requests,
        boolean controlFlow,
        @Nullable String health,
        List<String> healthIssues,
        List<FreightInStage> history,
        @Nullable PromotionRef currentPromotion,
        @Nullable PromotionRef lastPromotion,
        Set<Origin> holds,
        boolean autoPromotion) {

    /** What runs now, per origin; empty before the first Promotion. */
    public Map<Origin, String> current() {
        return history.isEmpty() ? Map.of() : history.getFirst().freight();
    }

    /**
     * One entry of {@code freightHistory}.
     *
     * @param freight Freight name per origin
     * @param verifications newest first
     */
    public record FreightInStage(String id, Map<Origin, String> freight, List<Verification> verifications) {}

    /** A verification: {@code phase} is Pending, Running, Successful, Failed, Error, Aborted or Inconclusive. */
    public record Verification(
            String id,
            String phase,
            @Nullable Instant startedAt,
            @Nullable Instant finishedAt) {
        public boolean terminal() {
            return !phase.equals("Pending") && !phase.equals("Running");
        }
    }

    /** A Promotion as the Stage names it; {@code phase} and {@code finishedAt} only for a finished one. */
    public record PromotionRef(
            String name,
            @Nullable String freight,
            @Nullable String phase,
            @Nullable Instant finishedAt) {}
}
