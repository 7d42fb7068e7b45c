package io.promotionbus.policy.jdbc;

import io.promotionbus.platform.Requester;
import io.promotionbus.policy.Freeze;
import io.promotionbus.policy.FreezeRecords;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class JdbcFreezes implements FreezeRecords {

    private static final String SELECT = """
            SELECT id, project, stage, reason, until, set_by_name, set_at, lifted_by_name, lifted_at FROM stage_freeze
            """;
    private static final String IN_FORCE = " lifted_at IS NULL AND set_at <= :at AND (until IS NULL OR until > :at) ";

    private final JdbcClient jdbc;

    JdbcFreezes(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public List<Freeze> inForce(String project, String stage, Instant at) {
        return inForce(at).stream()
                .filter(freeze -> freeze.covers(project, stage))
                .toList();
    }

    @Override
    public List<Freeze> inForce(Instant at) {
        return jdbc.sql(SELECT + " WHERE" + IN_FORCE + "ORDER BY set_at, id")
                .param("at", utc(at))
                .query(JdbcFreezes::freeze)
                .list();
    }

    @Override
    public Optional<Instant> nextEdge(String project, String stage, Instant after) {
        return inForce(project, stage, after).stream()
                .map(Freeze::until)
                .filter(Objects::nonNull)
                .min(Instant::compareTo);
    }

    @Override
    public void insert(Freeze freeze, Requester setBy) {
        jdbc.sql("""
                        INSERT INTO stage_freeze (id, project, stage, reason, until, set_by_issuer, set_by_subject,
                                            set_by_name, set_at)
                        VALUES (:id, :project, :stage, :reason, :until, :issuer, :subject, :name, :at)
                        """)
                .param("id", freeze.id())
                .param("project", freeze.project())
                .param("stage", freeze.stage())
                .param("reason", freeze.reason())
                .param("until", freeze.until() == null ? null : utc(freeze.until()))
                .param("issuer", setBy.issuer())
                .param("subject", setBy.subject())
                .param("name", freeze.setBy())
                .param("at", utc(freeze.setAt()))
                .update();
    }

    @Override
    public Optional<Freeze> lock(UUID id) {
        return jdbc.sql(SELECT + " WHERE id = :id FOR UPDATE")
                .param("id", id)
                .query(JdbcFreezes::freeze)
                .optional();
    }

    @Override
    public void lift(UUID id, String liftedBy, Instant liftedAt) {
        jdbc.sql("UPDATE stage_freeze SET lifted_by_name = :by, lifted_at = :at WHERE id = :id")
                .param("by", liftedBy)
                .param("at", utc(liftedAt))
                .param("id", id)
                .update();
    }

    @Override
    public List<Freeze> list(@Nullable Instant inForceAt, @Nullable UUID before, int limit) {
        StringBuilder sql = new StringBuilder(SELECT).append(" WHERE true ");
        if (inForceAt != null) {
            sql.append(" AND ").append(IN_FORCE);
        }
        if (before != null) {
            sql.append(" AND (set_at, id) < (SELECT set_at, id FROM stage_freeze WHERE id = :before) ");
        }
        var statement = jdbc.sql(sql.append(" ORDER BY set_at DESC, id DESC LIMIT :limit")
                        .toString())
                .param("limit", limit);
        if (inForceAt != null) {
            statement = statement.param("at", utc(inForceAt));
        }
        if (before != null) {
            statement = statement.param("before", before);
        }
        return statement.query(JdbcFreezes::freeze).list();
    }

    private static Freeze freeze(ResultSet row, int number) throws SQLException {
        return new Freeze(
                row.getObject("id", UUID.class),
                row.getString("project"),
                row.getString("stage"),
                row.getString("reason"),
                instant(row, "until"),
                row.getString("set_by_name"),
                Objects.requireNonNull(instant(row, "set_at")),
                row.getString("lifted_by_name"),
                instant(row, "lifted_at"));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime value = row.getObject(column, OffsetDateTime.class);
        return value == null ? null : value.toInstant();
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
