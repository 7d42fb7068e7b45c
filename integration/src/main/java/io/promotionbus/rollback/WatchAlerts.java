package io.promotionbus.rollback;

import io.promotionbus.kargo.StageHealth.Status;
import io.promotionbus.promotion.LaneRef;
import io.promotionbus.promotion.Reason;
import io.promotionbus.promotion.StageAlerts;
import java.util.ArrayList;
import java.util.List;

/** What the health watch has to say about a stage, for its board and for whoever asks why. */
public final class WatchAlerts implements StageAlerts {

    private final RollbackRecords records;

    public WatchAlerts(RollbackRecords records) {
        this.records = records;
    }

    @Override
    public List<Reason> of(LaneRef lane) {
        WatchState state = records.state(lane);
        List<Reason> alerts = new ArrayList<>();
        WatchState.Stop stop = state.stop();
        if (stop != null) {
            alerts.add(Reason.of(Reason.Slug.LOOP_BROKEN)
                    .with("cause", stop.cause().slug())
                    .with("message", stop.text())
                    .since(stop.since()));
        }
        WatchState.Alarm alarm = state.alarm();
        if (alarm != null) {
            alerts.add(Reason.of(
                            alarm.status() == Status.RevisionMismatch
                                    ? Reason.Slug.REVISION_MISMATCH
                                    : Reason.Slug.HEALTH_UNKNOWN)
                    .with("message", alarm.text())
                    .since(alarm.since()));
        }
        return List.copyOf(alerts);
    }
}
