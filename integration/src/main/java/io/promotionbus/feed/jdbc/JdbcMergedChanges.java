package io.promotionbus.feed.jdbc;

import io.promotionbus.feed.Artifacts;
import io.promotionbus.feed.ChangeNotes;
import io.promotionbus.feed.CommitGraph;
import io.promotionbus.feed.FreightAge;
import io.promotionbus.feed.FreightChanges;
import io.promotionbus.kargo.Freight;
import io.promotionbus.promotion.MergedChanges;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The table of merged pull requests, and the walk through the branch they were merged into. */
@Repository
class JdbcMergedChanges implements MergedChanges, ChangeNotes {

    /** More commits than a month of merges to one repository. */
    private static final int MOST_STEPS = 2_000;

    private final JdbcClient jdbc;
    private final FreightChanges contents;

    JdbcMergedChanges(JdbcClient jdbc, Artifacts artifacts, CommitGraph commits) {
        this.jdbc = jdbc;
        this.contents = new FreightChanges(new FreightAge(artifacts, commits));
    }

    @Override
    public void note(String repository, int number, String commit, Instant at) {
        jdbc.sql("""
                        INSERT INTO feed_change (repository, number, commit_sha, noted_at)
                        VALUES (:repository, :number, :commit, :at) ON CONFLICT DO NOTHING""")
                .param("repository", repository)
                .param("number", number)
                .param("commit", commit)
                .param("at", Sql.utc(at))
                .update();
    }

    @Override
    public List<Merged> since(Instant noted, int most) {
        return jdbc.sql("""
                        SELECT repository, number, commit_sha FROM feed_change WHERE noted_at >= :noted
                        ORDER BY noted_at DESC, number DESC LIMIT :most""")
                .param("noted", Sql.utc(noted))
                .param("most", most)
                .query((row, number) -> new Merged(row.getString(1), row.getInt(2), row.getString(3)))
                .list()
                .reversed();
    }

    @Override
    public Set<Merged> containedIn(Freight freight, Set<Merged> changes) {
        return contents.containedIn(freight, changes, this::behind);
    }

    private Set<String> behind(String sha) {
        return new HashSet<>(jdbc.sql("""
                        WITH RECURSIVE back (repository, sha, steps) AS (
                            SELECT repository, sha, 1 FROM feed_commit WHERE sha = :sha AND default_branch
                            UNION ALL
                            SELECT c.repository, c.previous, b.steps + 1 FROM back b
                            JOIN feed_commit c ON c.repository = b.repository AND c.sha = b.sha
                            WHERE b.steps < :most AND c.default_branch AND c.previous IS NOT NULL)
                        SELECT b.sha FROM back b
                        JOIN feed_change f ON f.repository = b.repository AND f.commit_sha = b.sha""")
                .param("sha", sha)
                .param("most", MOST_STEPS)
                .query(String.class)
                .list());
    }
}
