package io.promotionbus.promotion;

import io.promotionbus.audit.Actor;
import io.promotionbus.audit.AuditEntry;
import io.promotionbus.audit.AuditLog;
import io.promotionbus.platform.BusinessClock;
import io.promotionbus.platform.Ids;
import io.promotionbus.platform.Signals;
import io.promotionbus.platform.Transactions;
import io.promotionbus.promotion.Attempt.Outcome;
import io.promotionbus.promotion.Attempt.Progress;
import io.promotionbus.promotion.Attempts.NewAttempt;
import io.promotionbus.promotion.Attempts.Stored;
import io.promotionbus.promotion.Promotions.Promotion;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Has an ended Promotion tried again because a person says so; it stands on what the first one stood on. */
public final class RetryPromotion {

    private final Transactions transactions;
    private final Situations situations;
    private final StoredLanes lanes;
    private final Attempts attempts;
    private final Promotions promotions;
    private final AuditLog audit;
    private final Signals signals;
    private final BusinessClock clock;
    private final Ids ids;

    public RetryPromotion(
            Transactions transactions,
            Situations situations,
            StoredLanes lanes,
            Attempts attempts,
            Promotions promotions,
            AuditLog audit,
            Signals signals,
            BusinessClock clock,
            Ids ids) {
        this.transactions = transactions;
        this.situations = situations;
        this.lanes = lanes;
        this.attempts = attempts;
        this.promotions = promotions;
        this.audit = audit;
        this.signals = signals;
        this.clock = clock;
        this.ids = ids;
    }

    /** What became of the wish. */
    public sealed interface Answer {
        record Accepted(Promotion promotion) implements Answer {}

        record Unknown() implements Answer {}

        /** It has not ended, or it succeeded, or the bus did not make it. */
        record NothingToRetry() implements Answer {}

        /** What it stood on has changed: somebody must decide again. */
        record Changed() implements Answer {}

        record Quarantined() implements Answer {}
    }

    public Answer retry(UUID id, Actor.Person by, String reason) {
        return transactions.call(() -> {
            Optional<Stored> stored = attempts.byId(id);
            if (stored.isEmpty()) {
                return new Answer.Unknown();
            }
            LaneRef lane = stored.get().lane();
            lanes.lock(lane);
            Optional<Situation> situation = situations.of(lane);
            return situation.isEmpty()
                    ? new Answer.NothingToRetry()
                    : retry(situation.get(), attempts.byId(id).orElseThrow(), by, reason);
        });
    }

    private Answer retry(Situation situation, Stored stored, Actor.Person by, String reason) {
        Attempt attempt = stored.attempt();
        boolean failed = attempt.progress() instanceof Progress.Ended ended
                && ended.outcome() != Outcome.SUCCEEDED
                && ended.outcome() != Outcome.CANCELLED;
        boolean pending = situation.attempts().stream()
                .anyMatch(other -> other.unfinished() && other.freight().equals(attempt.freight()));
        if (!failed || attempt.external() || pending) {
            return new Answer.NothingToRetry();
        }
        if (situation.freight(attempt.freight()).flatMap(situation::quarantine).isPresent()) {
            return new Answer.Quarantined();
        }
        boolean stands = situation.freight(attempt.freight()).isPresent()
                && attempt.base().equals(situation.base());
        return stands ? accept(situation, stored, by, reason) : new Answer.Changed();
    }

    private Answer accept(Situation situation, Stored stored, Actor.Person by, String reason) {
        Attempt attempt = stored.attempt();
        List<String> actors = new ArrayList<>(attempt.actors());
        if (!actors.contains(by.name())) {
            actors.add(by.name());
        }
        UUID id = ids.next();
        attempts.queue(new NewAttempt(
                id,
                stored.lane(),
                situation.stage().uid(),
                attempt.freight(),
                attempt.kind(),
                1,
                attempt.id(),
                attempt.request(),
                by,
                actors,
                reason,
                situation.base(),
                stored.delivery(),
                stored.correlation(),
                clock.now()));
        audit.record(AuditEntry.of(by, "promotion.retried", "promotion", id)
                .at(stored.lane().project(), stored.lane().stage())
                .freight(attempt.freight())
                .delivery(stored.delivery())
                .correlation(stored.correlation())
                .because(reason)
                .after("of", attempt.id().toString()));
        lanes.mark(stored.lane());
        signals.raise(PromotionSignals.LANES);
        return new Answer.Accepted(promotions.byId(id).orElseThrow());
    }
}
