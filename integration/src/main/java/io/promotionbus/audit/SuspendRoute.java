package io.promotionbus.audit;

import io.promotionbus.platform.BusinessClock;
import io.promotionbus.platform.Requester;
import io.promotionbus.platform.Signal;
import io.promotionbus.platform.Signals;
import io.promotionbus.platform.Transactions;
import java.util.function.Predicate;

/**
 * Suspends and resumes a route on every replica. Queues fill meanwhile and nothing is lost; a suspended intake answers 503,
 * which senders see. The audit's own routes go on: what an operator does must always be sealed.
 */
public final class SuspendRoute {

    /** Raised when the set of suspended routes changed. */
    public static final Signal SUSPENSIONS = new Signal("route-suspensions");

    private static final String OURS = "audit-";

    private final RouteSuspensions suspensions;
    private final AuditLog audit;
    private final Transactions transactions;
    private final Signals signals;
    private final BusinessClock clock;

    public SuspendRoute(
            RouteSuspensions suspensions,
            AuditLog audit,
            Transactions transactions,
            Signals signals,
            BusinessClock clock) {
        this.suspensions = suspensions;
        this.audit = audit;
        this.transactions = transactions;
        this.signals = signals;
        this.clock = clock;
    }

    /** What came of it. */
    public enum Result {
        DONE,
        /** The route was in that state already. */
        NOTHING_TO_DO,
        /** It is one that must go on. */
        REFUSED
    }

    public Result suspend(String routeId, String reason, Requester requester) {
        if (routeId.startsWith(OURS)) {
            return Result.REFUSED;
        }
        return change(
                routeId,
                "route.suspended",
                reason,
                requester,
                id -> suspensions.suspend(id, reason, requester.username(), clock.now()));
    }

    public Result resume(String routeId, String reason, Requester requester) {
        return change(routeId, "route.resumed", reason, requester, suspensions::resume);
    }

    private Result change(String routeId, String action, String reason, Requester requester, Predicate<String> stored) {
        return transactions.call(() -> {
            if (!stored.test(routeId)) {
                return Result.NOTHING_TO_DO;
            }
            audit.record(AuditEntry.of(Actor.Person.of(requester), action, "route", routeId)
                    .because(reason));
            signals.raise(SUSPENSIONS);
            return Result.DONE;
        });
    }
}
