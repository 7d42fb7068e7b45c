package io.promotionbus.feed.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.promotionbus.feed.FillGaps;
import io.promotionbus.feed.GitHost;
import io.promotionbus.feed.NotedLanes;
import io.promotionbus.intake.ArtifactIntake.CommitFact;
import io.promotionbus.intake.ArtifactIntake.CommitFacts;
import io.promotionbus.promotion.Newness.Verdict;
import io.promotionbus.support.JdbcTransactions;
import io.promotionbus.support.SteppingClock;
import io.promotionbus.support.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The pushes of a and d were delivered, that of c never was. */
class FillGapsTest {

    private static final String REPOSITORY = "acme/users";
    private static final String A = "a".repeat(40);
    private static final String B = "b".repeat(40);
    private static final String C = "c".repeat(40);
    private static final String D = "d".repeat(40);

    private final SteppingClock clock = new SteppingClock(Instant.parse("2026-03-02T12:00:00Z"));
    private final DataSource database = TestDatabase.create().dataSource();
    private final JdbcCommitGraph commits =
            new JdbcCommitGraph(JdbcClient.create(database), new JdbcTemplate(database));
    private final NotedLanes lanes = new NotedLanes();
    private final Host host = new Host();
    private final FillGaps fillGaps = new FillGaps(commits, host, new JdbcTransactions(database), lanes, clock);

    private static final class Host implements GitHost {
        Optional<List<CommitFact>> answer = Optional.empty();

        @Override
        public boolean configured() {
            return true;
        }

        @Override
        public Optional<List<CommitFact>> history(String repository, String sha) {
            assertThat(repository).isEqualTo(REPOSITORY);
            assertThat(sha).isEqualTo(C);
            return answer;
        }
    }

    private static CommitFact commit(String sha) {
        return new CommitFact(sha, "", "", null, null, null);
    }

    private static CommitFacts push(String before, String after) {
        return new CommitFacts(REPOSITORY, "main", true, before, after, List.of(commit(after)));
    }

    @BeforeEach
    void pushWithAGap() {
        commits.add(push(null, A));
        commits.noteGap(REPOSITORY, "main", C, clock.instant());
        commits.add(push(C, D));
    }

    private Verdict ofDSeenFromA() {
        return commits.order(List.of(A, D)).of(D, A);
    }

    @Test
    void learnsWhatLiesBetweenAndHasEverythingJudgedAnew() {
        host.answer = Optional.of(Stream.of(C, B, A).map(FillGapsTest::commit).toList());
        assertThat(ofDSeenFromA()).isEqualTo(Verdict.UNKNOWN);
        assertThat(commits.placed(D)).isFalse();

        fillGaps.handle();

        assertThat(ofDSeenFromA()).isEqualTo(Verdict.NEWER);
        assertThat(commits.placed(D)).isTrue();
        assertThat(lanes.judgedAnew).hasValue(1);
    }

    @Test
    void asksAgainAfterAMinuteAndGivesUpAfterTenAttempts() {
        for (int attempt = 1; attempt <= 10; attempt++) {
            assertThat(commits.placed(D)).as("before attempt " + attempt).isFalse();
            fillGaps.handle();
            clock.advance(Duration.ofMinutes(1));
        }

        assertThat(commits.placed(D))
                .as("what cannot be known is not waited for")
                .isTrue();
        assertThat(ofDSeenFromA()).isEqualTo(Verdict.UNKNOWN);
        assertThat(lanes.judgedAnew).hasValue(0);
    }
}
