package io.promotionbus.promotion;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What happened, for the figures. All times are business time; {@code project} absent means all. */
public interface DeliveryFacts {

    /** Every stage the bus looks after or looked after, upstream first within a project. */
    List<LaneRef> stages(@Nullable String project);

    /** Promotions that changed the environment, in the order of their ends. */
    List<Deployment> deployments(@Nullable String project, Instant from, Instant to);

    /**
     * A Promotion that changed the environment.
     *
     * @param at when it ended
     * @param failed in or after the step that changes the environment
     */
    record Deployment(LaneRef lane, Instant at, boolean rollback, boolean failed) {}

    /** Knows when the changes in a Freight were made. */
    interface ChangeTimes {

        /** The time of the newest commit in each Freight, else of its first announcement; unknown ones are left out. */
        Map<String, Instant> of(String project, Set<String> freights);
    }

    /** Knows how long people took to decide. */
    interface Decisions {

        /** Requests that were approved or rejected in the period. */
        List<Waited> decided(@Nullable String project, Instant from, Instant to);
    }

    /** From the request to the decision that settled it. */
    record Waited(LaneRef lane, Instant requestedAt, Instant decidedAt) {}
}
