package io.promotionbus.feed.jdbc;

import io.promotionbus.feed.CommitOrder.Past;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The predecessors on the default branches, read many at a time and kept: a predecessor that is known once never changes,
 * whichever replica learned it. Where a branch ends may change with the next push and is asked again by each reader.
 */
final class KnownPast {

    private static final int AT_ONCE = 200;
    /** Some 10 MB. */
    private static final int MOST = 50_000;

    private static final String BACK = """
            WITH RECURSIVE back (sha, previous, steps) AS (
                SELECT sha, previous, 1 FROM feed_commit
                WHERE repository = :repository AND sha = :sha AND default_branch AND previous IS NOT NULL
                UNION ALL
                SELECT c.sha, c.previous, b.steps + 1 FROM back b
                JOIN feed_commit c ON c.repository = :repository AND c.sha = b.previous
                WHERE b.steps < :most AND c.default_branch AND c.previous IS NOT NULL)
            SELECT sha, previous FROM back""";

    private final JdbcClient jdbc;
    private final Map<Commit, String> previous = new ConcurrentHashMap<>();

    KnownPast(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** For one comparison of many commits; asks for the end of a branch once. */
    Past reader() {
        Set<Commit> ends = new HashSet<>();
        return (repository, sha) -> {
            Commit commit = new Commit(repository, sha);
            String known = previous.get(commit);
            if (known != null || ends.contains(commit)) {
                return known;
            }
            String found = read(commit);
            if (found == null) {
                ends.add(commit);
            }
            return found;
        };
    }

    private @Nullable String read(Commit commit) {
        List<Edge> edges = jdbc.sql(BACK)
                .param("repository", commit.repository())
                .param("sha", commit.sha())
                .param("most", AT_ONCE)
                .query((row, n) -> new Edge(row.getString("sha"), row.getString("previous")))
                .list();
        if (previous.size() + edges.size() > MOST) {
            previous.clear();
        }
        edges.forEach(edge -> previous.put(new Commit(commit.repository(), edge.sha()), edge.previous()));
        return edges.isEmpty() ? null : edges.getFirst().previous();
    }

    private record Commit(String repository, String sha) {}

    private record Edge(String sha, String previous) {}
}
