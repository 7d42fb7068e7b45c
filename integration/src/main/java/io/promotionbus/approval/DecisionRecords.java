package io.promotionbus.approval;

import io.promotionbus.approval.PersonDecision.Who;
import io.promotionbus.kargo.FreightRef;
import java.util.Collection;
import java.util.List;
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

    /** Every approval of the Freight, at whatever stage. */
    List<Approval> approvals(Collection<FreightRef> freights);

    /** Keeps or corrects how the person is called. */
    void remember(Who who);

    /** Somebody approved the Freight at the stage. */
    record Approval(FreightRef freight, String stage, String issuer, String subject) {

        boolean by(String whoseIssuer, String whoseSubject) {
            return issuer.equals(whoseIssuer) && subject.equals(whoseSubject);
        }
    }
}
