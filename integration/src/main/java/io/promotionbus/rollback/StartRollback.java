package io.promotionbus.rollback;

import io.promotionbus.audit.Actor;
import io.promotionbus.audit.AuditEntry;
import io.promotionbus.audit.AuditLog;
import io.promotionbus.kargo.Freight;
import io.promotionbus.kargo.Image;
import io.promotionbus.kargo.KargoWriter;
import io.promotionbus.platform.Ids;
import io.promotionbus.platform.Requester;
import io.promotionbus.platform.Transactions;
import io.promotionbus.policy.StagePolicy;
import io.promotionbus.promotion.LaneRef;
import io.promotionbus.promotion.Lanes;
import io.promotionbus.promotion.OrderPromotion;
import io.promotionbus.promotion.OrderPromotion.Answer;
import io.promotionbus.promotion.OrderPromotion.Order;
import io.promotionbus.promotion.Promotions.Kind;
import io.promotionbus.promotion.Situation;
import io.promotionbus.rollback.QuarantinedDigests.Person;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Decides a rollback: orders its Promotion, which takes the first turn in the lane, quarantines what leaves, and says so. All
 * of it in the caller's transaction, under the lane's lock.
 */
public final class StartRollback {

    static final Actor BUS = new Actor.System("rollback");
    static final String BUS_NAME = "promotion-bus";

    private final OrderPromotion orders;
    private final RollbackRecords records;
    private final QuarantinedDigests quarantine;
    private final Lanes lanes;
    private final Transactions transactions;
    private final AuditLog audit;
    private final TellRollback tell;
    private final KargoWriter kargo;
    private final Ids ids;

    public StartRollback(
            OrderPromotion orders,
            RollbackRecords records,
            QuarantinedDigests quarantine,
            Lanes lanes,
            Transactions transactions,
            AuditLog audit,
            TellRollback tell,
            KargoWriter kargo,
            Ids ids) {
        this.orders = orders;
        this.records = records;
        this.quarantine = quarantine;
        this.lanes = lanes;
        this.transactions = transactions;
        this.audit = audit;
        this.tell = tell;
        this.kargo = kargo;
        this.ids = ids;
    }

    /** How many rollbacks directly upon each other one after this change would make. */
    int inARow(LaneRef lane, Change change) {
        return change.attempt().kind() == Kind.ROLLBACK
                ? records.newest(lane).map(Rollback::inARow).orElse(0) + 1
                : 1;
    }

    /** The bus's own rollback. */
    Answer automatic(LaneRef lane, Situation situation, Change change, Freight target, Trigger.Verdict.Fires fires) {
        String reason = sentence(fires);
        return start(new Plan(lane, situation, change, target, fires.cause(), reason, fires.message(), null));
    }

    /** A person's rollback; {@code reason} is the person's. */
    Answer byHand(
            LaneRef lane, Situation situation, Change change, Freight target, String reason, Requester requester) {
        return start(new Plan(lane, situation, change, target, Cause.MANUAL, reason, "", requester));
    }

    private record Plan(
            LaneRef lane,
            Situation situation,
            Change change,
            Freight target,
            Cause cause,
            String reason,
            String detail,
            @Nullable Requester by) {

        Actor actor() {
            return by == null ? BUS : Actor.Person.of(by);
        }

        String name() {
            return by == null ? BUS_NAME : by.username();
        }
    }

    private static String sentence(Trigger.Verdict.Fires fires) {
        String what = fires.cause() == Cause.UNHEALTHY
                ? "The stage turned unhealthy after the promotion"
                : "The rollout did not come to an end, or what was rolled out crashed";
        return fires.message().isBlank() ? what : what + ": " + fires.message();
    }

    private Answer start(Plan plan) {
        List<String> actors = plan.by == null ? List.of() : List.of(plan.name());
        Answer answer = orders.place(
                new Order(plan.lane, plan.target.name(), Kind.ROLLBACK, plan.actor(), actors, plan.reason));
        if (answer instanceof Answer.Accepted accepted) {
            Rollback rollback = rollback(plan, accepted.promotion().id());
            records.add(rollback);
            audit.record(AuditEntry.of(plan.actor(), "rollback.started", "rollback", rollback.id())
                    .at(plan.lane.project(), plan.lane.stage())
                    .freight(rollback.bad())
                    .because(plan.reason)
                    .before("freight", rollback.bad())
                    .after("freight", rollback.target())
                    .after("cause", rollback.cause().slug())
                    .after("promotion", rollback.attempt().toString()));
            quarantine(plan, rollback.id());
            tell.rolledBack(plan.lane, plan.situation, plan.change.freight(), plan.target, rollback, plan.detail);
            transactions.afterCommit(() ->
                    kargo.event(plan.lane.project(), plan.lane.stage(), "RolledBack", "Back to " + plan.target.name()));
        }
        return answer;
    }

    private Rollback rollback(Plan plan, UUID attempt) {
        return new Rollback(
                ids.next(),
                plan.lane,
                plan.change.attempt().id(),
                attempt,
                plan.change.freight().name(),
                plan.target.name(),
                plan.cause,
                inARow(plan.lane, plan.change),
                plan.reason,
                plan.situation.now());
    }

    /** In the order of the digests, so that two rollbacks of the same Freight never wait for each other. */
    private void quarantine(Plan plan, UUID group) {
        boolean wanted = plan.situation
                .policy()
                .map(StagePolicy::rollback)
                .map(StagePolicy.Rollback::quarantine)
                .orElse(StagePolicy.Rollback.OFF.quarantine());
        if (!wanted) {
            return;
        }
        Requester by = plan.by;
        Person person = by == null ? null : new Person(by.issuer(), by.subject());
        for (Image image : Targets.difference(plan.change.freight(), plan.target)) {
            QuarantinedDigest digest = new QuarantinedDigest(
                    ids.next(),
                    image.digest(),
                    image.repoUrl(),
                    plan.reason,
                    group,
                    plan.name(),
                    plan.situation.now(),
                    null,
                    null,
                    plan.lane.project(),
                    plan.lane.stage());
            if (quarantine.add(digest, person)) {
                audit.record(AuditEntry.of(plan.actor(), "quarantine.set", "quarantine", digest.id())
                        .at(plan.lane.project(), plan.lane.stage())
                        .freight(plan.change.freight().name())
                        .because(plan.reason)
                        .after("digest", digest.digest())
                        .after("repository", digest.repository())
                        .after("group", group.toString()));
            }
        }
        lanes.evaluateAllSoon();
    }
}
