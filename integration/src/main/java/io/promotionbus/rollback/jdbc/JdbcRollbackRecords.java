package io.promotionbus.rollback.jdbc;

import io.promotionbus.kargo.StageHealth.Status;
import io.promotionbus.promotion.LaneRef;
import io.promotionbus.rollback.Cause;
import io.promotionbus.rollback.Rollback;
import io.promotionbus.rollback.RollbackRecords;
import io.promotionbus.rollback.StopCause;
import io.promotionbus.rollback.WatchState;
import io.promotionbus.rollback.WatchState.Alarm;
import io.promotionbus.rollback.WatchState.Stop;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class JdbcRollbackRecords implements RollbackRecords {

    private final JdbcClient jdbc;

    JdbcRollbackRecords(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public WatchState state(LaneRef lane) {
        return jdbc.sql("SELECT * FROM rollback_watch WHERE project = :project AND stage = :stage")
                .param("project", lane.project())
                .param("stage", lane.stage())
                .query((row, number) -> state(row))
                .optional()
                .orElse(WatchState.NEW);
    }

    @Override
    public void keep(LaneRef lane, WatchState state) {
        Alarm alarm = state.alarm();
        Stop stop = state.stop();
        jdbc.sql("""
                        INSERT INTO rollback_watch (project, stage, unwell_since, alarm, alarm_since, alarm_text,
                                                    stop_id, stop_cause, stop_since, stop_text, resumed_at)
                        VALUES (:project, :stage, :unwellSince, :alarm, :alarmSince, :alarmText,
                                :stopId, :stopCause, :stopSince, :stopText, :resumedAt)
                        ON CONFLICT (project, stage) DO UPDATE SET
                            unwell_since = excluded.unwell_since, alarm = excluded.alarm,
                            alarm_since = excluded.alarm_since, alarm_text = excluded.alarm_text,
                            stop_id = excluded.stop_id, stop_cause = excluded.stop_cause,
                            stop_since = excluded.stop_since, stop_text = excluded.stop_text,
                            resumed_at = excluded.resumed_at
                        """)
                .param("project", lane.project())
                .param("stage", lane.stage())
                .param("unwellSince", utc(state.unwellSince()))
                .param("alarm", alarm == null ? null : alarm.status().name())
                .param("alarmSince", alarm == null ? null : utc(alarm.since()))
                .param("alarmText", alarm == null ? null : alarm.text())
                .param("stopId", stop == null ? null : stop.id())
                .param("stopCause", stop == null ? null : stop.cause().name())
                .param("stopSince", stop == null ? null : utc(stop.since()))
                .param("stopText", stop == null ? null : stop.text())
                .param("resumedAt", utc(state.resumedAt()))
                .update();
    }

    @Override
    public void forget(LaneRef lane) {
        jdbc.sql("DELETE FROM rollback_watch WHERE project = :project AND stage = :stage")
                .param("project", lane.project())
                .param("stage", lane.stage())
                .update();
    }

    @Override
    public void add(Rollback rollback) {
        jdbc.sql("""
                        INSERT INTO rollback (id, project, stage, base_attempt, attempt, bad, target, cause, in_a_row,
                                              reason, started_at)
                        VALUES (:id, :project, :stage, :base, :attempt, :bad, :target, :cause, :inARow, :reason, :at)
                        """)
                .param("id", rollback.id())
                .param("project", rollback.lane().project())
                .param("stage", rollback.lane().stage())
                .param("base", rollback.baseAttempt())
                .param("attempt", rollback.attempt())
                .param("bad", rollback.bad())
                .param("target", rollback.target())
                .param("cause", rollback.cause().slug())
                .param("inARow", rollback.inARow())
                .param("reason", rollback.reason())
                .param("at", utc(rollback.startedAt()))
                .update();
    }

    @Override
    public Optional<Rollback> after(UUID baseAttempt) {
        return jdbc.sql("""
                        SELECT * FROM rollback WHERE base_attempt = :base AND NOT settled
                        ORDER BY started_at DESC, id DESC LIMIT 1
                        """)
                .param("base", baseAttempt)
                .query((row, number) -> rollback(row))
                .optional();
    }

    @Override
    public Optional<Rollback> newest(LaneRef lane) {
        return jdbc.sql("""
                        SELECT * FROM rollback WHERE project = :project AND stage = :stage AND NOT settled
                        ORDER BY started_at DESC, id DESC LIMIT 1
                        """)
                .param("project", lane.project())
                .param("stage", lane.stage())
                .query((row, number) -> rollback(row))
                .optional();
    }

    @Override
    public Map<String, Instant> spoiled(LaneRef lane) {
        return jdbc
                .sql("""
                        SELECT bad, max(started_at) AS started_at FROM rollback
                        WHERE project = :project AND stage = :stage GROUP BY bad
                        """)
                .param("project", lane.project())
                .param("stage", lane.stage())
                .query((row, number) -> Map.entry(row.getString("bad"), instant(row, "started_at")))
                .list()
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    @Override
    public List<LaneRef> startedSince(Instant since) {
        return jdbc.sql("SELECT DISTINCT project, stage FROM rollback WHERE started_at >= :since")
                .param("since", utc(since))
                .query((row, number) -> new LaneRef(row.getString("project"), row.getString("stage")))
                .list();
    }

    @Override
    public void settle(LaneRef lane) {
        jdbc.sql("UPDATE rollback SET settled = true WHERE project = :project AND stage = :stage AND NOT settled")
                .param("project", lane.project())
                .param("stage", lane.stage())
                .update();
    }

    private static WatchState state(ResultSet row) throws SQLException {
        String alarm = row.getString("alarm");
        UUID stop = row.getObject("stop_id", UUID.class);
        return new WatchState(
                nullable(row, "unwell_since"),
                alarm == null
                        ? null
                        : new Alarm(Status.valueOf(alarm), instant(row, "alarm_since"), row.getString("alarm_text")),
                stop == null
                        ? null
                        : new Stop(
                                stop,
                                StopCause.valueOf(row.getString("stop_cause")),
                                instant(row, "stop_since"),
                                row.getString("stop_text")),
                nullable(row, "resumed_at"));
    }

    private static Rollback rollback(ResultSet row) throws SQLException {
        return new Rollback(
                row.getObject("id", UUID.class),
                new LaneRef(row.getString("project"), row.getString("stage")),
                row.getObject("base_attempt", UUID.class),
                row.getObject("attempt", UUID.class),
                row.getString("bad"),
                row.getString("target"),
                Cause.valueOf(row.getString("cause").toUpperCase(Locale.ROOT)),
                row.getInt("in_a_row"),
                row.getString("reason"),
                instant(row, "started_at"));
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    private static @Nullable Instant nullable(ResultSet row, String column) throws SQLException {
        OffsetDateTime found = row.getObject(column, OffsetDateTime.class);
        return found == null ? null : found.toInstant();
    }

    private static @Nullable OffsetDateTime utc(@Nullable Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }
}
