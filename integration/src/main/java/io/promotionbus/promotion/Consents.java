package io.promotionbus.promotion;

import io.promotionbus.audit.Actor;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * The approvals as the core sees them; implemented by the approval feature. Every call joins the caller's transaction,
 * which holds the lane's lock.
 */
public interface Consents {

    /** The newest consent per Freight name of the stage. Freight never asked about is absent. */
    Map<String, Consent> of(String project, String stage);

    /** Opens a request for the candidate, records it and announces it. Asking again for an open one returns that one. */
    UUID ask(Question question);

    /** Ends an open or approved request because a newer one took its place. */
    void supersede(UUID request, UUID by);

    /** Ends an open or approved request because its Freight, stage or gate went away or changed. */
    void withdraw(UUID request, String because);

    /**
     * Marks an approved request as used by the attempt, if its base still holds. When it does not, nothing is marked: the
     * core withdraws the request and asks again.
     */
    Use use(UUID request, UUID attempt);

    /**
     * Ends requests whose time has come on the business clock and looks at the open ones again. Called first at every
     * evaluation of the lane, which the core arranges for {@code expiresAt} and {@code validUntil}; never by a mere read.
     */
    void expireDue(String project, String stage);

    record Question(String project, String stage, String freight, String policy) {}

    sealed interface Use {
        /** {@code by} are those who approved, in the order of their decisions; the audit log names the first as actor. */
        record Granted(List<Actor.Person> by) implements Use {}

        /** Freight, digests, current Freight, policy or quarantine differ from what was approved. */
        record Changed(String what) implements Use {}
    }
}
