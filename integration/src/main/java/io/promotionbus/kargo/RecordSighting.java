package io.promotionbus.kargo;

import io.promotionbus.kargo.ObservedObjects.Removed;
import io.promotionbus.kargo.ObservedObjects.Stored;
import io.promotionbus.platform.Changes;
import io.promotionbus.platform.Signal;
import io.promotionbus.platform.Signals;
import io.promotionbus.platform.Transactions;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/**
 * Stores one sighting and, in the same transaction, lets every listener react and the audit log know. The object's row is
 * locked meanwhile, so that of two replicas that saw the same change exactly one finds it new.
 */
public final class RecordSighting {

    private final Transactions transactions;
    private final ObservedObjects objects;
    private final AssessHealth assessHealth;
    private final ObservationAudit audit;
    private final Iterable<ObservationListener> listeners;
    private final Signals signals;
    private final Changes changes;
    private final Clock wall;

    public RecordSighting(
            Transactions transactions,
            ObservedObjects objects,
            AssessHealth assessHealth,
            ObservationAudit audit,
            Iterable<ObservationListener> listeners,
            Signals signals,
            Changes changes,
            Clock wall) {
        this.transactions = transactions;
        this.objects = objects;
        this.assessHealth = assessHealth;
        this.audit = audit;
        this.listeners = listeners;
        this.signals = signals;
        this.changes = changes;
        this.wall = wall;
    }

    /** Idempotent: what is known already changes nothing. */
    public void handle(Sighting sighting) {
        transactions.run(() -> {
            switch (sighting) {
                case Sighting.Seen seen -> seen(seen);
                case Sighting.Gone gone -> objects.remove(gone, wall.instant()).ifPresent(was -> gone(gone, was));
            }
        });
    }

    private void seen(Sighting.Seen seen) {
        if (!(objects.store(seen, wall.instant()) instanceof Stored.Changed changed)) {
            return;
        }
        audit.changed(seen, changed.before());
        listeners.forEach(listener -> tell(listener, changed.before(), seen.object()));
        String stage = seen.ref().kind() == Kind.Stage ? seen.ref().name() : seen.stage();
        boardChanged(seen.project(), stage, seen.version());
        reassess(seen.ref().kind(), seen.project(), stage);
        if (changed.before() instanceof Application was && !was.stage().equals(seen.stage())) {
            reassess(Kind.Application, was.project(), was.stage());
        }
        signals.raise(signal(seen.ref().kind()));
    }

    private void gone(Sighting.Gone gone, Removed was) {
        Kind kind = gone.ref().kind();
        listeners.forEach(listener ->
                listener.deleted(kind.name(), was.project(), gone.ref().name()));
        String stage = kind == Kind.Stage ? gone.ref().name() : was.stage();
        boardChanged(was.project(), stage, wall.millis());
        reassess(kind, was.project(), stage);
        if (kind == Kind.Project) {
            objects.ofProject(gone.ref().name())
                    .forEach(known -> handle(new Sighting.Gone(known.ref(), known.uid(), false)));
        }
        signals.raise(signal(kind));
    }

    private void boardChanged(String project, @Nullable String stage, long version) {
        if (stage != null) {
            changes.changed(Changes.Kind.BOARD, project + "/" + stage, version);
        }
    }

    private void reassess(Kind kind, String project, @Nullable String stage) {
        if (stage != null && (kind == Kind.Stage || kind == Kind.Application)) {
            assessHealth.handle(project, stage);
        }
    }

    private static void tell(ObservationListener listener, @Nullable Object before, Object now) {
        switch (now) {
            case Stage stage -> listener.stageChanged((Stage) before, stage);
            case Freight freight -> listener.freightChanged((Freight) before, freight);
            case KargoPromotion promotion -> listener.promotionChanged((KargoPromotion) before, promotion);
            case Application application -> listener.applicationChanged((Application) before, application);
            case Warehouse warehouse -> listener.warehouseChanged((Warehouse) before, warehouse);
            case PolicyObject policy -> listener.policyChanged((PolicyObject) before, policy);
            default -> {
                // A Project: what it holds is told one by one.
            }
        }
    }

    private static Signal signal(Kind kind) {
        return kind == Kind.Warehouse ? KargoSignals.WAREHOUSES : KargoSignals.OBSERVED;
    }
}
