package io.promotionbus.promotion;

import io.promotionbus.audit.Actor;
import io.promotionbus.kargo.Freight;
import io.promotionbus.platform.BusinessClock;
import io.promotionbus.platform.Ids;
import io.promotionbus.platform.Signals;
import io.promotionbus.platform.Transactions;
import io.promotionbus.policy.Policies.StageRule;
import io.promotionbus.policy.StagePolicy.PromotionMode;
import io.promotionbus.promotion.Attempts.NewAttempt;
import io.promotionbus.promotion.Causes.Cause;
import io.promotionbus.promotion.Promotions.Kind;
import io.promotionbus.promotion.Promotions.Promotion;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Takes an order for a Promotion that the bus would not start by itself. It takes its turn in the lane: never beside a
 * running Promotion.
 */
public final class OrderPromotion {

    private final Transactions transactions;
    private final Situations situations;
    private final StoredLanes lanes;
    private final Attempts attempts;
    private final Promotions promotions;
    private final Causes causes;
    private final Signals signals;
    private final BusinessClock clock;
    private final Ids ids;

    public OrderPromotion(
            Transactions transactions,
            Situations situations,
            StoredLanes lanes,
            Attempts attempts,
            Promotions promotions,
            Causes causes,
            Signals signals,
            BusinessClock clock,
            Ids ids) {
        this.transactions = transactions;
        this.situations = situations;
        this.lanes = lanes;
        this.attempts = attempts;
        this.promotions = promotions;
        this.causes = causes;
        this.signals = signals;
        this.clock = clock;
        this.ids = ids;
    }

    /**
     * An order.
     *
     * @param kind {@code MANUAL}, {@code ROLLBACK} or {@code BREAK_GLASS}
     * @param actors user names, for display
     */
    public record Order(LaneRef lane, String freight, Kind kind, Actor actor, List<String> actors, String reason) {}

    /** What became of the order. */
    public sealed interface Answer {
        record Accepted(Promotion promotion) implements Answer {}

        /** Stage or Freight is not known. */
        record Unknown(String what) implements Answer {}

        /** The stage asks for a decision. */
        record NeedsApproval() implements Answer {}

        record Quarantined(UUID quarantine) implements Answer {}

        /** Kargo would refuse it. */
        record NotAvailable() implements Answer {}

        /** Nobody manages the stage, its policy only observes, or its policy is not understood. */
        record NotManaged() implements Answer {}

        /** The same order waits already, or a Promotion of this Freight is under way. */
        record AlreadyUnderWay(UUID attempt) implements Answer {}
    }

    public Answer place(Order order) {
        return transactions.call(() -> {
            lanes.lock(order.lane());
            Optional<Situation> situation = situations.of(order.lane());
            if (situation.isEmpty()) {
                return new Answer.Unknown("stage");
            }
            Optional<Freight> freight = situation.get().freight(order.freight());
            return freight.isEmpty()
                    ? new Answer.Unknown("freight")
                    : refusal(situation.get(), freight.get(), order.kind())
                            .orElseGet(() -> accept(situation.get(), order));
        });
    }

    private static Optional<Answer> refusal(Situation situation, Freight freight, Kind kind) {
        boolean forced = kind == Kind.BREAK_GLASS || kind == Kind.ROLLBACK;
        if (situation.rule() instanceof StageRule.Unmanaged || (!forced && !understood(situation))) {
            return Optional.of(new Answer.NotManaged());
        }
        if (!forced && situation.gated()) {
            return Optional.of(new Answer.NeedsApproval());
        }
        Optional<Quarantine.Entry> quarantine = situation.quarantine(freight);
        if (quarantine.isPresent()) {
            return Optional.of(new Answer.Quarantined(quarantine.get().id()));
        }
        // A rollback returns to what was allowed there before, whatever has become of the way it came.
        if (kind != Kind.ROLLBACK && !SharedLanes.Asking.available(situation, freight)) {
            return Optional.of(new Answer.NotAvailable());
        }
        return situation
                .underWay(freight)
                .or(() -> situation.queued(freight))
                .map(attempt -> new Answer.AlreadyUnderWay(attempt.id()));
    }

    private static boolean understood(Situation situation) {
        return situation.gated() || situation.promotes(PromotionMode.Automatic);
    }

    private Answer accept(Situation situation, Order order) {
        UUID id = ids.next();
        Cause cause =
                causes.of(order.lane().project(), order.freight()).orElseGet(() -> new Cause(null, id.toString()));
        attempts.queue(new NewAttempt(
                id,
                order.lane(),
                situation.stage().uid(),
                order.freight(),
                order.kind(),
                1,
                null,
                null,
                order.actor(),
                order.actors(),
                order.reason(),
                situation.base(),
                cause.delivery(),
                cause.correlation(),
                clock.now()));
        lanes.mark(order.lane());
        signals.raise(PromotionSignals.LANES);
        return new Answer.Accepted(promotions.byId(id).orElseThrow());
    }
}
