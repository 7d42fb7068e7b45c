package io.promotionbus.feed.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.promotionbus.feed.FeedTask;
import io.promotionbus.feed.LongestWaits;
import io.promotionbus.intake.ArtifactIntake.CommitFacts;
import io.promotionbus.intake.DeliveryRef;
import io.promotionbus.support.CountingIds;
import io.promotionbus.support.SteppingClock;
import io.promotionbus.support.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

class FeedWallTimesTest {

    private static final Duration AN_HOUR_BACK = Duration.ofHours(-1);
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final SteppingClock clock = new SteppingClock(Instant.parse("2026-03-02T12:00:00Z"));
    private final DataSource database = TestDatabase.create().dataSource();
    private final JdbcClient jdbc = JdbcClient.create(database);
    private final JdbcFeedTasks tasks = new JdbcFeedTasks(jdbc, new CountingIds());
    private final JdbcRefreshes refreshes = new JdbcRefreshes(jdbc);
    private final JdbcCommitGraph commits = new JdbcCommitGraph(jdbc, new JdbcTemplate(database));
    private final FeedWallTimes wallTimes = new FeedWallTimes(jdbc, LongestWaits.of(MINUTE, MINUTE, MINUTE));

    @BeforeEach
    void announce() {
        DeliveryRef delivery = new DeliveryRef(UUID.randomUUID(), "dockerhub", "default", "c", clock.now());
        tasks.add(UUID.randomUUID(), "shop", "users", "acme/api", "1", "sha256:1", delivery, clock.instant());
    }

    private int bringForward() {
        return wallTimes.bringForward(clock.instant());
    }

    private List<FeedTask> claim() {
        return tasks.claim(10, clock.instant(), MINUTE);
    }

    @Test
    void goesOnWithATaskThatIsNew() {
        clock.advance(AN_HOUR_BACK);
        assertThat(claim()).isEmpty();

        assertThat(bringForward()).isEqualTo(1);
        assertThat(claim())
                .singleElement()
                .satisfies(task -> assertThat(task.createdAt())
                        .as("what it waits for is counted from then")
                        .isEqualTo(clock.instant()));
    }

    @Test
    void goesOnWithATaskThatWaited() {
        FeedTask task = claim().getFirst();
        tasks.waits(task, clock.instant().plus(MINUTE), "waiting-for-siblings", "token", clock.instant());
        assertThat(bringForward()).isZero();

        clock.advance(AN_HOUR_BACK);
        assertThat(claim()).isEmpty();
        assertThat(bringForward()).isEqualTo(1);
        assertThat(claim()).singleElement().extracting(FeedTask::tokenAt).isEqualTo(clock.instant());
    }

    @Test
    void takesOverWhatALostWorkerHeldButNotFromOneThatLives() {
        FeedTask task = claim().getFirst();
        assertThat(bringForward()).isZero();
        clock.advance(AN_HOUR_BACK);
        assertThat(bringForward()).isEqualTo(1);
        clock.advance(MINUTE.minusSeconds(1));
        assertThat(tasks.reap(clock.instant())).isZero();

        clock.advance(Duration.ofSeconds(2));
        assertThat(tasks.reap(clock.instant())).isEqualTo(1);
        assertThat(claim()).hasSize(1);
        assertThat(tasks.became(task, "freight", "direct")).isFalse();
    }

    @Test
    void asksKargoAgainThatWasAskedBefore() {
        refreshes.begin("shop", "users", "first", clock.instant(), MINUTE);
        clock.advance(AN_HOUR_BACK);
        clock.advance(MINUTE.plusSeconds(1));
        assertThat(refreshes
                        .begin("shop", "users", "second", clock.instant(), MINUTE)
                        .token())
                .isEqualTo("first");

        assertThat(bringForward()).as("the task and the refresh").isEqualTo(2);
        clock.advance(MINUTE.plusSeconds(1));
        assertThat(refreshes
                        .begin("shop", "users", "second", clock.instant(), MINUTE)
                        .token())
                .isEqualTo("second");
    }

    @Test
    void believesKargoThatAnsweredBefore() {
        refreshes.begin("shop", "users", "first", clock.instant(), MINUTE);
        refreshes.handled("shop", "users", "first", clock.instant());
        refreshes.afterDirect("shop", "users", clock.instant(), MINUTE);
        assertThat(bringForward()).as("a refresh in a minute").isZero();

        clock.advance(AN_HOUR_BACK);
        assertThat(refreshes.beginDue(clock.instant(), MINUTE)).isEmpty();
        bringForward();
        assertThat(refreshes.latest("shop", "users").orElseThrow().handledAt()).isEqualTo(clock.instant());
        assertThat(refreshes.beginDue(clock.instant(), MINUTE)).hasSize(1);
    }

    @Test
    void asksTheGitHostAgain() {
        commits.add(new CommitFacts("acme/users", "main", true, "a".repeat(40), "b".repeat(40), List.of()));
        commits.noteGap("acme/users", "main", "a".repeat(40), clock.instant());
        assertThat(commits.nextGap(clock.instant(), clock.instant().plus(MINUTE)))
                .isPresent();
        assertThat(bringForward()).as("again in a minute").isZero();

        clock.advance(AN_HOUR_BACK);
        assertThat(commits.nextGap(clock.instant(), clock.instant().plus(MINUTE)))
                .isEmpty();
        assertThat(bringForward()).isEqualTo(2);
        assertThat(commits.nextGap(clock.instant(), clock.instant().plus(MINUTE)))
                .isPresent();
    }

    @Test
    void refusesTheLateOneWhenTheClockJumpsADayAhead() {
        FeedTask late = claim().getFirst();
        clock.advance(Duration.ofDays(1));
        assertThat(tasks.reap(clock.instant())).isEqualTo(1);
        FeedTask taken = claim().getFirst();

        assertThat(tasks.became(late, "freight", "direct")).isFalse();
        assertThat(tasks.became(taken, "freight", "direct")).isTrue();
    }
}
