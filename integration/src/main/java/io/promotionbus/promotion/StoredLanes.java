package io.promotionbus.promotion;

import io.promotionbus.kargo.Stage;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The lanes as rows. Every method joins the caller's transaction. */
public interface StoredLanes {

    /**
     * Locks one lane that was marked or is due, skipping those that are locked, and takes its marks away; it stays locked
     * until the transaction ends. Marks of transactions that commit later count for the next time.
     *
     * @param business now on the business clock
     * @param wall now on the wall clock, for lanes that wait after a failure
     */
    Optional<Claim> claim(Instant business, Instant wall);

    /** Locks this lane, marked or not, creating its row if need be. */
    Claim lock(LaneRef lane);

    /** Writes down what the evaluation found. */
    void evaluated(Claim claim, @Nullable Instant due, String view);

    /** Keeps a lane that could not be evaluated from being claimed before the wall time. */
    void failed(LaneRef lane, Instant notBefore);

    void remove(LaneRef lane);

    /** Keeps the stage's shape and marks the lane and those downstream of it. Marking never waits for a lock. */
    void stageObserved(Stage stage);

    void mark(LaneRef lane);

    /** Marks the stage and everything downstream of it. */
    void markWithDownstream(LaneRef lane);

    /** Marks the lanes that take Freight straight from the origin. */
    void markDirect(String project, String origin);

    /** Marks every lane that requests the origin. */
    void markRequesting(String project, String origin);

    void markProject(String project);

    void markAll();

    /** The views stored last, of all lanes or of one project's, ordered by project and stage. */
    List<View> views(@Nullable String project);

    /** How many lanes wait for evaluation. */
    int waiting(Instant business);

    /**
     * A locked lane.
     *
     * @param failures in a row before this claim
     * @param view as stored by the last evaluation
     */
    record Claim(LaneRef lane, int failures, @Nullable String view) {}

    record View(LaneRef lane, String view) {}
}
