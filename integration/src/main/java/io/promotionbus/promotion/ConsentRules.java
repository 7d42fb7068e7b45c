package io.promotionbus.promotion;

import io.promotionbus.kargo.Freight;
import io.promotionbus.kargo.FreightRequest;
import io.promotionbus.promotion.Decision.Basis;
import io.promotionbus.promotion.Decision.Ended;
import io.promotionbus.promotion.Decision.Hold;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What people said, as rules. A rejection counts whatever the policy says today; everything else only while the stage is
 * gated. What ended without a person's word (superseded, withdrawn) may be asked again.
 */
final class ConsentRules {

    private final Situation situation;
    private final Contest contest;
    private final Admission admission;

    ConsentRules(Situation situation, Contest contest, Admission admission) {
        this.situation = situation;
        this.contest = contest;
        this.admission = admission;
    }

    Optional<Decision> judge(Freight freight, FreightRequest request) {
        Consent consent = situation.consent(freight.name());
        if (consent instanceof Consent.Rejected rejected) {
            return Optional.of(Ended.because(
                            State.REJECTED,
                            Reason.of(Reason.Slug.REJECTED)
                                    .with("by", rejected.by())
                                    .with("comment", rejected.comment())
                                    .since(rejected.at()))
                    .of(rejected.request()));
        }
        if (!situation.gated()) {
            return Optional.empty();
        }
        return switch (consent) {
            case Consent.Approved approved -> Optional.of(approved(freight, request, approved));
            case Consent.Open open -> Optional.of(open(freight, open));
            case Consent.Expired expired -> Optional.of(expired(expired));
            default -> Optional.empty();
        };
    }

    private Decision approved(Freight freight, FreightRequest request, Consent.Approved approved) {
        if (approved.requestedBy() == null) {
            Optional<Freight> newer = contest.approvedSuperseder(freight);
            if (newer.isPresent()) {
                return ended(Judgement.superseded(newer.get()), approved.request());
            }
            if (obsolete(freight)) {
                return ended(withdrawn(freight), approved.request());
            }
        }
        if (Availability.of(freight, situation.stage().name(), request, situation.now())
                instanceof Availability.Missing missing) {
            return new Hold(State.APPROVED, missing.reasons(), approved.request(), missing.edge());
        }
        return admission.admit(
                freight,
                new Basis.Approved(approved.request(), approved.approvedAt(), approved.actors()),
                State.APPROVED,
                approved.request());
    }

    private Decision open(Freight freight, Consent.Open open) {
        if (open.requestedBy() == null) {
            Optional<Freight> newer = contest.superseder(freight);
            if (newer.isPresent()) {
                return ended(Judgement.superseded(newer.get()), open.request());
            }
            if (obsolete(freight)) {
                return ended(withdrawn(freight), open.request());
            }
        }
        return new Hold(State.ASKING, awaiting(open), open.request(), open.expiresAt());
    }

    private static List<Reason> awaiting(Consent.Open open) {
        List<String> people = open.missing().stream()
                .filter(entry -> !entry.equals(Consent.Open.COMMITS))
                .toList();
        Reason.Slug slug = people.equals(List.of(Consent.Open.SECOND_PERSON))
                ? Reason.Slug.AWAITING_SECOND_PERSON
                : Reason.Slug.AWAITING_APPROVAL;
        Reason decision = Reason.of(slug)
                .with("request", open.request().toString())
                .with("missing", String.join(", ", people))
                .since(open.askedAt())
                .until(open.expiresAt());
        return people.size() == open.missing().size()
                ? List.of(decision)
                : List.of(Reason.of(Reason.Slug.COMMITS_UNAVAILABLE), decision);
    }

    /** Another, newer one came in past it. */
    private boolean obsolete(Freight freight) {
        return contest.past(freight) || contest.olderThanCurrent(freight);
    }

    private Decision withdrawn(Freight freight) {
        return Ended.because(
                State.WITHDRAWN,
                Reason.of(Reason.Slug.OLDER_THAN_CURRENT)
                        .with("current", situation.stage().current().get(freight.origin()))
                        .with("basis", contest.againstCurrent(freight).basis())
                        .with("sentence", contest.againstCurrent(freight).reason()));
    }

    private static Decision expired(Consent.Expired expired) {
        Reason.Slug slug = expired.approved() ? Reason.Slug.APPROVAL_EXPIRED : Reason.Slug.REQUEST_EXPIRED;
        return Ended.because(
                        State.EXPIRED,
                        Reason.of(slug)
                                .with("request", expired.request().toString())
                                .since(expired.at()))
                .of(expired.request());
    }

    /** A request that was withdrawn is shown as that, for the reason why it is not asked again. */
    Decision withdrawnOr(Freight freight, Decision otherwise) {
        return situation.gated() && situation.consent(freight.name()) instanceof Consent.Withdrawn withdrawn
                ? new Ended(State.WITHDRAWN, otherwise.reasons(), withdrawn.request())
                : otherwise;
    }

    private static Decision ended(Decision decision, @Nullable UUID request) {
        return decision instanceof Ended ended ? ended.of(request) : decision;
    }
}
