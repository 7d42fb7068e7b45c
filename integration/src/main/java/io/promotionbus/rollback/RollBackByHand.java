package io.promotionbus.rollback;

import io.promotionbus.kargo.Freight;
import io.promotionbus.platform.Requester;
import io.promotionbus.platform.Transactions;
import io.promotionbus.promotion.Attempt;
import io.promotionbus.promotion.LaneRef;
import io.promotionbus.promotion.Lanes;
import io.promotionbus.promotion.OrderPromotion.Answer;
import io.promotionbus.promotion.Promotions.Promotion;
import io.promotionbus.promotion.Situation;
import io.promotionbus.promotion.Situations;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An operator takes a stage back, with what an automatic rollback guarantees: only to what was verified there, quarantined
 * what leaves, exactly one Promotion. It works whatever the policy says about rolling back by itself, and while that has
 * stopped.
 */
public final class RollBackByHand {

    private final Transactions transactions;
    private final Lanes lanes;
    private final Situations situations;
    private final RollbackRecords records;
    private final StartRollback start;

    public RollBackByHand(
            Transactions transactions,
            Lanes lanes,
            Situations situations,
            RollbackRecords records,
            StartRollback start) {
        this.transactions = transactions;
        this.lanes = lanes;
        this.situations = situations;
        this.records = records;
        this.start = start;
    }

    /** What came of it. */
    public sealed interface Result {
        record Accepted(Promotion promotion) implements Result {}

        /** Stage or Freight is not known. */
        record Unknown(String what) implements Result {}

        /** There is nothing to go back to, or it may not be what was asked for. */
        record NoTarget() implements Result {}

        /** A Promotion runs: what it leads to must be seen first. */
        record UnderWay(UUID attempt) implements Result {}

        /** No policy names the stage. */
        record NotManaged() implements Result {}
    }

    /** {@code to}: Freight name; the newest possible one when absent. */
    public Result roll(LaneRef lane, @Nullable String to, String reason, Requester by) {
        return transactions.call(() -> {
            lanes.lock(lane.project(), lane.stage());
            Optional<Situation> situation = situations.of(lane);
            return situation.isEmpty() ? new Result.Unknown("stage") : roll(lane, situation.get(), to, reason, by);
        });
    }

    private Result roll(LaneRef lane, Situation situation, @Nullable String to, String reason, Requester by) {
        if (to != null && situation.freight(to).isEmpty()) {
            return new Result.Unknown("freight");
        }
        Optional<Attempt> running =
                situation.attempts().stream().filter(Attempt::underWay).findFirst();
        if (running.isPresent()) {
            return new Result.UnderWay(running.get().id());
        }
        Optional<Change> change = Change.last(situation);
        if (change.isEmpty()) {
            return new Result.NoTarget();
        }
        Map<String, java.time.Instant> spoiled = records.spoiled(lane);
        Freight bad = change.get().freight();
        Optional<Freight> target = to == null
                ? Targets.newest(situation, bad, spoiled)
                : Targets.of(situation, bad, spoiled).stream()
                        .filter(freight -> freight.name().equals(to))
                        .findFirst();
        return target.isEmpty()
                ? new Result.NoTarget()
                : result(start.byHand(lane, situation, change.get(), target.get(), reason, by));
    }

    private static Result result(Answer answer) {
        return switch (answer) {
            case Answer.Accepted accepted -> new Result.Accepted(accepted.promotion());
            case Answer.Unknown unknown -> new Result.Unknown(unknown.what());
            case Answer.AlreadyUnderWay busy -> new Result.UnderWay(busy.attempt());
            case Answer.NotManaged unmanaged -> new Result.NotManaged();
            case Answer.NeedsApproval gated -> new Result.NoTarget();
            case Answer.Quarantined quarantined -> new Result.NoTarget();
            case Answer.NotAvailable absent -> new Result.NoTarget();
        };
    }
}
