package io.promotionbus.promotion;

import io.promotionbus.kargo.Stage;
import io.promotionbus.kargo.StageHealth;
import io.promotionbus.policy.StagePolicy;
import io.promotionbus.promotion.Attempt.Outcome;
import io.promotionbus.promotion.Attempt.Progress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whether the next Promotion of a stage may start. One at a time, because Kargo loses the verification of the previous
 * Freight otherwise (kargo #7032); but a fix must always be able to enter.
 */
sealed interface LaneOpening {

    /** Where no policy says it: nothing is promoted there by itself, but a person may force it. */
    Duration VERIFICATION_TIMEOUT = Duration.ofMinutes(10);

    record Open() implements LaneOpening {}

    /** A Promotion runs or is about to: nothing may start, whoever wants it. */
    record Occupied(Attempt by) implements LaneOpening {}

    /** The Freight that came last is still being verified. {@code edge}: when the lane opens without its verification. */
    record Verifying(
            String freight, Instant since, @Nullable Instant edge) implements LaneOpening {}

    static LaneOpening of(Situation situation) {
        Optional<Attempt> underWay = situation.underWay();
        if (underWay.isPresent()) {
            return new Occupied(underWay.get());
        }
        if (situation.last().isEmpty()
                || !(situation.last().get().progress() instanceof Progress.Ended ended)
                || ended.outcome() != Outcome.SUCCEEDED
                || verificationIsOver(situation.stage(), ended.kargoName())) {
            return new Open();
        }
        Instant edge = edges(situation, ended.at()).stream()
                .min(Comparator.naturalOrder())
                .orElseThrow();
        return edge.isAfter(situation.now())
                ? new Verifying(situation.last().get().freight(), ended.at(), edge)
                : new Open();
    }

    /** Only what the Stage says about this very Promotion counts; it is observed apart from it and may lag behind. */
    private static boolean verificationIsOver(Stage stage, @Nullable String promotion) {
        Stage.PromotionRef last = stage.lastPromotion();
        // Names of one stage's Promotions sort by creation (they carry a ULID).
        boolean caughtUp = last != null && promotion != null && last.name().compareTo(promotion) >= 0;
        if (!caughtUp || stage.history().isEmpty()) {
            return false;
        }
        List<Stage.Verification> verifications = stage.history().getFirst().verifications();
        return !verifications.isEmpty() && verifications.getFirst().terminal();
    }

    /** The moments at which the lane opens although no verification ended. */
    private static List<Instant> edges(Situation situation, Instant succeeded) {
        Optional<StagePolicy> policy = situation.policy();
        List<Instant> edges = new ArrayList<>();
        edges.add(succeeded.plus(policy.map(StagePolicy::verificationTimeout).orElse(VERIFICATION_TIMEOUT)));
        StageHealth health = situation.health().get(situation.stage().name());
        if (health != null && policy.isPresent()) {
            Instant since = health.since().isAfter(succeeded) ? health.since() : succeeded;
            switch (health.status()) {
                case Unhealthy -> edges.add(since.plus(policy.get().unhealthyFor()));
                case Progressing -> edges.add(since.plus(policy.get().progressingFor()));
                case Healthy, Unknown, RevisionMismatch -> {
                    // Says nothing about whether the rollout will come to an end.
                }
            }
        }
        return edges;
    }
}
