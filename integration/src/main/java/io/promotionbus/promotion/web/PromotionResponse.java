package io.promotionbus.promotion.web;

import io.promotionbus.promotion.Promotions.Promotion;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A Promotion in the JSON contract, the same wherever one is answered. Times are UTC; {@code phase} is the one Kargo's
 * Promotion reports.
 *
 * @param attempt the label that fences this attempt at Kargo; absent for a Promotion that somebody else started
 * @param kargoName absent until Kargo has accepted the Promotion
 * @param request the approval that led to it, where the stage is gated
 */
public record PromotionResponse(
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
        @Nullable String message) {

    /** What kind of actor asked for it, and who. */
    public record RequestedBy(String kind, List<String> actors) {}

    public static PromotionResponse of(Promotion promotion) {
        return new PromotionResponse(
                promotion.id(),
                promotion.project(),
                promotion.stage(),
                promotion.freight(),
                promotion.kargoName(),
                promotion.attempt(),
                promotion.request(),
                new RequestedBy(
                        promotion.requestedBy().kind().slug(),
                        promotion.requestedBy().actors()),
                promotion.phase(),
                promotion.createdAt(),
                promotion.startedAt(),
                promotion.finishedAt(),
                promotion.message());
    }
}
