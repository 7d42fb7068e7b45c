package io.promotionbus.approval.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.promotionbus.approval.CommitReads;
import io.promotionbus.approval.ReadCommits;
import io.promotionbus.support.SteppingClock;
import io.promotionbus.support.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

class CommitReadWallTimesTest {

    private static final Duration AN_HOUR_BACK = Duration.ofHours(-1);

    private final SteppingClock clock = new SteppingClock(Instant.parse("2026-03-02T12:00:00Z"));
    private final JdbcClient jdbc = JdbcClient.create(TestDatabase.create().dataSource());
    private final CommitReads reads = new JdbcCommitReads(jdbc);
    private final CommitReadWallTimes wallTimes = new CommitReadWallTimes(jdbc);
    private final UUID request = UUID.randomUUID();

    @BeforeEach
    void ask() {
        jdbc.sql("""
                        INSERT INTO approval_request (id, project, stage, freight, state, created_at, expires_at, remind_at,
                            policy, require, roles, missing, sight, incoming, commits, announced, correlation)
                        VALUES (:id, 'shop', 'stg', 'f1', 'open', :now, :later, :later, 'p', '[]', '{}', '{}', '{}', '{}', '{}',
                            false, 'c')""")
                .param("id", request)
                .param("now", clock.now().atOffset(ZoneOffset.UTC))
                .param("later", clock.now().plus(Duration.ofHours(72)).atOffset(ZoneOffset.UTC))
                .update();
        reads.want(request, clock.instant());
    }

    private int bringForward() {
        return wallTimes.bringForward(clock.instant());
    }

    private Optional<CommitReads.Claim> claim(String claim) {
        return reads.claim(claim, clock.instant(), ReadCommits.LEASE);
    }

    private String business() {
        return jdbc.sql("SELECT created_at || ' ' || expires_at || ' ' || remind_at FROM approval_request")
                .query(String.class)
                .single();
    }

    @Test
    void readsWhatIsWanted() {
        String business = business();
        clock.advance(AN_HOUR_BACK);
        assertThat(claim("one")).isEmpty();

        assertThat(bringForward()).isEqualTo(1);
        assertThat(claim("one")).isPresent();
        assertThat(business()).isEqualTo(business);
    }

    @Test
    void readsAgainWhatIsMissingButNotBeforeItsTime() {
        claim("one");
        reads.done(request, "one", clock.instant().plus(ReadCommits.pauseAtMost()));
        assertThat(bringForward()).as("the longest pause there is").isZero();

        clock.advance(AN_HOUR_BACK);
        assertThat(bringForward()).isEqualTo(1);
        assertThat(claim("two")).isPresent();
    }

    @Test
    void takesOverWhatALostReplicaHeldButNotFromOneThatLives() {
        claim("lost");
        assertThat(bringForward()).isZero();
        clock.advance(AN_HOUR_BACK);
        assertThat(bringForward()).isEqualTo(1);
        clock.advance(ReadCommits.LEASE.minusSeconds(1));
        assertThat(claim("two")).isEmpty();

        clock.advance(Duration.ofSeconds(2));
        assertThat(claim("two")).isPresent();
        assertThat(reads.done(request, "lost", null)).isFalse();
    }

    @Test
    void refusesTheLateOneWhenTheClockJumpsADayAhead() {
        claim("late");
        clock.advance(Duration.ofDays(1));
        assertThat(claim("two")).isPresent();
        assertThat(reads.done(request, "late", null)).isFalse();
        assertThat(reads.done(request, "two", null)).isTrue();
    }
}
