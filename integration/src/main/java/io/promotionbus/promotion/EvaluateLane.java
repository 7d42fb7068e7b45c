package io.promotionbus.promotion;

import io.promotionbus.audit.AuditLog;
import io.promotionbus.platform.BusinessClock;
import io.promotionbus.platform.Changes;
import io.promotionbus.promotion.Attempt.Outcome;
import io.promotionbus.promotion.Attempt.Progress;
import io.promotionbus.promotion.Attempts.Claimed;
import io.promotionbus.promotion.Attempts.Lease;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Carries out what is decided about a lane: asks people, ends requests, begins at most one attempt, and writes down what
 * it found. The caller holds the lane's lock and the transaction; everything commits together or not at all.
 */
public final class EvaluateLane {

    private final Situations situations;
    private final StoredLanes lanes;
    private final Attempts attempts;
    private final Consents consents;
    private final Proofs proofs;
    private final BeginAttempt begin;
    private final LaneWatch watch;
    private final LaneViews views;
    private final AuditLog audit;
    private final Changes changes;
    private final BusinessClock clock;

    public EvaluateLane(
            Situations situations,
            StoredLanes lanes,
            Attempts attempts,
            Consents consents,
            Proofs proofs,
            BeginAttempt begin,
            LaneWatch watch,
            LaneViews views,
            AuditLog audit,
            Changes changes,
            BusinessClock clock) {
        this.situations = situations;
        this.lanes = lanes;
        this.attempts = attempts;
        this.consents = consents;
        this.proofs = proofs;
        this.begin = begin;
        this.watch = watch;
        this.views = views;
        this.audit = audit;
        this.changes = changes;
        this.clock = clock;
    }

    /**
     * What came of it.
     *
     * @param begun the attempt that begins; the lease is its first claim
     * @param edge when to look again at the latest, business time
     */
    public record Evaluated(LaneRef lane, Optional<Claimed> begun, Optional<Instant> edge, boolean changed) {}

    public Evaluated evaluate(StoredLanes.Claim claim, Lease lease) {
        consents.expireDue(claim.lane().project(), claim.lane().stage());
        Optional<Situation> found = situations.of(claim.lane());
        if (found.isEmpty()) {
            close(claim.lane());
            return new Evaluated(claim.lane(), Optional.empty(), Optional.empty(), true);
        }
        Situation situation = again(claim.lane(), found.get(), endOfAnEarlierStage(found.get()));
        LaneWatch.Seen seen = watch.look(claim.lane(), situation);
        situation = again(claim.lane(), situation, seen.changed());
        return decide(claim, lease, situation, seen.edge());
    }

    private Situation again(LaneRef lane, Situation situation, boolean changed) {
        return changed ? situations.of(lane).orElseThrow() : situation;
    }

    private Evaluated decide(StoredLanes.Claim claim, Lease lease, Situation situation, Optional<Instant> watched) {
        LaneDecision decision = LaneDecision.of(situation);
        Map<String, UUID> requests = ask(situation, decision);
        decision.supersessions().forEach(end -> supersede(situation, end, requests));
        decision.withdrawals().forEach(end -> consents.withdraw(end.request(), end.because()));
        decision.cancellations().forEach(order -> cancel(situation, order));
        decision.settled()
                .forEach(freight ->
                        proofs.settled(claim.lane(), situation.stage().uid(), freight, situation.now()));
        Optional<Claimed> begun = decision.going().flatMap(going -> begin.begin(situation, claim.lane(), going, lease));
        boolean acted = decision.acts() || (decision.going().isPresent() && begun.isEmpty());
        if (acted) {
            // What it did changes what it would find: the board is to show the lane as it is now.
            lanes.mark(claim.lane());
        }
        Optional<Instant> edge =
                Stream.concat(decision.edge().stream(), watched.stream()).min(Comparator.naturalOrder());
        keep(claim, edge, LaneSummary.of(situation, decision, requests));
        return new Evaluated(claim.lane(), begun, edge, acted || begun.isPresent());
    }

    private void keep(StoredLanes.Claim claim, Optional<Instant> edge, LaneSummary summary) {
        String view = views.write(summary);
        lanes.evaluated(claim, edge.orElse(null), view);
        if (!view.equals(claim.view())) {
            boardChanged(claim.lane());
        }
    }

    private void boardChanged(LaneRef lane) {
        changes.changed(Changes.Kind.BOARD, lane.id(), ChronoUnit.MICROS.between(Instant.EPOCH, clock.now()));
    }

    private Map<String, UUID> ask(Situation situation, LaneDecision decision) {
        String policy = situation.policy().map(found -> found.name()).orElse("");
        Map<String, UUID> requests = new HashMap<>();
        for (String freight : decision.toAsk()) {
            requests.put(
                    freight,
                    consents.ask(new Consents.Question(
                            situation.stage().project(), situation.stage().name(), freight, policy)));
        }
        return requests;
    }

    private void supersede(Situation situation, LaneDecision.Supersession end, Map<String, UUID> requests) {
        UUID opened = requests.get(end.by());
        UUID by = opened == null ? requestOf(situation.consent(end.by())) : opened;
        if (by == null) {
            consents.withdraw(end.request(), Reason.Slug.SUPERSEDED.slug());
        } else {
            consents.supersede(end.request(), by);
        }
    }

    private static @Nullable UUID requestOf(Consent consent) {
        return switch (consent) {
            case Consent.NotAsked notAsked -> null;
            case Consent.Open open -> open.request();
            case Consent.Approved approved -> approved.request();
            case Consent.Rejected rejected -> rejected.request();
            case Consent.Expired expired -> expired.request();
            case Consent.Withdrawn withdrawn -> withdrawn.request();
            case Consent.Superseded superseded -> superseded.request();
            case Consent.Used used -> used.request();
        };
    }

    private void cancel(Situation situation, Attempt order) {
        attempts.end(order.id(), Outcome.CANCELLED, situation.now(), null, null);
        audit.record(
                EndAttempt.failed(situation.stage().project(), situation.stage().name(), order)
                        .because("The order can no longer be carried out")
                        .after("outcome", Outcome.CANCELLED.name()));
    }

    /** A stage that was deleted and made again has nothing to do with the Promotions of the earlier one. */
    private boolean endOfAnEarlierStage(Situation situation) {
        List<Attempt> strangers = situation.attempts().stream()
                .filter(Attempt::unfinished)
                .filter(attempt -> !attempt.base().isEmpty() && !Base.sameStage(attempt.base(), situation.stage()))
                .toList();
        strangers.forEach(attempt -> attempts.end(attempt.id(), lost(attempt), situation.now(), null, null));
        return !strangers.isEmpty();
    }

    private static Outcome lost(Attempt attempt) {
        return attempt.progress() instanceof Progress.Queued ? Outcome.CANCELLED : Outcome.LOST;
    }

    private void close(LaneRef lane) {
        consents.of(lane.project(), lane.stage()).values().forEach(consent -> {
            switch (consent) {
                case Consent.Open open -> consents.withdraw(open.request(), "stage-gone");
                case Consent.Approved approved -> consents.withdraw(approved.request(), "stage-gone");
                default -> {}
            }
        });
        watch.gone(lane);
        lanes.remove(lane);
        boardChanged(lane);
    }
}
