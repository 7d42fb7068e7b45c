package io.promotionbus.feed.jdbc;

import io.promotionbus.feed.Artifacts;
import io.promotionbus.feed.Registry.ImageFacts;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class JdbcArtifacts implements Artifacts {

    private final JdbcClient jdbc;

    JdbcArtifacts(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The last receipt moves by a microsecond at least, so that the digest confirmed last is also the latest. */
    @Override
    public void seen(String repository, String tag, String digest, @Nullable String commit, Instant receivedAt) {
        jdbc.sql("""
                        INSERT INTO feed_artifact (repository, tag, digest, commit_sha, first_received_at, last_received_at)
                        VALUES (:repository, :tag, :digest, :commit, :at, greatest(:at, (
                            SELECT max(last_received_at) + interval '1 microsecond' FROM feed_artifact
                            WHERE repository = :repository AND tag = :tag)))
                        ON CONFLICT (repository, tag, digest) DO UPDATE SET
                            commit_sha = coalesce(feed_artifact.commit_sha, excluded.commit_sha),
                            first_received_at = least(feed_artifact.first_received_at, excluded.first_received_at),
                            last_received_at = greatest(feed_artifact.last_received_at, excluded.last_received_at)""")
                .param("repository", repository)
                .param("tag", tag)
                .param("digest", digest)
                .param("commit", commit)
                .param("at", Sql.utc(receivedAt))
                .update();
    }

    @Override
    public Optional<String> digest(String repository, String tag) {
        return jdbc.sql("""
                        SELECT digest FROM feed_artifact WHERE repository = :repository AND tag = :tag
                        ORDER BY last_received_at DESC LIMIT 1""")
                .param("repository", repository)
                .param("tag", tag)
                .query(String.class)
                .optional();
    }

    @Override
    public Map<Confirmed, SeenArtifact> find(Collection<Confirmed> tags) {
        Map<Confirmed, SeenArtifact> found = new HashMap<>();
        if (!tags.isEmpty()) {
            jdbc.sql("""
                            SELECT repository, tag, digest, commit_sha, first_received_at FROM feed_artifact
                            JOIN unnest(:repositories, :tags, :digests) AS asked (repository, tag, digest)
                                USING (repository, tag, digest)""")
                    .param("repositories", texts(tags, Confirmed::repository))
                    .param("tags", texts(tags, Confirmed::tag))
                    .param("digests", texts(tags, Confirmed::digest))
                    .query(row -> {
                        found.put(
                                new Confirmed(
                                        row.getString("repository"), row.getString("tag"), row.getString("digest")),
                                new SeenArtifact(row.getString("commit_sha"), Sql.instant(row, "first_received_at")));
                    });
        }
        return found;
    }

    private static String[] texts(Collection<Confirmed> tags, Function<Confirmed, String> text) {
        return tags.stream().map(text).toArray(String[]::new);
    }

    @Override
    public Map<String, ImageFacts> images(Collection<String> digests) {
        Map<String, ImageFacts> found = new HashMap<>();
        if (!digests.isEmpty()) {
            jdbc.sql("SELECT digest, created_at, revision FROM feed_image WHERE digest = ANY(:digests)")
                    .param("digests", digests.toArray(String[]::new))
                    .query(row -> {
                        found.put(
                                row.getString("digest"),
                                new ImageFacts(Sql.maybeInstant(row, "created_at"), row.getString("revision")));
                    });
        }
        return found;
    }

    @Override
    public void image(String digest, ImageFacts facts) {
        jdbc.sql("""
                        INSERT INTO feed_image (digest, created_at, revision) VALUES (:digest, :created, :revision)
                        ON CONFLICT (digest) DO NOTHING""")
                .param("digest", digest)
                .param("created", Sql.maybeUtc(facts.createdAt()))
                .param("revision", facts.revision())
                .update();
    }
}
