package io.promotionbus.policy;

import io.promotionbus.audit.Actor;
import io.promotionbus.audit.AuditEntry;
import io.promotionbus.audit.AuditLog;
import io.promotionbus.platform.BusinessClock;
import io.promotionbus.platform.Changes;
import io.promotionbus.platform.Requester;
import io.promotionbus.platform.Signals;
import io.promotionbus.platform.Transactions;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** An operator ends a freeze before its time. */
public final class LiftFreeze {

    private final FreezeRecords freezes;
    private final Transactions transactions;
    private final BusinessClock clock;
    private final AuditLog audit;
    private final Signals signals;
    private final Changes changes;

    public LiftFreeze(
            FreezeRecords freezes,
            Transactions transactions,
            BusinessClock clock,
            AuditLog audit,
            Signals signals,
            Changes changes) {
        this.freezes = freezes;
        this.transactions = transactions;
        this.clock = clock;
        this.audit = audit;
        this.signals = signals;
        this.changes = changes;
    }

    /** What came of it. */
    public sealed interface Result {
        record Lifted(Freeze freeze) implements Result {}

        record Unknown() implements Result {}

        /** It was lifted before, or its time is over. */
        record NotInForce() implements Result {}
    }

    public Result handle(UUID id, String reason, Requester requester) {
        return transactions.call(() -> {
            Instant now = clock.now();
            Optional<Freeze> found = freezes.lock(id);
            if (found.isEmpty()) {
                return new Result.Unknown();
            }
            Freeze freeze = found.get();
            if (!freeze.inForce(now)) {
                return new Result.NotInForce();
            }
            freezes.lift(id, requester.username(), now);
            AuditEntry entry = AuditEntry.of(Actor.Person.of(requester), "freeze.lifted", "freeze", id)
                    .because(reason)
                    .before("reason", freeze.reason())
                    .before("setBy", freeze.setBy());
            audit.record(freeze.project() == null ? entry : entry.at(freeze.project(), freeze.stage()));
            changes.changed(Changes.Kind.FREEZE, id.toString(), 2);
            signals.raise(PolicySignals.FREEZES);
            return new Result.Lifted(freeze.lifted(requester.username(), now));
        });
    }
}
