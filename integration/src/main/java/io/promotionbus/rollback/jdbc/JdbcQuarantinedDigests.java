package io.promotionbus.rollback.jdbc;

import io.promotionbus.kargo.ObservedCluster;
import io.promotionbus.kargo.Stage;
import io.promotionbus.promotion.LaneRef;
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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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

    @Override
    public Map<LaneRef, Map<String, Entry>> of(Map<LaneRef, ? extends Collection<String>> digests) {
        Map<String, List<QuarantinedDigest>> found = found(digests.values());
        Map<String, List<Stage>> stages = stages(digests.keySet(), found);
        Map<LaneRef, Map<String, Entry>> held = new HashMap<>();
        digests.forEach((lane, asked) -> {
            Set<String> upstream = Pipeline.upTo(lane.stage(), stages.getOrDefault(lane.project(), List.of()));
            held.put(
                    lane,
                    asked.stream()
                            .distinct()
                            .flatMap(digest -> found.getOrDefault(digest, List.of()).stream())
                            .filter(digest -> holdsAt(lane, upstream, digest))
                            .map(JdbcQuarantinedDigests::entry)
                            .collect(Collectors.toMap(Entry::digest, Function.identity(), (first, later) -> first)));
        });
        return held;
    }

    /** By digest, oldest first. */
    private Map<String, List<QuarantinedDigest>> found(Collection<? extends Collection<String>> digests) {
        String[] asked = digests.stream().flatMap(Collection::stream).distinct().toArray(String[]::new);
        return asked.length == 0
                ? Map.of()
                : jdbc.sql("""
                                SELECT * FROM quarantine WHERE lifted_at IS NULL AND digest = ANY (:digests) ORDER BY id
                                """).param("digests", asked).query((row, number) -> digest(row)).list().stream()
                        .collect(Collectors.groupingBy(QuarantinedDigest::digest));
    }

    /** Of the projects where a rollback quarantined something: only there it matters what comes before what. */
    private Map<String, List<Stage>> stages(Set<LaneRef> lanes, Map<String, List<QuarantinedDigest>> found) {
        Set<String> projects = lanes.stream().map(LaneRef::project).collect(Collectors.toSet());
        projects.retainAll(found.values().stream()
                .flatMap(List::stream)
                .flatMap(digest -> Stream.ofNullable(digest.project()))
                .collect(Collectors.toSet()));
        return cluster.stages(projects).stream().collect(Collectors.groupingBy(Stage::project));
    }

    /**
     * A digest is the same everywhere, so what a person quarantined is held everywhere. What a rollback quarantined is held
     * at the stage that failed and everything after it, and in every other project.
     */
    private static boolean holdsAt(LaneRef lane, Set<String> upstream, QuarantinedDigest digest) {
        return digest.stage() == null || !lane.project().equals(digest.project()) || upstream.contains(digest.stage());
    }

    private static Entry entry(QuarantinedDigest digest) {
        return new Entry(digest.id(), digest.digest(), digest.reason(), digest.setBy(), digest.setAt());
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
