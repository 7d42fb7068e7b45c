package io.promotionbus.feed.jdbc;

import io.promotionbus.feed.Artifacts;
import io.promotionbus.feed.Registry.ImageFacts;
import java.time.Instant;
import java.util.Optional;
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
    public Optional<SeenArtifact> find(String repository, String tag, String digest) {
        return jdbc.sql("""
                        SELECT commit_sha, first_received_at FROM feed_artifact
                        WHERE repository = :repository AND tag = :tag AND digest = :digest""")
                .param("repository", repository)
                .param("tag", tag)
                .param("digest", digest)
                .query((row, n) -> new SeenArtifact(row.getString(1), Sql.instant(row, "first_received_at")))
                .optional();
    }

    @Override
    public Optional<ImageFacts> image(String digest) {
        return jdbc.sql("SELECT created_at, revision FROM feed_image WHERE digest = :digest")
                .param("digest", digest)
                .query((row, n) -> new ImageFacts(Sql.maybeInstant(row, "created_at"), row.getString("revision")))
                .optional();
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
