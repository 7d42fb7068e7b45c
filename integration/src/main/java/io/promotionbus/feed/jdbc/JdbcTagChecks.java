package io.promotionbus.feed.jdbc;

import io.promotionbus.feed.TagChecks;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class JdbcTagChecks implements TagChecks {

    private final JdbcClient jdbc;

    JdbcTagChecks(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public List<String> due(Collection<String> repositories, Instant now) {
        return jdbc.sql("""
                        SELECT name FROM unnest(CAST(:names AS text[])) name
                        WHERE NOT EXISTS (SELECT FROM feed_tag_check
                                          WHERE repository = name AND next_check_at > :now)
                        ORDER BY name""")
                .param("names", repositories.toArray(String[]::new))
                .param("now", Sql.utc(now))
                .query(String.class)
                .list();
    }

    @Override
    public Optional<Claim> claim(String repository, Instant now, Instant next) {
        return jdbc.sql("""
                        INSERT INTO feed_tag_check (repository, next_check_at) VALUES (:repository, :next)
                        ON CONFLICT (repository) DO UPDATE SET next_check_at = excluded.next_check_at
                            WHERE feed_tag_check.next_check_at <= :now
                        RETURNING compared_at IS NULL AS first""")
                .param("repository", repository)
                .param("next", Sql.utc(next))
                .param("now", Sql.utc(now))
                .query((row, n) -> new Claim(row.getBoolean("first")))
                .optional();
    }

    @Override
    public void again(String repository, Instant next) {
        jdbc.sql("UPDATE feed_tag_check SET next_check_at = :next WHERE repository = :repository")
                .param("repository", repository)
                .param("next", Sql.utc(next))
                .update();
    }

    @Override
    public Set<String> known(String repository) {
        return new HashSet<>(jdbc.sql("""
                        SELECT tag FROM feed_tag WHERE repository = :repository
                        UNION SELECT tag FROM feed_artifact WHERE repository = :repository""")
                .param("repository", repository)
                .query(String.class)
                .list());
    }

    @Override
    public Optional<String> digest(String repository, String tag) {
        // What a webhook announced since counts as seen.
        return jdbc.sql("""
                        SELECT digest FROM (SELECT coalesce(
                            (SELECT digest FROM feed_artifact WHERE repository = :repository AND tag = :tag
                             ORDER BY last_received_at DESC LIMIT 1),
                            (SELECT digest FROM feed_tag WHERE repository = :repository AND tag = :tag)) AS digest) seen
                        WHERE digest IS NOT NULL""")
                .param("repository", repository)
                .param("tag", tag)
                .query(String.class)
                .optional();
    }

    @Override
    public void compared(String repository, Collection<String> tags, Instant at) {
        jdbc.sql("""
                        INSERT INTO feed_tag (repository, tag)
                        SELECT :repository, tag FROM unnest(CAST(:tags AS text[])) tag
                        ON CONFLICT (repository, tag) DO NOTHING""")
                .param("repository", repository)
                .param("tags", tags.toArray(String[]::new))
                .update();
        jdbc.sql("UPDATE feed_tag_check SET compared_at = :at WHERE repository = :repository")
                .param("repository", repository)
                .param("at", Sql.utc(at))
                .update();
    }

    @Override
    public void follow(String repository, String tag, String digest) {
        jdbc.sql("""
                        INSERT INTO feed_tag (repository, tag, digest) VALUES (:repository, :tag, :digest)
                        ON CONFLICT (repository, tag) DO UPDATE SET digest = excluded.digest""")
                .param("repository", repository)
                .param("tag", tag)
                .param("digest", digest)
                .update();
    }
}
