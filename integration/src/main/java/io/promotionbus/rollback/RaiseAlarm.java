package io.promotionbus.rollback;

import io.promotionbus.audit.AuditEntry;
import io.promotionbus.audit.AuditLog;
import io.promotionbus.kargo.Freight;
import io.promotionbus.kargo.KargoWriter;
import io.promotionbus.kargo.StageHealth.Status;
import io.promotionbus.platform.Ids;
import io.promotionbus.platform.Transactions;
import io.promotionbus.promotion.LaneRef;
import io.promotionbus.promotion.Situation;
import io.promotionbus.rollback.WatchState.Alarm;
import io.promotionbus.rollback.WatchState.Stop;
import org.jspecify.annotations.Nullable;

/** Says that a person is needed: in the audit log, by mail, and where {@code kubectl describe stage} shows it. */
public final class RaiseAlarm {

    private final AuditLog audit;
    private final TellRollback tell;
    private final KargoWriter kargo;
    private final Transactions transactions;
    private final Ids ids;

    public RaiseAlarm(AuditLog audit, TellRollback tell, KargoWriter kargo, Transactions transactions, Ids ids) {
        this.audit = audit;
        this.tell = tell;
        this.kargo = kargo;
        this.transactions = transactions;
        this.ids = ids;
    }

    /** Rolling back stops; the caller keeps the stop. */
    Stop stopped(LaneRef lane, Situation situation, StopCause cause, String text) {
        Stop stop = new Stop(ids.next(), cause, situation.now(), text);
        Freight running = running(situation);
        String because = sentence(cause, text);
        audit.record(AuditEntry.of(StartRollback.BUS, "rollback.stopped", "stage", lane.id())
                .at(lane.project(), lane.stage())
                .freight(running == null ? null : running.name())
                .because(because)
                .after("cause", cause.slug()));
        tell.stopped(lane, running, stop, because);
        transactions.afterCommit(() -> kargo.event(lane.project(), lane.stage(), "RollbackStopped", because));
        return stop;
    }

    /** The health itself is in the audit log already ({@code stage.health}). */
    void unclear(LaneRef lane, Situation situation, Alarm alarm) {
        String what = alarm.status() == Status.RevisionMismatch
                ? "What runs is not the revision that was promoted"
                : "Nobody can tell how the stage is doing";
        String because = alarm.text().isBlank() ? what : what + ": " + alarm.text();
        tell.unclear(lane, running(situation), ids.next(), alarm, because);
        transactions.afterCommit(() -> kargo.event(lane.project(), lane.stage(), "HealthUnclear", because));
    }

    private static @Nullable Freight running(Situation situation) {
        return situation.freights().stream().filter(situation::runs).findFirst().orElse(null);
    }

    private static String sentence(StopCause cause, String text) {
        String what = switch (cause) {
            case TOO_MANY_IN_A_ROW -> "What came back is unhealthy as well";
            case NO_TARGET -> "There is no earlier version that was verified here and may be promoted";
            case SHARED_OUTAGE -> "Stages of other applications are unhealthy at the same time";
            case ROLLBACK_FAILED -> "The promotion that was to bring the earlier version back did not succeed";
        };
        return text.isBlank() ? what : what + ": " + text;
    }
}
