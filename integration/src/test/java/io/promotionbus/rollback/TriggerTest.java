package io.promotionbus.rollback;

import static org.assertj.core.api.Assertions.assertThat;

import io.promotionbus.kargo.StageHealth;
import io.promotionbus.kargo.StageHealth.Status;
import io.promotionbus.policy.StagePolicy;
import io.promotionbus.rollback.Trigger.Verdict;
import io.promotionbus.rollback.Trigger.Watched;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class TriggerTest {

    static final Instant CHANGED = Instant.parse("2026-03-02T10:00:00Z");
    static final StagePolicy.Rollback RULE = new StagePolicy.Rollback(
            true, Duration.ofSeconds(60), Duration.ofMinutes(5), Duration.ofMinutes(30), 1, true);

    static Instant at(long seconds) {
        return CHANGED.plusSeconds(seconds);
    }

    private static Watched watched(long now, Status status, long since) {
        StageHealth health = health(status, since);
        boolean unwell = status == Status.Unhealthy || status == Status.Progressing;
        return new Watched(at(now), RULE, health, CHANGED, unwell ? health.since() : null, null, false);
    }

    static StageHealth health(Status status, long since) {
        return new StageHealth("shop", "stg", status, at(since), StageHealth.Source.Applications, "shop-stg is ill");
    }

    /** Seconds after the Promotion that changed the stage; {@code due} empty when it never fires. */
    @ParameterizedTest
    @CsvSource({
        "Unhealthy,   10,    70",
        "Unhealthy,   0,     60",
        // Still ill from before: counted from the Promotion on, not from the old illness.
        "Unhealthy,   -500,  60",
        "Progressing, 1,     301",
        "Progressing, -3,    300",
        // The debounce must be complete within thirty minutes of the Promotion.
        "Unhealthy,   1740,  1800",
        "Unhealthy,   1741,  ",
        "Progressing, 1500,  1800",
        "Progressing, 1501,  ",
        "Healthy,     0,     "
    })
    void firesWhenTheStageHasBeenIllLongEnough(Status status, long since, @Nullable Long due) {
        if (due == null) {
            assertThat(Trigger.of(watched(since + 1, status, since))).isEqualTo(new Verdict.Quiet());
            assertThat(Trigger.of(watched(since + 100_000, status, since))).isEqualTo(new Verdict.Quiet());
            return;
        }
        assertThat(Trigger.of(watched(due - 1, status, since))).isEqualTo(new Verdict.Waiting(at(due)));
        assertThat(Trigger.of(watched(due, status, since))).isInstanceOf(Verdict.Fires.class);
        assertThat(Trigger.of(watched(due + 100_000, status, since)))
                .as("a bus that was down meanwhile finds what was due")
                .isInstanceOf(Verdict.Fires.class);
    }

    @Test
    void saysWhetherAnApplicationOrARolloutWasIll() {
        assertThat(Trigger.of(watched(90, Status.Unhealthy, 10)))
                .isEqualTo(new Verdict.Fires(Cause.UNHEALTHY, at(10), "shop-stg is ill"));
        assertThat(Trigger.of(watched(400, Status.Progressing, 10)))
                .isEqualTo(new Verdict.Fires(Cause.PROGRESSING, at(10), "shop-stg is ill"));
    }

    @ParameterizedTest
    @EnumSource(
            value = Status.class,
            names = {"Unknown", "RevisionMismatch"})
    void alarmsAndNeverFiresForWhatNobodyCanJudgeBy(Status status) {
        assertThat(Trigger.of(watched(69, status, 10))).isEqualTo(new Verdict.Waiting(at(70)));
        assertThat(Trigger.of(watched(70, status, 10))).isEqualTo(new Verdict.Alarm(status, at(10), "shop-stg is ill"));
        assertThat(Trigger.of(watched(1_000, status, 10))).isInstanceOf(Verdict.Alarm.class);
    }

    @Test
    void takesHealthThatIsMissingForUnknown() {
        Watched missing = new Watched(at(60), RULE, null, CHANGED, null, null, false);
        assertThat(Trigger.of(missing))
                .isInstanceOfSatisfying(
                        Verdict.Alarm.class, alarm -> assertThat(alarm.status()).isEqualTo(Status.Unknown));
        assertThat(Trigger.of(new Watched(at(60), RULE, null, null, null, null, false)))
                .isEqualTo(new Verdict.Quiet());
    }

    @ParameterizedTest
    @EnumSource(Status.class)
    void waitsForARunningPromotion(Status status) {
        Watched busy = new Watched(at(1_000), RULE, health(status, 10), CHANGED, at(10), null, true);
        assertThat(Trigger.of(busy)).isEqualTo(new Verdict.Quiet());
    }

    @ParameterizedTest
    @EnumSource(
            value = Status.class,
            names = {"Unhealthy", "Progressing"})
    void doesNothingAboutAStageThatNoPromotionChanged(Status status) {
        Watched never = new Watched(at(1_000), RULE, health(status, 10), null, at(10), null, false);
        assertThat(Trigger.of(never)).isEqualTo(new Verdict.Quiet());
    }

    @Test
    void takesGoingToAndFroForOneIllness() {
        // Degraded for the twentieth time, each time for some seconds; never healthy in between.
        Watched flapping = new Watched(at(310), RULE, health(Status.Unhealthy, 305), CHANGED, at(10), null, false);
        assertThat(Trigger.of(flapping)).isEqualTo(new Verdict.Fires(Cause.UNHEALTHY, at(10), "shop-stg is ill"));
        Watched young = new Watched(at(309), RULE, health(Status.Unhealthy, 305), CHANGED, at(10), null, false);
        assertThat(Trigger.of(young)).isEqualTo(new Verdict.Waiting(at(310)));
    }

    @Test
    void hasNewPatienceAfterAnOperatorResumed() {
        Watched resumed = new Watched(at(559), RULE, health(Status.Unhealthy, 10), CHANGED, at(10), at(500), false);
        assertThat(Trigger.of(resumed)).isEqualTo(new Verdict.Waiting(at(560)));
    }
}
