package io.promotionbus.promotion;

import static org.assertj.core.api.Assertions.assertThat;

import io.promotionbus.promotion.DeliveryFacts.Deployment;
import io.promotionbus.promotion.Figures.HealthTurn;
import io.promotionbus.promotion.Figures.Story;
import io.promotionbus.promotion.StageFigures.Changes;
import io.promotionbus.promotion.StageFigures.Day;
import io.promotionbus.promotion.StageFigures.Measured;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class FiguresTest {

    private static final LaneRef LANE = new LaneRef("shop", "prod");
    private static final Instant FROM = Instant.parse("2026-03-01T00:00:00Z");
    private static final Instant TO = Instant.parse("2026-03-11T00:00:00Z");

    @Test
    void measuresNothingWhereNothingHappened() {
        StageFigures figures = figures(List.of(), List.of());

        assertThat(figures.deploymentsPerDay()).isZero();
        assertThat(figures.changes()).isEqualTo(new Changes(0, 0));
        assertThat(figures.changes().rate()).isNull();
        assertThat(figures.leadTime()).isEqualTo(new Measured(0, null, null));
        assertThat(figures.days())
                .hasSize(10)
                .allSatisfy(day -> assertThat(day.changes().total()).isZero());
        assertThat(figures.days().getFirst().date()).isEqualTo(LocalDate.of(2026, 3, 1));
    }

    @Test
    void countsWhatReachedTheStagePerDayOfThePeriod() {
        StageFigures figures = figures(List.of(good(1), good(1), failed(2), good(9)), List.of());

        assertThat(figures.deploymentsPerDay()).isEqualTo(0.4);
        assertThat(figures.changes()).isEqualTo(new Changes(1, 4));
        assertThat(figures.changes().rate()).isEqualTo(0.25);
        assertThat(figures.days())
                .contains(
                        new Day(LocalDate.of(2026, 3, 2), new Changes(0, 2)),
                        new Day(LocalDate.of(2026, 3, 3), new Changes(1, 1)));
    }

    @Test
    void countsADeploymentThatWasRolledBackAsFailedAndTheRollbackAsNone() {
        assertThat(figures(List.of(good(1), good(2), rollback(3)), List.of()).changes())
                .isEqualTo(new Changes(1, 2));
        assertThat(figures(List.of(good(1), good(2), rollback(3)), List.of()).days())
                .contains(new Day(LocalDate.of(2026, 3, 3), new Changes(1, 1)));
        assertThat(figures(List.of(good(1), good(2), rollback(3), rollback(4)), List.of())
                        .changes())
                .as("a second one undoes the one before")
                .isEqualTo(new Changes(2, 2));
        assertThat(figures(List.of(good(1), failed(2), rollback(3)), List.of()).changes())
                .as("what failed already is what is undone")
                .isEqualTo(new Changes(1, 2));
    }

    @Test
    void looksBeyondThePeriodForTheRollbackButCountsNothingThere() {
        assertThat(figures(List.of(good(9), rollback(12), good(13)), List.of()).changes())
                .isEqualTo(new Changes(1, 1));
        assertThat(figures(List.of(rollback(1), good(2)), List.of()).changes()).isEqualTo(new Changes(0, 1));
        Deployment failedRollback = new Deployment(LANE, at(3), true, true);
        assertThat(figures(List.of(good(2), failedRollback), List.of()).changes())
                .isEqualTo(new Changes(0, 1));
    }

    @Test
    void measuresAnOutageFromItsFirstSignUntilTheStageIsHealthyAgain() {
        StageFigures figures = figures(
                List.of(),
                List.of(
                        turn(-1, "Unhealthy"),
                        turn(1, "Healthy"),
                        turn(2, "Progressing"),
                        turn(3, "Healthy"),
                        turn(4, "Unhealthy"),
                        turn(5, "Progressing"),
                        turn(6, "Unhealthy"),
                        turn(8, "Healthy"),
                        turn(9, "Unhealthy"),
                        turn(11, "Healthy")));

        assertThat(figures.timeToRestore())
                .as("2 days and 4 days; a rollout is no outage, and the last one ended later")
                .isEqualTo(new Measured(2, Duration.ofDays(3), Duration.ofDays(4)));
    }

    @Test
    void givesMedianAndNinetiethPercentile() {
        assertThat(Measured.of(hours(5, 1, 3))).isEqualTo(new Measured(3, Duration.ofHours(3), Duration.ofHours(5)));
        assertThat(Measured.of(hours(4, 1, 2, 3)).median()).isEqualTo(Duration.ofMinutes(150));
        assertThat(Measured.of(hours(1, 2, 3, 4, 5, 6, 7, 8, 9, 10)).p90()).isEqualTo(Duration.ofHours(9));
    }

    @Test
    void listsOnlyTheDaysOfALongPeriodThatSawSomething() {
        Figures years = new Figures(FROM.minus(Duration.ofDays(3_650)), TO);
        StageFigures figures = years.of(LANE, new Story(List.of(good(1), good(4)), List.of(), List.of(), List.of()));

        assertThat(figures.days())
                .extracting(Day::date)
                .containsExactly(LocalDate.of(2026, 3, 2), LocalDate.of(2026, 3, 5));
    }

    @Test
    void listsEveryDayOfAYearAndOneDay() {
        Story nothing = new Story(List.of(), List.of(), List.of(), List.of());

        assertThat(new Figures(TO.minus(Duration.ofDays(366)), TO)
                        .of(LANE, nothing)
                        .days())
                .hasSize(366);
        assertThat(new Figures(TO.minus(Duration.ofDays(367)), TO)
                        .of(LANE, nothing)
                        .days())
                .isEmpty();
    }

    private static StageFigures figures(List<Deployment> deployments, List<HealthTurn> health) {
        return new Figures(FROM, TO).of(LANE, new Story(deployments, health, List.of(), List.of()));
    }

    private static List<Duration> hours(Integer... hours) {
        return Stream.of(hours).map(Duration::ofHours).toList();
    }

    private static Deployment good(int day) {
        return new Deployment(LANE, at(day), false, false);
    }

    private static Deployment failed(int day) {
        return new Deployment(LANE, at(day), false, true);
    }

    private static Deployment rollback(int day) {
        return new Deployment(LANE, at(day), true, false);
    }

    private static HealthTurn turn(int day, String status) {
        return new HealthTurn(at(day), status);
    }

    private static Instant at(int day) {
        return FROM.plus(Duration.ofDays(day)).plusSeconds(60);
    }
}
