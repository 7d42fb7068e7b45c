package io.promotionbus.intake;

import io.promotionbus.audit.Actor;
import io.promotionbus.audit.AuditEntry;
import io.promotionbus.audit.AuditLog;
import io.promotionbus.platform.Changes;
import io.promotionbus.platform.Requester;
import io.promotionbus.platform.Signals;
import io.promotionbus.platform.Transactions;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Has failed deliveries processed again, from the first attempt, because a person asked for it. */
public final class RedriveDelivery {

    private static final int BATCH = 200;

    private final DeliveryRecords records;
    private final AuditLog audit;
    private final Transactions transactions;
    private final Signals signals;
    private final Clock clock;
    private final Changes changes;

    public RedriveDelivery(
            DeliveryRecords records,
            AuditLog audit,
            Transactions transactions,
            Signals signals,
            Clock clock,
            Changes changes) {
        this.records = records;
        this.audit = audit;
        this.transactions = transactions;
        this.signals = signals;
        this.clock = clock;
        this.changes = changes;
    }

    /** One delivery. One that is waiting for its first attempt or under way is left alone. */
    public Result one(UUID id, String reason, Requester requester) {
        return transactions.call(() -> {
            Inbox.Known known = records.lock(id).orElse(null);
            if (known == null) {
                return Result.UNKNOWN;
            }
            return switch (known.status()) {
                case DONE -> Result.ALREADY_DONE;
                case NEW, RUNNING -> Result.DUE;
                case RETRY, DEAD -> {
                    if (!known.hasBody()) {
                        yield Result.BODY_GONE;
                    }
                    revive(known, reason, requester);
                    yield Result.DUE;
                }
            };
        });
    }

    /** All failed ones that match, in transactions of {@value #BATCH}; says how many. */
    public int all(DeliveryFilter filter, String reason, Requester requester) {
        int count = 0;
        UUID after = null;
        List<Inbox.Known> batch;
        do {
            UUID from = after;
            batch = transactions.call(() -> {
                List<Inbox.Known> failed = records.lockFailed(filter, from, BATCH);
                failed.forEach(known -> revive(known, reason, requester));
                return failed;
            });
            count += batch.size();
            after = last(batch);
        } while (batch.size() == BATCH);
        return count;
    }

    private static @Nullable UUID last(List<Inbox.Known> batch) {
        return batch.isEmpty() ? null : batch.getLast().id();
    }

    private void revive(Inbox.Known known, String reason, Requester requester) {
        records.revive(known.id(), clock.instant());
        audit.record(AuditEntry.of(Actor.Person.of(requester), "delivery.redriven", "delivery", known.id())
                .delivery(known.id())
                .correlation(known.correlation())
                .because(reason)
                .before("status", known.status().slug())
                .after("status", Inbox.Status.NEW.slug()));
        changes.changed(Changes.Kind.DELIVERY, known.id().toString(), clock.millis());
        signals.raise(IntakeSignals.DELIVERIES);
    }

    /** How a redrive ended. */
    public enum Result {
        DUE,
        UNKNOWN,
        ALREADY_DONE,
        BODY_GONE
    }
}
