package io.promotionbus.promotion;

import io.promotionbus.audit.Actor;
import io.promotionbus.audit.AuditEntry;
import io.promotionbus.audit.AuditLog;
import io.promotionbus.platform.Ids;
import io.promotionbus.promotion.Attempts.Claimed;
import io.promotionbus.promotion.Attempts.Lease;
import io.promotionbus.promotion.Attempts.NewAttempt;
import io.promotionbus.promotion.Causes.Cause;
import io.promotionbus.promotion.Decision.Basis;
import io.promotionbus.promotion.LaneDecision.Going;
import io.promotionbus.promotion.Promotions.Kind;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Begins the attempt that was decided; from then on the lane is occupied. */
public final class BeginAttempt {

    static final Actor BUS = new Actor.System("promotion");

    private final Attempts attempts;
    private final Consents consents;
    private final Causes causes;
    private final AuditLog audit;
    private final Ids ids;

    public BeginAttempt(Attempts attempts, Consents consents, Causes causes, AuditLog audit, Ids ids) {
        this.attempts = attempts;
        this.consents = consents;
        this.causes = causes;
        this.audit = audit;
        this.ids = ids;
    }

    /** Empty when the approval's base turned out to have changed: then its request is withdrawn and asked anew. */
    Optional<Claimed> begin(Situation situation, LaneRef lane, Going going, Lease lease) {
        Draft draft = new Draft(situation, lane, going.freight(), ids.next());
        return switch (going.basis()) {
            case Basis.Ordered ordered ->
                Optional.of(attempts.begin(ordered.attempt().id(), situation.base(), lease));
            case Basis.Automatic automatic -> Optional.of(attempts.begin(automatic(draft), lease));
            case Basis.Approved approved -> approved(draft, approved).map(attempt -> attempts.begin(attempt, lease));
            case Basis.Retry retry -> Optional.of(attempts.begin(retry(draft, retry.failed()), lease));
        };
    }

    private NewAttempt automatic(Draft draft) {
        Cause cause = cause(draft);
        return new NewAttempt(
                draft.id,
                draft.lane,
                draft.situation.stage().uid(),
                draft.freight,
                Kind.AUTOMATIC,
                1,
                null,
                null,
                BUS,
                List.of(),
                null,
                draft.situation.base(),
                cause.delivery(),
                cause.correlation(),
                draft.situation.now());
    }

    private Optional<NewAttempt> approved(Draft draft, Basis.Approved approved) {
        return switch (consents.use(approved.request(), draft.id)) {
            case Consents.Use.Granted granted -> {
                Actor actor = granted.by().isEmpty() ? BUS : granted.by().getFirst();
                List<String> names =
                        granted.by().stream().map(Actor.Person::name).toList();
                Cause cause = cause(draft);
                yield Optional.of(new NewAttempt(
                        draft.id,
                        draft.lane,
                        draft.situation.stage().uid(),
                        draft.freight,
                        Kind.APPROVAL,
                        1,
                        null,
                        approved.request(),
                        actor,
                        names,
                        null,
                        draft.situation.base(),
                        cause.delivery(),
                        cause.correlation(),
                        draft.situation.now()));
            }
            case Consents.Use.Changed changed -> {
                consents.withdraw(approved.request(), "changed");
                yield Optional.empty();
            }
        };
    }

    private NewAttempt retry(Draft draft, Attempt failed) {
        Attempts.Stored before = attempts.byId(failed.id()).orElseThrow();
        int number = failed.number() + 1;
        audit.record(AuditEntry.of(BUS, "promotion.retried", "promotion", draft.id)
                .at(draft.lane.project(), draft.lane.stage())
                .freight(failed.freight())
                .correlation(before.correlation())
                .delivery(before.delivery())
                .after("number", number)
                .after("of", failed.id().toString()));
        return new NewAttempt(
                draft.id,
                draft.lane,
                draft.situation.stage().uid(),
                failed.freight(),
                failed.kind(),
                number,
                failed.id(),
                failed.request(),
                before.actor(),
                failed.actors(),
                before.reason(),
                draft.situation.base(),
                before.delivery(),
                before.correlation(),
                draft.situation.now());
    }

    private Cause cause(Draft draft) {
        return causes.of(draft.lane.project(), draft.freight).orElseGet(() -> new Cause(null, draft.id.toString()));
    }

    private record Draft(Situation situation, LaneRef lane, String freight, UUID id) {}
}
