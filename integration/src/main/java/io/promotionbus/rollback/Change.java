package io.promotionbus.rollback;

import io.promotionbus.kargo.Freight;
import io.promotionbus.promotion.Attempt;
import io.promotionbus.promotion.Attempt.Outcome;
import io.promotionbus.promotion.Attempt.Progress;
import io.promotionbus.promotion.Situation;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;

/**
 * The Promotion that changed a stage last, whoever made it: one that succeeded, or one that failed when it had already
 * changed the environment, which Kargo does not count as arrived and which is therefore judged by health alone.
 *
 * @param at business time at which it ended
 */
public record Change(Attempt attempt, Freight freight, Instant at) {

    /** Empty before the first one, and while the Stage does not show yet what a succeeded one brought. */
    public static Optional<Change> last(Situation situation) {
        return situation.attempts().stream()
                .filter(attempt -> ended(attempt).filter(Change::changed).isPresent())
                .max(Comparator.comparing((Attempt attempt) ->
                                ended(attempt).orElseThrow().at())
                        .thenComparing(Attempt::createdAt))
                .flatMap(attempt -> of(situation, attempt));
    }

    private static Optional<Change> of(Situation situation, Attempt attempt) {
        Progress.Ended end = ended(attempt).orElseThrow();
        return situation
                .freight(attempt.freight())
                .filter(freight -> end.outcome() == Outcome.FAILED_AFTER || situation.runs(freight))
                .map(freight -> new Change(attempt, freight, end.at()));
    }

    private static Optional<Progress.Ended> ended(Attempt attempt) {
        return attempt.progress() instanceof Progress.Ended ended ? Optional.of(ended) : Optional.empty();
    }

    private static boolean changed(Progress.Ended ended) {
        return ended.outcome() == Outcome.SUCCEEDED || ended.outcome() == Outcome.FAILED_AFTER;
    }
}
