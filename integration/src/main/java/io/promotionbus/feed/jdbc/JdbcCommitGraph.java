package io.promotionbus.feed.jdbc;

import io.promotionbus.feed.CommitGraph;
import io.promotionbus.feed.CommitOrder;
import io.promotionbus.intake.ArtifactIntake.CommitFact;
import io.promotionbus.intake.ArtifactIntake.CommitFacts;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class JdbcCommitGraph implements CommitGraph {

    private static final String UPSERT = """
            INSERT INTO feed_commit (repository, sha, previous, default_branch, branch, message, author_name, author_email,
                author_login, committed_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (repository, sha) DO UPDATE SET
                previous = coalesce(feed_commit.previous, excluded.previous),
                default_branch = feed_commit.default_branch OR excluded.default_branch,
                branch = CASE WHEN excluded.default_branch THEN excluded.branch ELSE feed_commit.branch END,
                message = coalesce(nullif(feed_commit.message, ''), excluded.message),
                author_name = coalesce(nullif(feed_commit.author_name, ''), excluded.author_name),
                author_email = coalesce(feed_commit.author_email, excluded.author_email),
                author_login = coalesce(feed_commit.author_login, excluded.author_login),
                committed_at = coalesce(feed_commit.committed_at, excluded.committed_at)""";

    private final JdbcClient jdbc;
    private final JdbcTemplate template;
    private final KnownPast past;

    JdbcCommitGraph(JdbcClient jdbc, JdbcTemplate template) {
        this.jdbc = jdbc;
        this.template = template;
        this.past = new KnownPast(jdbc);
    }

    @Override
    public void add(CommitFacts push) {
        List<Object[]> rows = new ArrayList<>();
        String previous = push.before();
        if (previous != null && push.defaultBranch()) {
            rows.add(row(push, bare(previous), null));
        }
        boolean headListed = false;
        for (CommitFact commit : push.commits()) {
            rows.add(row(push, commit, previous));
            previous = commit.sha();
            headListed |= commit.sha().equals(push.after());
        }
        if (!headListed) {
            rows.add(row(push, bare(push.after()), push.after().equals(previous) ? null : previous));
        }
        template.batchUpdate(UPSERT, rows);
    }

    /** Off the default branch the order says nothing about what is newest. */
    private static Object[] row(CommitFacts push, CommitFact commit, @Nullable String previous) {
        return row(
                push.repository(), push.branch(), push.defaultBranch(), commit, push.defaultBranch() ? previous : null);
    }

    private static Object[] row(
            String repository, String branch, boolean defaultBranch, CommitFact commit, @Nullable String previous) {
        return new @Nullable Object[] {
            repository,
            commit.sha(),
            previous,
            defaultBranch,
            branch,
            commit.message(),
            commit.authorName(),
            commit.authorEmail(),
            commit.authorLogin(),
            commit.timestamp()
        };
    }

    private static CommitFact bare(String sha) {
        return new CommitFact(sha, "", "", null, null, null);
    }

    @Override
    public boolean knows(String sha) {
        return jdbc.sql("SELECT EXISTS (SELECT 1 FROM feed_commit WHERE sha = :sha AND default_branch)")
                .param("sha", sha)
                .query(Boolean.class)
                .single();
    }

    @Override
    public boolean placed(String sha) {
        return jdbc.sql("""
                        SELECT EXISTS (SELECT 1 FROM feed_commit c WHERE sha = :sha AND default_branch
                          AND NOT EXISTS (SELECT 1 FROM feed_gap g WHERE g.repository = c.repository))""").param("sha", sha).query(Boolean.class).single();
    }

    @Override
    public CommitOrder order(Collection<String> shas) {
        Map<String, Set<String>> repositories = new HashMap<>();
        if (!shas.isEmpty()) {
            jdbc.sql("SELECT sha, repository FROM feed_commit WHERE sha = ANY(:shas) AND default_branch")
                    .param("shas", shas.toArray(String[]::new))
                    .query(row -> {
                        repositories
                                .computeIfAbsent(row.getString("sha"), sha -> new HashSet<>())
                                .add(row.getString("repository"));
                    });
        }
        return new CommitOrder(repositories, past.reader());
    }

    @Override
    public void noteGap(String repository, String branch, String sha, Instant now) {
        jdbc.sql("""
                        INSERT INTO feed_gap (repository, sha, branch, next_attempt_at)
                        SELECT :repository, :sha, :branch, :now
                        WHERE EXISTS (SELECT 1 FROM feed_commit WHERE repository = :repository AND default_branch)
                        ON CONFLICT DO NOTHING""")
                .param("repository", repository)
                .param("sha", sha)
                .param("branch", branch)
                .param("now", Sql.utc(now))
                .update();
    }

    @Override
    public Optional<Gap> nextGap(Instant now, Instant again) {
        return jdbc.sql("""
                        UPDATE feed_gap SET attempts = attempts + 1, next_attempt_at = :again
                        WHERE (repository, sha) IN (SELECT repository, sha FROM feed_gap WHERE next_attempt_at <= :now
                            ORDER BY next_attempt_at LIMIT 1 FOR UPDATE SKIP LOCKED)
                        RETURNING repository, branch, sha, attempts""")
                .param("now", Sql.utc(now))
                .param("again", Sql.utc(again))
                .query((row, n) -> new Gap(row.getString(1), row.getString(2), row.getString(3), row.getInt(4)))
                .optional();
    }

    @Override
    public void fill(Gap gap, List<CommitFact> newestFirst) {
        List<Object[]> rows = new ArrayList<>();
        for (int i = 0; i < newestFirst.size(); i++) {
            String previous =
                    i + 1 < newestFirst.size() ? newestFirst.get(i + 1).sha() : null;
            rows.add(row(gap.repository(), gap.branch(), true, newestFirst.get(i), previous));
        }
        template.batchUpdate(UPSERT, rows);
        giveUp(gap);
    }

    @Override
    public void giveUp(Gap gap) {
        jdbc.sql("DELETE FROM feed_gap WHERE repository = :repository AND sha = :sha")
                .param("repository", gap.repository())
                .param("sha", gap.sha())
                .update();
    }
}
