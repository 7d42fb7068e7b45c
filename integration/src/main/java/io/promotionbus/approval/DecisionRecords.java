package io.promotionbus.approval;

import io.promotionbus.approval.PersonDecision.Who;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Who decided what, and what there was to see when they did. Decisions are never changed or deleted. Every method joins the
 * caller's transaction.
 */
public interface DecisionRecords {

    void add(PersonDecision decision);

    /** Keeps what approvers may see under its fingerprint, so that a later difference can be named. */
    void remember(UUID request, Sight sight);

    Optional<Sight> sight(UUID request, String fingerprint);

    /** Those of the stages in which the person approved the Freight. */
    Set<String> approvedIn(String project, String freight, Collection<String> stages, String issuer, String subject);

    /** Keeps or corrects how the person is called. */
    void remember(Who who);
}
