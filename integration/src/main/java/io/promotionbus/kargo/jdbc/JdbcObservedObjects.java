package io.promotionbus.kargo.jdbc;

import io.promotionbus.kargo.KargoPromotion;
import io.promotionbus.kargo.Kind;
import io.promotionbus.kargo.ObjectRef;
import io.promotionbus.kargo.ObservedObjects;
import io.promotionbus.kargo.Sighting;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** One row per object ever seen; a deleted one leaves its uid behind for a while, so that late news cannot revive it. */
@Repository
class JdbcObservedObjects implements ObservedObjects {

    private final JdbcClient jdbc;
    private final ObjectCodec codec = new ObjectCodec();

    JdbcObservedObjects(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The row as it stands; {@code body} is absent once deleted. */
    private record Row(
            String uid,
            long version,
            int format,
            Instant createdAt,
            Instant observedAt,
            String project,
            @Nullable String stage,
            @Nullable String body) {

        static Row of(ResultSet row, int number) throws SQLException {
            return new Row(
                    row.getString("uid"),
                    row.getLong("resource_version"),
                    row.getInt("format"),
                    row.getObject("created_at", OffsetDateTime.class).toInstant(),
                    row.getObject("observed_at", OffsetDateTime.class).toInstant(),
                    row.getString("project"),
                    row.getString("stage"),
                    row.getString("body"));
        }

        /** Whether what was seen tells more than this row. */
        boolean olderThan(Sighting.Seen seen) {
            if (!uid.equals(seen.uid())) {
                int created = createdAt.compareTo(stored(seen.createdAt()));
                return created < 0 || (created == 0 && version < seen.version());
            }
            if (body == null) {
                return false;
            }
            boolean restored = seen.askedAt() != null && observedAt.isBefore(seen.askedAt());
            return version < seen.version() || (version > seen.version() && restored) || format != ObjectCodec.FORMAT;
        }
    }

    @Override
    public Set<ObjectRef> unchanged(Collection<Sighting.Seen> seen) {
        if (seen.isEmpty()) {
            return Set.of();
        }
        List<Sighting.Seen> list = List.copyOf(seen);
        return new HashSet<>(jdbc.sql("""
                        SELECT o.kind, o.namespace, o.name
                          FROM unnest(:kinds, :namespaces, :names, :uids, :versions)
                                 AS s (kind, namespace, name, uid, version)
                          JOIN kargo_object o USING (kind, namespace, name)
                         WHERE o.uid = s.uid AND o.resource_version = s.version AND o.body IS NOT NULL
                           AND o.format = :format
                        """)
                .param(
                        "kinds",
                        list.stream().map(one -> one.ref().kind().name()).toArray(String[]::new))
                .param(
                        "namespaces",
                        list.stream().map(one -> one.ref().namespace()).toArray(String[]::new))
                .param("names", list.stream().map(one -> one.ref().name()).toArray(String[]::new))
                .param("uids", list.stream().map(Sighting.Seen::uid).toArray(String[]::new))
                .param("versions", list.stream().map(Sighting.Seen::version).toArray(Long[]::new))
                .param("format", ObjectCodec.FORMAT)
                .query(JdbcObservedObjects::ref)
                .list());
    }

    @Override
    public Stored store(Sighting.Seen seen, Instant observedAt) {
        if (insert(seen, observedAt)) {
            return new Stored.Changed(null, null);
        }
        Optional<Row> locked = lock(seen.ref());
        if (locked.isEmpty()) {
            return store(seen, observedAt);
        }
        Row row = locked.get();
        if (!row.olderThan(seen)) {
            return new Stored.Stale();
        }
        Object before = row.body() == null ? null : codec.read(seen.ref().kind(), row.body());
        update(seen, observedAt);
        boolean same =
                row.uid().equals(seen.uid()) && seen.object().equals(before) && row.format() == ObjectCodec.FORMAT;
        return same ? new Stored.Same() : new Stored.Changed(before, row.stage());
    }

    private boolean insert(Sighting.Seen seen, Instant observedAt) {
        return write("""
                        INSERT INTO kargo_object (kind, namespace, name, uid, resource_version, format, created_at,
                                                  observed_at, project, stage, active, body)
                        VALUES (:kind, :namespace, :name, :uid, :version, :format, :created, :observed, :project, :stage,
                                :active, :body::json)
                        ON CONFLICT (kind, namespace, name) DO NOTHING
                        """, seen, observedAt) == 1;
    }

    private void update(Sighting.Seen seen, Instant observedAt) {
        write("""
                UPDATE kargo_object
                   SET uid = :uid, resource_version = :version, format = :format, created_at = :created,
                       observed_at = :observed, project = :project, stage = :stage, active = :active, body = :body::json
                 WHERE kind = :kind AND namespace = :namespace AND name = :name
                """, seen, observedAt);
    }

    private int write(String sql, Sighting.Seen seen, Instant observedAt) {
        boolean active = seen.object() instanceof KargoPromotion promotion && !promotion.terminal();
        return jdbc.sql(sql)
                .param("kind", seen.ref().kind().name())
                .param("namespace", seen.ref().namespace())
                .param("name", seen.ref().name())
                .param("uid", seen.uid())
                .param("version", seen.version())
                .param("format", ObjectCodec.FORMAT)
                .param("created", utc(seen.createdAt()))
                .param("observed", utc(observedAt))
                .param("project", seen.project())
                .param("stage", seen.stage())
                .param("active", active)
                .param("body", codec.write(seen.object()))
                .update();
    }

    private Optional<Row> lock(ObjectRef ref) {
        return jdbc.sql("""
                        SELECT uid, resource_version, format, created_at, observed_at, project, stage, body
                          FROM kargo_object
                         WHERE kind = :kind AND namespace = :namespace AND name = :name
                           FOR UPDATE
                        """)
                .param("kind", ref.kind().name())
                .param("namespace", ref.namespace())
                .param("name", ref.name())
                .query(Row::of)
                .optional();
    }

    @Override
    public Optional<Removed> remove(Sighting.Gone gone, Instant observedAt) {
        Optional<Row> locked = lock(gone.ref()).filter(row -> row.uid().equals(gone.uid()));
        if (locked.isEmpty() || locked.get().body() == null) {
            return Optional.empty();
        }
        Row row = locked.get();
        var statement = jdbc.sql(gone.forGood() ? """
                        UPDATE kargo_object SET body = NULL, active = false, observed_at = :observed
                         WHERE kind = :kind AND namespace = :namespace AND name = :name
                        """ : """
                        DELETE FROM kargo_object
                         WHERE kind = :kind AND namespace = :namespace AND name = :name
                        """)
                .param("kind", gone.ref().kind().name())
                .param("namespace", gone.ref().namespace())
                .param("name", gone.ref().name());
        (gone.forGood() ? statement.param("observed", utc(observedAt)) : statement).update();
        return Optional.of(
                new Removed(row.project(), row.stage(), codec.read(gone.ref().kind(), body(row))));
    }

    @Override
    public List<Known> known(Kind kind, String namespace, Instant observedBefore) {
        return jdbc.sql("""
                        SELECT kind, namespace, name, uid FROM kargo_object
                         WHERE kind = :kind AND namespace = :namespace AND body IS NOT NULL AND observed_at < :before
                        """)
                .param("kind", kind.name())
                .param("namespace", namespace)
                .param("before", utc(observedBefore))
                .query(JdbcObservedObjects::known)
                .list();
    }

    @Override
    public List<Known> ofProject(String project) {
        return jdbc.sql("""
                        SELECT kind, namespace, name, uid FROM kargo_object
                         WHERE namespace = :project AND body IS NOT NULL AND kind NOT IN ('Project', 'Application')
                        """)
                .param("project", project)
                .query(JdbcObservedObjects::known)
                .list();
    }

    @Override
    public List<Known> ofOtherProjects(Collection<String> managed) {
        return jdbc.sql("""
                        SELECT kind, namespace, name, uid FROM kargo_object
                         WHERE body IS NOT NULL AND kind NOT IN ('Project', 'Application')
                           AND NOT namespace = ANY (:managed)
                        """)
                .param("managed", managed.toArray(String[]::new))
                .query(JdbcObservedObjects::known)
                .list();
    }

    @Override
    public void forgetRemovedBefore(Instant observedBefore) {
        jdbc.sql("DELETE FROM kargo_object WHERE body IS NULL AND observed_at < :before")
                .param("before", utc(observedBefore))
                .update();
    }

    private static String body(Row row) {
        return row.body() == null ? "{}" : row.body();
    }

    private static ObjectRef ref(ResultSet row, int number) throws SQLException {
        return new ObjectRef(Kind.valueOf(row.getString("kind")), row.getString("namespace"), row.getString("name"));
    }

    private static Known known(ResultSet row, int number) throws SQLException {
        return new Known(ref(row, number), row.getString("uid"));
    }

    /** As PostgreSQL keeps it. */
    private static Instant stored(Instant instant) {
        return instant.truncatedTo(ChronoUnit.MICROS);
    }

    private static OffsetDateTime utc(Instant instant) {
        return stored(instant).atOffset(ZoneOffset.UTC);
    }
}
