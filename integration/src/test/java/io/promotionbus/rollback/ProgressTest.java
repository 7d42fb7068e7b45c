package io.promotionbus.rollback;

import static io.promotionbus.rollback.LaneSituation.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.promotionbus.promotion.Attempt.Outcome;
import io.promotionbus.promotion.Attempt.Progress.Created;
import io.promotionbus.promotion.Attempt.Progress.Ended;
import io.promotionbus.promotion.Attempt.Progress.Queued;
import io.promotionbus.promotion.LaneRef;
import io.promotionbus.promotion.Promotions.Kind;
import io.promotionbus.promotion.Timing;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** How far the answer to a bad Promotion has come, and which Promotion that was. */
class ProgressTest {

    private static final Instant STARTED = NOW.minusSeconds(60);
    private static final Rollback BACK_TO_F1 = new Rollback(
            new UUID(0, 1),
            new LaneRef("shop", "dev"),
            new UUID(0, 2),
            new UUID(0, 3),
            "f2",
            "f1",
            Cause.UNHEALTHY,
            1,
            "ill",
            STARTED);

    private static Progress of(LaneSituation lane) {
        return Progress.of(lane.situation(), Optional.of(BACK_TO_F1));
    }

    private static LaneSituation failed(int number, @Nullable String base, Instant createdAt, Outcome outcome) {
        return new LaneSituation()
                .attempt("f1", Kind.ROLLBACK, number, base, createdAt, new Ended("p.f1", outcome, NOW, null));
    }

    @Test
    void isNoneWithoutAnAnswer() {
        assertThat(Progress.of(new LaneSituation().situation(), Optional.empty()))
                .isEqualTo(Progress.NONE);
    }

    @Test
    void isUnderWayWhileAnythingRunsOrTheRollbackWaits() {
        Created created = new Created("p.f3", "Running", NOW);
        assertThat(of(new LaneSituation().promoting())).isEqualTo(Progress.UNDER_WAY);
        assertThat(of(new LaneSituation().attempt("f3", Kind.AUTOMATIC, 1, null, NOW, created)))
                .isEqualTo(Progress.UNDER_WAY);
        assertThat(of(new LaneSituation().attempt("f1", Kind.ROLLBACK, 1, null, NOW, new Queued())))
                .isEqualTo(Progress.UNDER_WAY);
        assertThat(of(new LaneSituation().attempt("f3", Kind.MANUAL, 1, null, NOW, new Queued())))
                .as("somebody else's order is no answer")
                .isEqualTo(Progress.FAILED);
    }

    @Test
    void isUnderWayWhileItIsTriedAgain() {
        assertThat(of(failed(1, null, STARTED, Outcome.FAILED_BEFORE))).isEqualTo(Progress.UNDER_WAY);
        assertThat(of(failed(Timing.RETRIES, null, STARTED, Outcome.FAILED_BEFORE)))
                .isEqualTo(Progress.UNDER_WAY);
    }

    @Test
    void failedWhenNothingMoreComesOfIt() {
        assertThat(of(failed(Timing.RETRIES + 1, null, STARTED, Outcome.FAILED_BEFORE)))
                .isEqualTo(Progress.FAILED);
        assertThat(of(failed(1, "another", STARTED, Outcome.FAILED_BEFORE))).isEqualTo(Progress.FAILED);
        assertThat(of(failed(1, null, STARTED.minusSeconds(1), Outcome.FAILED_BEFORE)))
                .as("an earlier one")
                .isEqualTo(Progress.FAILED);
        assertThat(of(failed(1, null, STARTED, Outcome.ABORTED))).isEqualTo(Progress.FAILED);
        Ended early = new Ended("p", Outcome.FAILED_BEFORE, NOW, null);
        assertThat(of(new LaneSituation().attempt("f3", Kind.ROLLBACK, 1, null, NOW, early)))
                .as("one to somewhere else")
                .isEqualTo(Progress.FAILED);
        assertThat(of(new LaneSituation().attempt("f1", Kind.MANUAL, 1, null, NOW, early)))
                .as("no rollback")
                .isEqualTo(Progress.FAILED);
    }

