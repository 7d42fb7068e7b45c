package io.promotionbus.promotion;

import io.promotionbus.kargo.FreightRef;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The lanes as other features see them. A lane is the queue of one stage; whoever changes what its decision depends on
 * holds its lock while doing so.
 */
public interface Lanes {

    /**
     * What a decision about the Freight at the stage stands on, as of now. Reads only. Under {@link #lock} no other
     * transaction decides about the lane; what is observed of the cluster may still change, which is why the core compares
     * the base again before it promotes.
     *
     * @return empty when the project, the stage or the Freight was never observed or is gone
     */
    default Optional<GateView> view(String project, String stage, String freight) {
        Candidate candidate = new Candidate(project, stage, freight);
        return Optional.ofNullable(views(List.of(candidate)).get(candidate));
    }

    /** As {@link #view}, for many in as many queries as for one; those that are gone are absent. */
    Map<Candidate, GateView> views(Collection<Candidate> candidates);

    /** Whether a person may ask for what the view is of. */
    Askable askable(GateView view);

    /**
     * Takes the lane's row lock for the rest of the caller's transaction and waits for it if need be. Take the lane's
     * lock before any other row lock, and one lane at a time, so that no two transactions wait for each other.
     */
    void lock(String project, String stage);

    /**
     * Has the lane evaluated right after the caller's transaction commits. It is written down in that transaction, so
     * that a crash in between loses nothing. Never waits for a lock.
     */
    void evaluateSoon(String project, String stage);

    /** As {@link #evaluateSoon} for every lane, for what may concern any of them, such as a quarantined digest. */
    void evaluateAllSoon();

    /**
     * Where and since when Freight proved itself, in the order of the stages' names; for many in as many queries as for
     * one. What is gone is absent.
     */
    Map<FreightRef, List<Evidence>> evidence(Collection<FreightRef> freights);
}
