package io.promotionbus.rollback.jdbc;

import io.promotionbus.kargo.ObservedCluster;
import io.promotionbus.promotion.Quarantine;
import io.promotionbus.rollback.Pipeline;
import io.promotionbus.rollback.QuarantinedDigest;
import io.promotionbus.rollback.QuarantinedDigests;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class JdbcQuarantinedDigests implements QuarantinedDigests, Quarantine {

    private final JdbcClient jdbc;
    private final ObservedCluster cluster;

    JdbcQuarantinedDigests(JdbcClient jdbc, ObservedCluster cluster) {
        this.jdbc = jdbc;
        this.cluster = cluster;
    }

    /**
     * A digest is the same everywhere, so what a person quarantined is held everywhere. What a rollback quarantined is held
     * at the stage that failed and everything after it, and in every other project.
     */
    @Override
    public Map<String, Entry> of(String project, String stage, Collection<String> digests) {
        if (digests.isEmpty()) {
            return Map.of();
        }
        List<QuarantinedDigest> found = jdbc.sql("""
                        SELECT * FROM quarantine WHERE lifted_at IS NULL AND digest = ANY (:digests) ORDER BY id
                        """)
                .param("digests", digests.toArray(String[]::new))
                .query((row, number) -> digest(row))
                .list();
        Predicate<QuarantinedDigest> holds = holdsAt(project, stage, found);
        return found.stream()
                .filter(holds)
                .map(digest -> new Entry(digest.id(), digest.digest(), digest.reason(), digest.setBy(), digest.setAt()))
                .collect(Collectors.toMap(Entry::digest, Function.identity(), (first, later) -> first));
    }

    private Predicate<QuarantinedDigest> holdsAt(String project, String stage, List<QuarantinedDigest> found) {
        boolean ours = found.stream().anyMatch(digest -> project.equals(digest.project()));
        Set<String> upstream = ours ? Pipeline.upTo(stage, cluster.stages(project)) : Set.of();
        return digest ->
                digest.stage() == null || !project.equals(digest.project()) || upstream.contains(digest.stage());
    }

    @Override
    public boolean add(QuarantinedDigest digest, @Nullable Person by) {
        return jdbc.sql("""
                        INSERT INTO quarantine (id, digest, repository, reason, group_id, set_by_issuer, set_by_subject,
                                                set_by_name, set_at, project, stage)
                        VALUES (:id, :digest, :repository, :reason, :group, :issuer, :subject, :name, :at, :project, :stage)
                        ON CONFLICT DO NOTHING
                        """)
                        .param("id", digest.id())
                        .param("digest", digest.digest())
                        .param("repository", digest.repository())
                        .param("reason", digest.reason())
                        .param("group", digest.group())
                        .param("issuer", by == null ? null : by.issuer())
                        .param("subject", by == null ? null : by.subject())
                        .param("name", digest.setBy())
                        .param("at", utc(digest.setAt()))
                        .param("project", digest.project())
                        .param("stage", digest.stage())
                        .update()
                == 1;
    }

    @Override
    public Optional<Row> lock(UUID id) {
        return jdbc.sql("SELECT * FROM quarantine WHERE id = :id FOR UPDATE")
                .param("id", id)
                .query((row, number) -> new Row(digest(row), person(row)))
                .optional();
    }

    @Override
    public void lift(UUID id, String by, Instant at) {
        jdbc.sql("UPDATE quarantine SET lifted_by_name = :by, lifted_at = :at WHERE id = :id")
                .param("by", by)
                .param("at", utc(at))
                .param("id", id)
                .update();
    }

    @Override
    public List<QuarantinedDigest> newest(boolean all, @Nullable UUID before, int limit) {
        return jdbc.sql("""
                        SELECT * FROM quarantine
                        WHERE (:all OR lifted_at IS NULL) AND (CAST(:before AS uuid) IS NULL OR id < :before)
                        ORDER BY id DESC LIMIT :limit
                        """)
                .param("all", all)
                .param("before", before)
                .param("limit", limit)
                .query((row, number) -> digest(row))
                .list();
    }

    private static QuarantinedDigest digest(ResultSet row) throws SQLException {
        OffsetDateTime lifted = row.getObject("lifted_at", OffsetDateTime.class);
        return new QuarantinedDigest(
                row.getObject("id", UUID.class),
                row.getString("digest"),
                row.getString("repository"),
                row.getString("reason"),
                row.getObject("group_id", UUID.class),
                row.getString("set_by_name"),
                row.getObject("set_at", OffsetDateTime.class).toInstant(),
                row.getString("lifted_by_name"),
                lifted == null ? null : lifted.toInstant(),
                row.getString("project"),
                row.getString("stage"));
    }

    private static @Nullable Person person(ResultSet row) throws SQLException {
        String subject = row.getString("set_by_subject");
        return subject == null ? null : new Person(row.getString("set_by_issuer"), subject);
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
