package io.promotionbus.promotion;

import io.promotionbus.kargo.KargoPromotion;
import io.promotionbus.kargo.KargoWriter;
import io.promotionbus.kargo.KargoWriter.ClusterRefused;
import io.promotionbus.kargo.KargoWriter.ClusterUnavailable;
import io.promotionbus.kargo.KargoWriter.PromoteResult;
import io.promotionbus.platform.BusinessClock;
import io.promotionbus.platform.Ids;
import io.promotionbus.platform.Signals;
import io.promotionbus.platform.Transactions;
import io.promotionbus.promotion.Attempt.Outcome;
import io.promotionbus.promotion.Attempts.Claimed;
import io.promotionbus.promotion.Attempts.Lease;
import io.promotionbus.promotion.Promotions.Kind;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Creates the Kargo Promotion of an attempt. The call is made outside any transaction; whether it got through is never
 * guessed: before every further try Kargo is asked for Promotions that carry the attempt's label.
 */
public final class CreatePromotion {

    private static final Logger LOG = LoggerFactory.getLogger(CreatePromotion.class);
    private static final Duration FIRST_BACKOFF = Duration.ofMillis(500);
    private static final int LONGEST_BACKOFF_DOUBLINGS = 7;

    private final Transactions transactions;
    private final Attempts attempts;
    private final StoredLanes lanes;
    private final KargoWriter kargo;
    private final SeePromotion see;
    private final EndAttempt end;
    private final Signals signals;
    private final BusinessClock business;
    private final Clock wall;
    private final Ids ids;
    private final String replica;
    private final Duration lease;

    public CreatePromotion(
            Transactions transactions,
            Attempts attempts,
            StoredLanes lanes,
            KargoWriter kargo,
            SeePromotion see,
            EndAttempt end,
            Signals signals,
            BusinessClock business,
            Clock wall,
            Ids ids,
            String replica,
            Duration lease) {
        this.transactions = transactions;
        this.attempts = attempts;
        this.lanes = lanes;
        this.kargo = kargo;
        this.see = see;
        this.end = end;
        this.signals = signals;
        this.business = business;
        this.wall = wall;
        this.ids = ids;
        this.replica = replica;
        this.lease = lease;
    }

    /** Creates what is left over: after a crash, a lost hand-over or a backoff. */
    public void due() {
        for (Optional<Claimed> next = claim(); next.isPresent(); next = claim()) {
            create(next.get());
        }
    }

    private Optional<Claimed> claim() {
        Instant now = wall.instant();
        return transactions.call(() -> attempts.claim(new Lease(replica, now, now.plus(lease))));
    }

    public void create(Claimed claimed) {
        try {
            if (claimed.tries() > 1 && takeOver(claimed)) {
                return;
            }
            if (!attempts.holds(claimed, wall.instant())) {
                LOG.info("Attempt {} belongs to somebody else by now", claimed.id());
                return;
            }
            promote(claimed).ifPresent(result -> conclude(claimed, result));
        } catch (ClusterUnavailable | ClusterRefused away) {
            postpone(claimed, away);
        }
    }

    /** True when an earlier try got through after all. */
    private boolean takeOver(Claimed claimed) {
        List<KargoPromotion> found =
                kargo.findByAttempt(claimed.lane().project(), claimed.id().toString());
        found.forEach(this::seen);
        return !found.isEmpty();
    }

    /** Empty when somebody else has the claim by now. */
    private Optional<PromoteResult> promote(Claimed claimed) {
        PromoteResult result = post(claimed);
        if (claimed.kind() != Kind.ROLLBACK || !(result instanceof PromoteResult.Invalid invalid)) {
            return Optional.of(result);
        }
        // What was allowed here before may return although it is not verified or soaked upstream any more.
        LOG.info(
                "Kargo does not let {} return to {}: {}",
                claimed.freight(),
                claimed.lane().id(),
                invalid.message());
        try {
            kargo.approveFor(
                    claimed.lane().project(), claimed.freight(), claimed.lane().stage());
        } catch (ClusterRefused refused) {
            return Optional.of(new PromoteResult.Invalid(invalid.message() + "; " + refused.getMessage()));
        }
        return attempts.holds(claimed, wall.instant()) ? Optional.of(post(claimed)) : Optional.empty();
    }

    private PromoteResult post(Claimed claimed) {
        return kargo.promote(
                claimed.lane().project(),
                claimed.lane().stage(),
                claimed.freight(),
                claimed.id().toString(),
                claimed.kind() == Kind.ROLLBACK);
    }

    private void conclude(Claimed claimed, PromoteResult result) {
        switch (result) {
            case PromoteResult.Created created -> seen(created.promotion());
            case PromoteResult.Denied denied -> refused(claimed, Outcome.DENIED, denied.message());
            case PromoteResult.Invalid invalid -> refused(claimed, Outcome.REFUSED, invalid.message());
        }
    }

    private void seen(KargoPromotion promotion) {
        transactions.run(() -> {
            see.promotion(promotion);
            signals.raise(PromotionSignals.LANES);
        });
    }

    private void refused(Claimed claimed, Outcome outcome, String message) {
        transactions.run(() -> {
            if (attempts.refused(claimed, outcome, business.now(), message)) {
                attempts.byId(claimed.id()).ifPresent(stored -> end.refused(stored, outcome, message));
                laneChanged(claimed);
            }
        });
    }

    private void postpone(Claimed claimed, RuntimeException away) {
        Instant next = wall.instant().plus(backoff(claimed.tries(), ids.jitter()));
        LOG.warn("Kargo did not take attempt {} (try {}): {}", claimed.id(), claimed.tries(), away.getMessage());
        transactions.run(() -> {
            if (attempts.postpone(claimed, next, String.valueOf(away.getMessage()))) {
                laneChanged(claimed);
            }
        });
    }

    private static Duration backoff(int tries, double jitter) {
        Duration backoff = FIRST_BACKOFF.multipliedBy(1L << Math.min(tries - 1, LONGEST_BACKOFF_DOUBLINGS));
        return backoff.plusMillis((long) (jitter * backoff.toMillis() / 2));
    }

    static Duration longestBackoff() {
        return backoff(Integer.MAX_VALUE, 1);
    }

    private void laneChanged(Claimed claimed) {
        lanes.mark(claimed.lane());
        signals.raise(PromotionSignals.LANES);
    }
}
