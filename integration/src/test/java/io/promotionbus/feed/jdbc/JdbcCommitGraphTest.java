package io.promotionbus.feed.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.promotionbus.intake.ArtifactIntake.CommitFacts;
import io.promotionbus.promotion.Newness.Verdict;
import io.promotionbus.support.TestDatabase;
import java.util.List;
import java.util.Set;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

class JdbcCommitGraphTest {

    private final DataSource database = TestDatabase.create().dataSource();
    private final JdbcCommitGraph graph = new JdbcCommitGraph(JdbcClient.create(database), new JdbcTemplate(database));

    private static String sha(int number) {
        return "%040x".formatted(number);
    }

    /** One push of one commit each. */
    private void push(int first, int last) {
        for (int number = first; number <= last; number++) {
            graph.add(new CommitFacts("acme/shop", "main", true, sha(number - 1), sha(number), List.of()));
        }
    }

    private Verdict compare(int one, int other) {
        return graph.order(Set.of(sha(one), sha(other))).of(sha(one), sha(other));
    }

    @Test
    void comparesFartherThanIsReadAtOnce() {
        push(1, 450);

        assertThat(compare(449, 3)).isEqualTo(Verdict.NEWER);
        assertThat(compare(3, 449)).isEqualTo(Verdict.OLDER);
    }

    @Test
    void learnsWhatIsPushedAfterItHasLooked() {
        push(5, 6);
        assertThat(compare(6, 2)).isEqualTo(Verdict.UNKNOWN);

        push(1, 4);
        assertThat(compare(6, 2)).isEqualTo(Verdict.NEWER);
        push(7, 8);
        assertThat(compare(8, 6)).isEqualTo(Verdict.NEWER);
    }

    @Test
    void knowsNothingOfOtherBranches() {
        push(1, 2);
        graph.add(new CommitFacts("acme/shop", "feature", false, sha(2), sha(3), List.of()));

        assertThat(compare(3, 2)).isEqualTo(Verdict.UNKNOWN);
    }
}
