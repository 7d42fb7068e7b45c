package io.promotionbus.rollback;

import io.promotionbus.audit.Actor;
import io.promotionbus.audit.AuditEntry;
import io.promotionbus.audit.AuditLog;
import io.promotionbus.kargo.KargoWriter;
import io.promotionbus.kargo.ObservedCluster;
import io.promotionbus.platform.BusinessClock;
import io.promotionbus.platform.Requester;
import io.promotionbus.platform.Transactions;
import io.promotionbus.promotion.LaneRef;
import io.promotionbus.promotion.Lanes;

/**
 * An operator has looked: the bus may roll the stage back by itself again, with its patience beginning anew, and what Kargo
 * holds because somebody went back by hand is let go.
 */
public final class ResumeStage {

    private final ObservedCluster cluster;
    private final KargoWriter kargo;
    private final RollbackRecords records;
    private final Lanes lanes;
    private final Transactions transactions;
    private final AuditLog audit;
    private final BusinessClock clock;

    public ResumeStage(
            ObservedCluster cluster,
            KargoWriter kargo,
            RollbackRecords records,
            Lanes lanes,
            Transactions transactions,
            AuditLog audit,
            BusinessClock clock) {
        this.cluster = cluster;
        this.kargo = kargo;
        this.records = records;
        this.lanes = lanes;
        this.transactions = transactions;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * False when there is no such stage. Resuming what has not stopped is no mistake.
     *
     * @throws KargoWriter.ClusterUnavailable when Kargo's hold cannot be lifted now; then nothing is resumed
     */
    public boolean resume(LaneRef lane, String reason, Requester by) {
        if (cluster.stage(lane.project(), lane.stage()).isEmpty()) {
            return false;
        }
        kargo.liftHolds(lane.project(), lane.stage());
        transactions.run(() -> {
            lanes.lock(lane.project(), lane.stage());
            WatchState before = records.state(lane);
            records.keep(lane, before.resumed(clock.now()));
            records.settle(lane);
            WatchState.Stop stop = before.stop();
            audit.record(AuditEntry.of(Actor.Person.of(by), "stage.resumed", "stage", lane.id())
                    .at(lane.project(), lane.stage())
                    .because(reason)
                    .before("stopped", stop == null ? null : stop.cause().slug()));
            lanes.evaluateSoon(lane.project(), lane.stage());
        });
        return true;
    }
}
