package io.promotionbus.feed.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.promotionbus.support.TestDatabase;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

class JdbcChangeTimesTest {

    private static final String SHA = "c".repeat(40);
    private static final String OTHER = "d".repeat(40);
    private static final Instant RECEIVED = Instant.parse("2026-03-01T12:00:00Z");

    private final JdbcClient jdbc = JdbcClient.create(TestDatabase.create().dataSource());
    private final JdbcChangeTimes times = new JdbcChangeTimes(jdbc);

    @Test
    void datesFreightByTheNewestCommitOfItsImages() {
        commit(SHA, "2026-03-01T09:00:00Z");
        commit(OTHER, "2026-03-01T08:30:00-03:00");
        task("f1", "acme/api", SHA, "sha256:a", RECEIVED);
        task("f1", "acme/ui", "1.2.3", "sha256:b", RECEIVED);
        artifact("acme/ui", "1.2.3", "sha256:b", OTHER);

        assertThat(times.of("shop", Set.of("f1"))).isEqualTo(Map.of("f1", Instant.parse("2026-03-01T11:30:00Z")));
    }

    @Test
    void asksTheImageWhereNeitherTagNorDeliveryNamesTheCommit() {
        commit(SHA, "2026-03-01T09:00:00Z");
        task("f1", "acme/api", "1.2.3", "sha256:a", RECEIVED);
        jdbc.sql("INSERT INTO feed_image (digest, revision) VALUES ('sha256:a', ?)")
                .param(SHA)
                .update();

        assertThat(times.of("shop", Set.of("f1"))).isEqualTo(Map.of("f1", Instant.parse("2026-03-01T09:00:00Z")));
    }

    @Test
    void fallsBackToTheFirstAnnouncement() {
        commit(SHA, "the day before yesterday");
        task("f1", "acme/api", SHA, "sha256:a", RECEIVED.plusSeconds(9));
        task("f1", "acme/ui", "1.2.3", "sha256:b", RECEIVED);

        assertThat(times.of("shop", Set.of("f1", "unknown"))).isEqualTo(Map.of("f1", RECEIVED));
        assertThat(times.of("other", Set.of("f1"))).isEmpty();
        assertThat(times.of("shop", Set.of())).isEmpty();
    }

    private void commit(String sha, @Nullable String at) {
        jdbc.sql("""
                INSERT INTO feed_commit (repository, sha, default_branch, branch, message, author_name, committed_at)
                VALUES ('acme/shop', ?, true, 'main', 'm', 'a', ?)""").params(sha, at).update();
    }

    private void artifact(String repository, String tag, String digest, String commit) {
        jdbc.sql("INSERT INTO feed_artifact VALUES (?, ?, ?, ?, ?, ?)")
                .params(repository, tag, digest, commit, Sql.utc(RECEIVED), Sql.utc(RECEIVED))
                .update();
    }

    private void task(String freight, String repository, String tag, String digest, Instant receivedAt) {
        jdbc.sql("""
                INSERT INTO feed_task (id, project, warehouse, repository, tag, digest, deliveries, correlation, received_at,
                    created_at, status, next_attempt_at, freight)
                VALUES (?, 'shop', 'w', ?, ?, ?, '{}', 'c', ?, ?, 'done', ?, ?)""")
                .params(
                        UUID.randomUUID(),
                        repository,
                        tag,
                        digest,
                        Sql.utc(receivedAt),
                        Sql.utc(receivedAt),
                        Sql.utc(receivedAt),
                        freight)
                .update();
    }
}