    @Test
    void findsTheChangeThatEndedLast() {
        LaneSituation lane = new LaneSituation()
                .proven("f1", "f2", "f3")
                .running("f2")
                .ended("f2", Kind.EXTERNAL, Outcome.SUCCEEDED, NOW.minusSeconds(5))
                .ended("f1", Kind.AUTOMATIC, Outcome.SUCCEEDED, NOW.minusSeconds(9))
                .ended("f3", Kind.AUTOMATIC, Outcome.FAILED_BEFORE, NOW.minusSeconds(1))
                .attempt("f3", Kind.MANUAL, 1, null, NOW, new Queued());

        Change change = Change.last(lane.situation()).orElseThrow();

        assertThat(change.freight().name()).isEqualTo("f2");
        assertThat(change.attempt().kind()).isEqualTo(Kind.EXTERNAL);
        assertThat(change.at()).isEqualTo(NOW.minusSeconds(5));
    }

    @Test
    void takesTheYoungerOfTwoThatEndedTogether() {
        Ended ended = new Ended("p", Outcome.SUCCEEDED, NOW, null);
        LaneSituation lane = new LaneSituation()
                .proven("f1", "f2")
                .running("f2")
                .attempt("f2", Kind.AUTOMATIC, 1, null, NOW.minusSeconds(1), ended)
                .attempt("f1", Kind.AUTOMATIC, 1, null, NOW.minusSeconds(2), ended);

        assertThat(Change.last(lane.situation()).orElseThrow().freight().name()).isEqualTo("f2");
    }

    @Test
    void judgesAFailureThatChangedTheStageAlthoughItNeverArrived() {
        LaneSituation lane = new LaneSituation()
                .proven("f1", "f2")
                .running("f1")
                .ended("f2", Kind.AUTOMATIC, Outcome.FAILED_AFTER, NOW);

        assertThat(Change.last(lane.situation()).orElseThrow().freight().name()).isEqualTo("f2");
    }

    @Test
    void waitsUntilTheStageShowsWhatSucceededAndKnowsNoChangeBeforeTheFirst() {
        LaneSituation lagging = new LaneSituation()
                .proven("f1", "f2")
                .running("f1")
                .ended("f2", Kind.AUTOMATIC, Outcome.SUCCEEDED, NOW);
        LaneSituation gone = new LaneSituation().ended("f2", Kind.AUTOMATIC, Outcome.FAILED_AFTER, NOW);

        assertThat(Change.last(lagging.situation())).isEmpty();
        assertThat(Change.last(gone.situation())).isEmpty();
        assertThat(Change.last(new LaneSituation().situation())).isEmpty();
    }

    @Test
    void saysItsCausesAsTheContractDoes() {
        assertThat(Cause.UNHEALTHY.slug()).isEqualTo("unhealthy");
        assertThat(StopCause.TOO_MANY_IN_A_ROW.slug()).isEqualTo("too-many-in-a-row");
    }

    @Test
    void remembersOneThingWithoutForgettingTheOthers() {
        WatchState.Alarm alarm =
                new WatchState.Alarm(io.promotionbus.kargo.StageHealth.Status.Unknown, NOW, "not assessed");
        WatchState.Stop stop = new WatchState.Stop(new UUID(0, 4), StopCause.NO_TARGET, NOW, "nothing");

        WatchState state = WatchState.NEW.unwellSince(STARTED).alarm(alarm).stopped(stop);

        assertThat(state).isEqualTo(new WatchState(STARTED, alarm, stop, null));
        assertThat(state.resumed(NOW)).isEqualTo(new WatchState(STARTED, alarm, null, NOW));
    }
}
