package io.promotionbus.promotion;

import io.promotionbus.promotion.Promotions.Promotion;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The Promotions as a list, newest first. */
public interface PromotionList {

    /** Those older than {@code before}, when given. */
    List<Promotion> newest(Filter filter, @Nullable UUID before, int limit);

    /** Absent members mean all. */
    record Filter(
            @Nullable String project,
            @Nullable String stage,
            @Nullable String freight) {}
}
