package io.promotionbus.promotion;

import io.promotionbus.platform.BusinessClock;
import io.promotionbus.platform.DueWork;
import io.promotionbus.platform.Transactions;
import io.promotionbus.promotion.Attempts.Lease;
import io.promotionbus.promotion.EvaluateLane.Evaluated;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Evaluates the lanes that have work, one transaction each, any number of replicas at once. */
public final class EvaluateLanes implements DueWork {

    private static final Logger LOG = LoggerFactory.getLogger(EvaluateLanes.class);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
    private static final int LONGEST_PAUSE_DOUBLINGS = 7;

    private final Transactions transactions;
    private final StoredLanes lanes;
    private final EvaluateLane evaluate;
    private final BusinessClock business;
    private final Clock wall;
    private final String replica;
    private final Duration lease;
    private final LaneAlarm alarm;
    private final Handover handover;

    /**
     * @param replica tells this process's claims from others'
     * @param lease longer than the longest call to create a Promotion may take
     * @param handover takes over what begins, right after its transaction
     */
    public EvaluateLanes(
            Transactions transactions,
            StoredLanes lanes,
            EvaluateLane evaluate,
            BusinessClock business,
            Clock wall,
            String replica,
            Duration lease,
            LaneAlarm alarm,
            Handover handover) {
        this.transactions = transactions;
        this.lanes = lanes;
        this.evaluate = evaluate;
        this.business = business;
        this.wall = wall;
        this.replica = replica;
        this.lease = lease;
        this.alarm = alarm;
        this.handover = handover;
    }

    /** Evaluates until nothing is left; true when anything came of it. */
    @Override
    public boolean evaluateDue() {
        boolean changed = false;
        for (Optional<Evaluated> next = next(); next.isPresent(); next = next()) {
            changed |= next.get().changed();
        }
        return changed;
    }

    private Optional<Evaluated> next() {
        AtomicReference<StoredLanes.@Nullable Claim> claimed = new AtomicReference<>();
        try {
            Optional<Evaluated> evaluated = transactions.call(() -> one(claimed));
            evaluated.flatMap(Evaluated::edge).ifPresent(alarm::at);
            evaluated.flatMap(Evaluated::begun).ifPresent(handover::pass);
            return evaluated;
        } catch (RuntimeException failure) {
            StoredLanes.Claim claim = claimed.get();
            if (claim == null) {
                throw failure;
            }
            postpone(claim, failure);
            return Optional.of(new Evaluated(claim.lane(), Optional.empty(), Optional.empty(), false));
        }
    }

    private Optional<Evaluated> one(AtomicReference<StoredLanes.@Nullable Claim> claimed) {
        Instant now = wall.instant();
        Optional<StoredLanes.Claim> claim = lanes.claim(business.now(), now);
        claimed.set(claim.orElse(null));
        return claim.map(found -> evaluate.evaluate(found, new Lease(replica, now, now.plus(lease))));
    }

    /** A lane that cannot be evaluated must not keep the others waiting. */
    private void postpone(StoredLanes.Claim claim, RuntimeException failure) {
        Duration pause = pause(claim.failures());
        transactions.run(() -> lanes.failed(claim.lane(), wall.instant().plus(pause)));
        LOG.error("Lane {} could not be evaluated; next try in {}", claim.lane().id(), pause, failure);
    }

    static Duration pause(int failures) {
        return FIRST_PAUSE.multipliedBy(1L << Math.min(failures, LONGEST_PAUSE_DOUBLINGS));
    }
}
