package io.promotionbus.kargo;

import io.promotionbus.platform.Unavailable;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The only writer to Kargo. Answers that mean "no" are results where the caller must go on, and a {@link ClusterRefused}
 * elsewhere; a cluster that cannot be reached or a fault of the API server is a {@link ClusterUnavailable}.
 */
public interface KargoWriter {

    /** Creates Freight without alias, so that creating it again answers {@link FreightResult.Existed}. */
    FreightResult createFreight(
            String project, Origin origin, List<Image> images, List<GitCommit> commits, @Nullable Instant discoveredAt);

    /**
     * Creates a Promotion carrying the label {@code promotionbus.io/attempt}.
     *
     * @param attempt at most 63 characters, a label value
     */
    PromoteResult promote(String project, String stage, String freight, String attempt, boolean rollback);

    /** Uncached list by the attempt label, oldest first. */
    List<KargoPromotion> findByAttempt(String project, String attempt);

    /** Deletes a Promotion while it is Pending; used for duplicates of one attempt only. */
    void deletePending(String project, String promotion);

    /**
     * Sets the refresh annotation to the token, which must be unique.
     *
     * @throws ClusterRefused when there is no such Warehouse, or the bus may not patch it
     */
    void refreshWarehouse(String project, String warehouse, String token);

    /**
     * Tells Kargo that the Freight may enter the stage whatever upstream says ({@code approvedFor}); Kargo's own way back to
     * Freight that was there before. Idempotent.
     *
     * @throws ClusterRefused when there is no such Freight, or the bus may not
     */
    void approveFor(String project, String freight, String stage);

    /**
     * Takes away what keeps Kargo's own promotion off the stage ({@code autoPromotionHolds}). Nothing happens when there is
     * none.
     *
     * @throws ClusterRefused when there is no such Stage, or the bus may not
     */
    void liftHolds(String project, String stage);

    /** A Kubernetes Event on the Stage, best effort. */
    void event(String project, String stage, String reason, String note);

    sealed interface FreightResult {
        record Created(Freight freight) implements FreightResult {}

        record Existed(String name) implements FreightResult {}

        record Refused(int code, String message) implements FreightResult {}
    }

    sealed interface PromoteResult {
        record Created(KargoPromotion promotion) implements PromoteResult {}

        /** Kargo or an admission policy says this caller may not; trying again is useless. */
        record Denied(String message) implements PromoteResult {}

        /** 422: not available, unknown stage, no steps. */
        record Invalid(String message) implements PromoteResult {}
    }

    /** The API server is away or faulty; the same call may succeed later. */
    final class ClusterUnavailable extends RuntimeException implements Unavailable {
        public ClusterUnavailable(String message, Throwable cause) {
            super(message, cause);
        }

        @Override
        public String slug() {
            return "kubernetes-unavailable";
        }
    }

    /** The API server understood and said no (no such object, not allowed); the same call would be refused again. */
    final class ClusterRefused extends RuntimeException {
        public ClusterRefused(String message, Throwable cause) {
            super(message, cause);
        }
    }
}
