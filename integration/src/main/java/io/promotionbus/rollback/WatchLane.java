package io.promotionbus.rollback;

import io.promotionbus.kargo.Freight;
import io.promotionbus.kargo.ObservedCluster;
import io.promotionbus.kargo.StageHealth;
import io.promotionbus.kargo.StageHealth.Status;
import io.promotionbus.kargo.StageHealths;
import io.promotionbus.policy.StagePolicy;
import io.promotionbus.promotion.LaneRef;
import io.promotionbus.promotion.LaneWatch;
import io.promotionbus.promotion.OrderPromotion.Answer;
import io.promotionbus.promotion.Situation;
import io.promotionbus.rollback.Trigger.Verdict;
import io.promotionbus.rollback.WatchState.Alarm;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The health watch: looks at every lane before it is decided, and rolls its stage back when the policy says so. Everything it
 * does commits with the evaluation, so that a bus that dies in the middle has either done nothing or ordered exactly one
 * Promotion, which the lane then sees through.
 */
public final class WatchLane implements LaneWatch {

    private final RollbackRecords records;
    private final ObservedCluster cluster;
    private final StageHealths healths;
    private final StartRollback start;
    private final RaiseAlarm alarm;

    public WatchLane(
            RollbackRecords records,
            ObservedCluster cluster,
            StageHealths healths,
            StartRollback start,
            RaiseAlarm alarm) {
        this.records = records;
        this.cluster = cluster;
        this.healths = healths;
        this.start = start;
        this.alarm = alarm;
    }

    @Override
    public Seen look(LaneRef lane, Situation situation) {
        StagePolicy.Rollback rule =
                situation.policy().map(StagePolicy::rollback).orElse(null);
        // Where nothing has arrived there is nothing to be well or ill: Argo CD calls it Missing.
        if (rule == null || !rule.enabled() || situation.stage().current().isEmpty()) {
            return unwatched(lane, situation);
        }
        StageHealth health = situation.health().get(lane.stage());
        WatchState before = records.state(lane);
        WatchState watching = before.unwellSince(unwellSince(before, health));
        Optional<Change> change = Change.last(situation);
        Progress progress = Progress.of(situation, change.flatMap(this::rollbackAfter));
        Verdict verdict = Trigger.of(new Trigger.Watched(
                situation.now(),
                rule,
                health,
                change.map(Change::at).orElse(null),
                watching.unwellSince(),
                before.resumedAt(),
                progress == Progress.UNDER_WAY));
        return act(new Case(lane, situation, rule, change, progress, before, watching), verdict);
    }

    /** Nobody watches it, or not any more; what has stopped stays stopped, should the policy be switched on again. */
    private Seen unwatched(LaneRef lane, Situation situation) {
        WatchState state = situation.alerts().isEmpty() ? WatchState.NEW : records.state(lane);
        if (state.alarm() == null) {
            return Seen.NOTHING;
        }
        records.keep(lane, state.alarm(null));
        return new Seen(true, Optional.empty());
    }

    private record Case(
            LaneRef lane,
            Situation situation,
            StagePolicy.Rollback rule,
            Optional<Change> change,
            Progress progress,
            WatchState before,
            WatchState watching) {}

    private Seen act(Case found, Verdict verdict) {
        return switch (verdict) {
            case Verdict.Quiet quiet -> kept(found, found.watching.alarm(null), Optional.empty());
            case Verdict.Waiting waiting -> kept(found, found.watching.alarm(null), Optional.of(waiting.edge()));
            case Verdict.Alarm raised -> alarmed(found, raised);
            case Verdict.Fires fires ->
                found.watching.stop() == null
                        ? fire(found, fires)
                        : kept(found, found.watching.alarm(null), Optional.empty());
        };
    }

    private Seen kept(Case found, WatchState now, Optional<Instant> edge) {
        if (now.equals(found.before)) {
            return new Seen(false, edge);
        }
        records.keep(found.lane, now);
        boolean shows =
                !Objects.equals(now.alarm(), found.before.alarm()) || !Objects.equals(now.stop(), found.before.stop());
        return new Seen(shows, edge);
    }

    private Seen alarmed(Case found, Verdict.Alarm raised) {
        Alarm known = found.watching.alarm();
        if (known != null && known.status() == raised.status() && known.since().equals(raised.since())) {
            return kept(found, found.watching, Optional.empty());
        }
        Alarm now = new Alarm(raised.status(), raised.since(), raised.message());
        alarm.unclear(found.lane, found.situation, now);
        return kept(found, found.watching.alarm(now), Optional.empty());
    }

    private Seen fire(Case found, Verdict.Fires fires) {
        Change change = found.change.orElseThrow();
        if (found.progress == Progress.FAILED) {
            return stop(found, StopCause.ROLLBACK_FAILED, fires.message());
        }
        int inARow = start.inARow(found.lane, change);
        if (inARow > found.rule.maxInARow()) {
            return stop(found, StopCause.TOO_MANY_IN_A_ROW, fires.message());
        }
        List<String> others = SharedOutage.others(
                found.situation.stage(),
                fires.since(),
                found.situation.now(),
                found.rule.progressingFor(),
                cluster.stages(),
                healths.all(),
                records.startedSince(found.situation.now().minus(SharedOutage.AT_ONCE)));
        if (!others.isEmpty()) {
            return stop(found, StopCause.SHARED_OUTAGE, String.join(", ", others));
        }
        Optional<Freight> target = Targets.newest(found.situation, change.freight(), records.spoiled(found.lane));
        if (target.isEmpty()) {
            return stop(found, StopCause.NO_TARGET, fires.message());
        }
        return switch (start.automatic(found.lane, found.situation, change, target.get(), fires)) {
            case Answer.Accepted accepted -> started(found);
            case Answer.AlreadyUnderWay busy -> kept(found, found.watching.alarm(null), Optional.empty());
            case Answer.NeedsApproval gated -> stop(found, StopCause.NO_TARGET, fires.message());
            case Answer.NotAvailable absent -> stop(found, StopCause.NO_TARGET, fires.message());
            case Answer.NotManaged unmanaged -> stop(found, StopCause.NO_TARGET, fires.message());
            case Answer.Quarantined quarantined -> stop(found, StopCause.NO_TARGET, fires.message());
            case Answer.Unknown unknown -> stop(found, StopCause.NO_TARGET, fires.message());
        };
    }

    private Seen started(Case found) {
        kept(found, found.watching.alarm(null), Optional.empty());
        return new Seen(true, Optional.empty());
    }

    private Seen stop(Case found, StopCause cause, String text) {
        WatchState.Stop stop = alarm.stopped(found.lane, found.situation, cause, text);
        return kept(found, found.watching.alarm(null).stopped(stop), Optional.empty());
    }

    private Optional<Rollback> rollbackAfter(Change change) {
        return records.after(change.attempt().id());
    }

    /** Not knowing in between is no recovery. */
    private static @Nullable Instant unwellSince(WatchState before, @Nullable StageHealth health) {
        if (health == null || health.status() == Status.Unknown) {
            return before.unwellSince();
        }
        return switch (health.status()) {
            case Unhealthy, Progressing -> before.unwellSince() == null ? health.since() : before.unwellSince();
            case Healthy, RevisionMismatch, Unknown -> null;
        };
    }

    @Override
    public void gone(LaneRef lane) {
        records.forget(lane);
    }
}
