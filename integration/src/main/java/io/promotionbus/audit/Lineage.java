package io.promotionbus.audit;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The way of one Freight, in the order it happened.
 *
 * @param artifacts what is in it; empty when the cluster no longer knows it
 */
public record Lineage(String freight, List<LineageSource.FreightArtifact> artifacts, List<Step> steps) {

    /**
     * One thing that happened.
     *
     * @param kind a kind of the lineage contract, such as {@code decided}
     * @param key of the sentence, such as {@code approval.approved}; it is filled with stage, actor and {@code detail}
     * @param reason what was given as the reason, in the giver's words
     * @param cause what the bus itself gave as the reason, as a slug that the reader gets in words
     * @param ref the id of the delivery, request, promotion or quarantine it belongs to
     * @param took since what it concludes (a decision since the request, a promotion since its creation)
     */
    public record Step(
            Instant at,
            String kind,
            String key,
            @Nullable String stage,
            @Nullable Who actor,
            @Nullable String detail,
            @Nullable String reason,
            @Nullable String cause,
            @Nullable String ref,
            @Nullable Duration took) {}

    /** @param name for display, absent when unknown or erased */
    public record Who(String kind, String id, @Nullable String name) {

        public String shown() {
            return name == null ? id : name;
        }
    }
}
