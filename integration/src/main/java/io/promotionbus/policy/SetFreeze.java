package io.promotionbus.policy;

import io.promotionbus.audit.Actor;
import io.promotionbus.audit.AuditEntry;
import io.promotionbus.audit.AuditLog;
import io.promotionbus.kargo.ObservedCluster;
import io.promotionbus.platform.BusinessClock;
import io.promotionbus.platform.Changes;
import io.promotionbus.platform.Ids;
import io.promotionbus.platform.Requester;
import io.promotionbus.platform.Signals;
import io.promotionbus.platform.Transactions;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** An operator stops everything, a project or a stage. */
public final class SetFreeze {

    private final FreezeRecords freezes;
    private final ObservedCluster cluster;
    private final Transactions transactions;
    private final BusinessClock clock;
    private final Ids ids;
    private final AuditLog audit;
    private final Signals signals;
    private final Changes changes;

    public SetFreeze(
            FreezeRecords freezes,
            ObservedCluster cluster,
            Transactions transactions,
            BusinessClock clock,
            Ids ids,
            AuditLog audit,
            Signals signals,
            Changes changes) {
        this.freezes = freezes;
        this.cluster = cluster;
        this.transactions = transactions;
        this.clock = clock;
        this.ids = ids;
        this.audit = audit;
        this.signals = signals;
        this.changes = changes;
    }

    /** What is asked for; meanings as in {@link Freeze}. */
    public record Request(
            @Nullable String project,
            @Nullable String stage,
            String reason,
            @Nullable Instant until) {}

    /** What came of it. */
    public sealed interface Result {
        record Set(Freeze freeze) implements Result {}

        /** {@code field} of the request names what the bus does not know, or a time that is over. */
        record Refused(String field) implements Result {}
    }

    public Result handle(Request request, Requester requester) {
        return transactions.call(() -> {
            Instant now = clock.now();
            String wrong = wrongField(request, now);
            if (wrong != null) {
                return new Result.Refused(wrong);
            }
            Freeze freeze = new Freeze(
                    ids.next(),
                    request.project(),
                    request.stage(),
                    request.reason(),
                    request.until() == null ? null : request.until().truncatedTo(ChronoUnit.MICROS),
                    requester.username(),
                    now,
                    null,
                    null);
            freezes.insert(freeze, requester);
            audit.record(entry(freeze, requester));
            changes.changed(Changes.Kind.FREEZE, freeze.id().toString(), 1);
            signals.raise(PolicySignals.FREEZES);
            return new Result.Set(freeze);
        });
    }

    private @Nullable String wrongField(Request request, Instant now) {
        if (request.until() != null && !request.until().isAfter(now)) {
            return "until";
        }
        if (request.project() == null) {
            return request.stage() == null ? null : "project";
        }
        if (!cluster.projects().contains(request.project())) {
            return "project";
        }
        boolean known = request.stage() == null
                || cluster.stage(request.project(), request.stage()).isPresent();
        return known ? null : "stage";
    }

    private static AuditEntry entry(Freeze freeze, Requester requester) {
        AuditEntry entry = AuditEntry.of(Actor.Person.of(requester), "freeze.set", "freeze", freeze.id())
                .because(freeze.reason())
                .after("project", freeze.project())
                .after("stage", freeze.stage())
                .after("until", freeze.until() == null ? null : freeze.until().toString());
        return freeze.project() == null ? entry : entry.at(freeze.project(), freeze.stage());
    }
}
