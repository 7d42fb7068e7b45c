package io.promotionbus.promotion;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What speaks for a Freight in one stage.
 *
 * @param verifiedAt when Kargo verified it there
 * @param settledAt when the bus saw stage and Applications still healthy for the settle time after the Promotion
 *     succeeded; absent while that is not so. Only then does the verification count: Kargo was seen to verify a rollout
 *     that had not happened yet
 * @param healthySince since when the stage is healthy, only while the Freight still runs there
 */
public record Evidence(
        String stage,
        Instant verifiedAt,
        @Nullable Instant settledAt,
        @Nullable Instant healthySince) {}
