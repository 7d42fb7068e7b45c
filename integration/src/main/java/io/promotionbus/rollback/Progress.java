package io.promotionbus.rollback;

import io.promotionbus.promotion.Attempt;
import io.promotionbus.promotion.Promotions.Kind;
import io.promotionbus.promotion.Situation;
import io.promotionbus.promotion.Timing;
import java.util.List;
import java.util.Optional;

/** How far the rollback that answers a bad Promotion has come. */
enum Progress {
    /** There is none. */
    NONE,
    /** Its Promotion, or any other, is ordered, runs, or is about to be tried again. */
    UNDER_WAY,
    /** Its Promotion ended for good and the stage is where it was. */
    FAILED;

    static Progress of(Situation situation, Optional<Rollback> answer) {
        boolean running = situation.stage().currentPromotion() != null
                || situation.attempts().stream()
                        .anyMatch(attempt ->
                                attempt.underWay() || (attempt.kind() == Kind.ROLLBACK && attempt.unfinished()));
        if (running) {
            return UNDER_WAY;
        }
        return answer.map(rollback -> of(situation, rollback)).orElse(NONE);
    }

    private static Progress of(Situation situation, Rollback rollback) {
        List<Attempt> tries = situation.attempts().stream()
                .filter(attempt -> attempt.kind() == Kind.ROLLBACK)
                .filter(attempt -> attempt.freight().equals(rollback.target()))
                .filter(attempt -> !attempt.createdAt().isBefore(rollback.startedAt()))
                .toList();
        boolean again = tries.stream().anyMatch(attempt -> triedAgain(attempt, situation));
        return again ? UNDER_WAY : FAILED;
    }

    /** The rule by which the lane tries it again. */
    private static boolean triedAgain(Attempt attempt, Situation situation) {
        return attempt.progress() instanceof Attempt.Progress.Ended ended
                && ended.outcome().mayBeRetried()
                && attempt.number() <= Timing.RETRIES
                && attempt.base().equals(situation.base());
    }
}
