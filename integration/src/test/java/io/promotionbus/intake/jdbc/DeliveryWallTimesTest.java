package io.promotionbus.intake.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.promotionbus.intake.Backoff;
import io.promotionbus.intake.ClaimedDelivery;
import io.promotionbus.intake.LongestWaits;
import io.promotionbus.intake.Verdict;
import io.promotionbus.support.CountingIds;
import io.promotionbus.support.SteppingClock;
import io.promotionbus.support.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

class DeliveryWallTimesTest {

    private static final Duration AN_HOUR_BACK = Duration.ofHours(-1);
    private static final Duration LEASE = Duration.ofMinutes(1);
    private static final Backoff BACKOFF = new Backoff(Duration.ofSeconds(1), Duration.ofMinutes(5));

    private final SteppingClock clock = new SteppingClock(Instant.parse("2026-03-02T12:00:00Z"));
    private final JdbcClient jdbc = JdbcClient.create(TestDatabase.create().dataSource());
    private final JdbcBacklog backlog = new JdbcBacklog(jdbc, new ObjectMapper(), new CountingIds());
    private final DeliveryWallTimes wallTimes =
            new DeliveryWallTimes(jdbc, LongestWaits.of(LEASE, BACKOFF, Duration.ofSeconds(3)));

    @BeforeEach
    void deliver() {
        jdbc.sql("""
                        INSERT INTO intake_delivery (id, source, source_name, event, dedupe_key, received_at, correlation,
                            headers, body, body_bytes, body_sha256, next_attempt_at)
                        VALUES (:id, 'github', 'default', 'push', 'key', :now, 'c', '{}', '', 0, '', :now)""")
                .param("id", UUID.randomUUID())
                .param("now", JdbcInbox.utc(clock.instant()))
                .update();
    }

    private int bringForward() {
        return wallTimes.bringForward(clock.instant());
    }

    private List<ClaimedDelivery> claim() {
        return backlog.claim(10, clock.instant(), LEASE);
    }

    private boolean decide(ClaimedDelivery claimed) {
        return backlog.decide(claimed, Verdict.ignored("because", List.of()), clock.now());
    }

    @Test
    void readsWhatWasAcknowledged() {
        clock.advance(AN_HOUR_BACK);
        assertThat(claim()).isEmpty();

        assertThat(bringForward()).isEqualTo(1);
        assertThat(claim())
                .singleElement()
                .satisfies(claimed -> assertThat(claimed.ref().receivedAt())
                        .as("business time")
                        .isEqualTo(clock.now().plus(Duration.ofHours(1))));
    }

    @Test
    void triesAgainWhatWaitedButNotBeforeItsTime() {
        Instant longest = clock.instant().plus(BACKOFF.atMost());
        backlog.retry(claim().getFirst(), longest, "registry-unreachable", "away");
        assertThat(bringForward()).as("the longest pause there is").isZero();

        clock.advance(AN_HOUR_BACK);
        assertThat(bringForward()).isEqualTo(1);
        assertThat(claim()).hasSize(1);
    }

    @Test
    void takesOverWhatALostWorkerHeldButNotFromOneThatLives() {
        ClaimedDelivery lost = claim().getFirst();
        assertThat(bringForward()).isZero();
        clock.advance(AN_HOUR_BACK);
        assertThat(bringForward()).isEqualTo(1);
        clock.advance(LEASE.minusSeconds(1));
        assertThat(backlog.reap(clock.instant())).isZero();

        clock.advance(Duration.ofSeconds(2));
        assertThat(backlog.reap(clock.instant())).isEqualTo(1);
        assertThat(claim()).hasSize(1);
        assertThat(decide(lost)).isFalse();
    }

    @Test
    void looksAtADigestOnceMore() {
        assertThat(decide(claim().getFirst())).isTrue();
        jdbc.sql("UPDATE intake_delivery SET recheck_at = ?")
                .param(JdbcInbox.utc(clock.instant().plusSeconds(3)))
                .update();
        assertThat(bringForward()).isZero();

        clock.advance(AN_HOUR_BACK);
        assertThat(claim()).isEmpty();
        assertThat(bringForward()).isEqualTo(1);
        assertThat(claim()).singleElement().matches(ClaimedDelivery::recheck);
        assertThat(bringForward()).as("under way").isZero();
    }

    @Test
    void refusesTheLateOneWhenTheClockJumpsADayAhead() {
        ClaimedDelivery late = claim().getFirst();
        clock.advance(Duration.ofDays(1));
        assertThat(backlog.reap(clock.instant())).isEqualTo(1);
        ClaimedDelivery taken = claim().getFirst();

        assertThat(decide(late)).isFalse();
        assertThat(decide(taken)).isTrue();
    }
}
