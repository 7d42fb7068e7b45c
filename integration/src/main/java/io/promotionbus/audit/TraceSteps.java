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

    /** Newest first, at most {@code limit}, those after {@code position} in that order when given. */
    List<Found> search(Search search, @Nullable Position position, int limit);

    /** Steps this replica has dropped since it started. */
    long dropped();

    /** A step and where it stands in the order. */
    record Found(Position position, TraceStep step) {}

    /** Steps that started in the same microsecond are told apart by the order in which they were kept. */
    record Position(Instant startedAt, long id) {}

    /** Absent fields do not restrict; times are wall time. */
    record Search(
            @Nullable String correlation,
            @Nullable String route,
            @Nullable String outcome,
            @Nullable Instant from,
            @Nullable Instant to) {}
}
