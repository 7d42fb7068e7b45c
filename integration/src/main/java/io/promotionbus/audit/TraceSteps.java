package io.promotionbus.audit;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The technical trace: best effort. Steps that did not fit into the queue are counted, never waited for. */
public interface TraceSteps {

    /** Queues the step for writing; returns at once, on any thread. */
    void add(TraceStep step);

    /** The steps of one cause, oldest first. */
    List<TraceStep> of(String correlation);

    /** Newest first, at most {@code limit}. */
    List<TraceStep> search(Search search, int limit);

    /** Steps this replica has dropped since it started. */
    long dropped();

    /** Absent fields do not restrict; times are wall time. */
    record Search(
            @Nullable String correlation,
            @Nullable String route,
            @Nullable String outcome,
            @Nullable Instant from,
            @Nullable Instant to) {}
}
