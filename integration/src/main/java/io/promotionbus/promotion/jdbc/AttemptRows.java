package io.promotionbus.promotion.jdbc;

import io.promotionbus.promotion.Attempt;
import io.promotionbus.promotion.Attempt.Outcome;
import io.promotionbus.promotion.Attempt.Progress;
import io.promotionbus.promotion.Attempts.Claimed;
import io.promotionbus.promotion.Attempts.Stored;
import io.promotionbus.promotion.LaneRef;
import io.promotionbus.promotion.Promotions.Kind;
import io.promotionbus.promotion.Promotions.Promotion;
import io.promotionbus.promotion.Promotions.RequestedBy;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads rows of {@code promotion_attempt}. */
final class AttemptRows {

    private AttemptRows() {}

    static Attempt attempt(ResultSet row) throws SQLException {
        return new Attempt(
                row.getObject("id", UUID.class),
                row.getString("freight"),
                Kind.of(row.getString("kind")),
                row.getInt("number"),
                row.getObject("request", UUID.class),
                texts(row, "actors"),
                row.getString("base"),
                Times.required(row, "created_at"),
                progress(row));
    }

    private static Progress progress(ResultSet row) throws SQLException {
        return switch (row.getString("status")) {
            case "queued" -> new Progress.Queued();
            case "creating" -> new Progress.Creating(row.getString("problem"), Times.nullable(row, "next_try_at"));
            case "created" ->
                new Progress.Created(
                        row.getString("kargo_name"), text(row, "phase"), Times.nullable(row, "started_at"));
            case "ended" ->
                new Progress.Ended(
                        row.getString("kargo_name"),
                        Outcome.valueOf(row.getString("outcome")),
                        Times.required(row, "ended_at"),
                        row.getString("message"));
            default -> throw new SQLException("No such status: " + row.getString("status"));
        };
    }

    static Stored stored(ResultSet row, ActorCodec actors) throws SQLException {
        return new Stored(
                new LaneRef(row.getString("project"), row.getString("stage")),
                row.getString("stage_uid"),
                attempt(row),
                row.getString("kargo_name"),
                actors.read(row.getString("actor")),
                row.getString("reason"),
                row.getObject("delivery", UUID.class),
                row.getString("correlation"));
    }

    static Claimed claimed(ResultSet row) throws SQLException {
        return new Claimed(
                row.getObject("id", UUID.class),
                new LaneRef(row.getString("project"), row.getString("stage")),
                row.getString("freight"),
                Kind.of(row.getString("kind")),
                row.getInt("tries"),
                row.getLong("fence"),
                row.getString("claimed_by"),
                row.getString("correlation"));
    }

    static Promotion promotion(ResultSet row) throws SQLException {
        UUID id = row.getObject("id", UUID.class);
        Kind kind = Kind.of(row.getString("kind"));
        return new Promotion(
                id,
                row.getString("project"),
                row.getString("stage"),
                row.getString("freight"),
                row.getString("kargo_name"),
                kind == Kind.EXTERNAL ? null : id.toString(),
                row.getObject("request", UUID.class),
                new RequestedBy(kind, texts(row, "actors")),
                phase(row),
                Times.required(row, "created_at"),
                Times.nullable(row, "started_at"),
                Times.nullable(row, "finished_at"),
                row.getString("message"));
    }

    private static String phase(ResultSet row) throws SQLException {
        return switch (row.getString("status")) {
            case "queued" -> "Queued";
            case "creating" -> "Creating";
            case "created" -> text(row, "phase").isEmpty() ? "Pending" : text(row, "phase");
            default -> ended(Outcome.valueOf(row.getString("outcome")), text(row, "phase"));
        };
    }

    private static String ended(Outcome outcome, String phase) {
        return switch (outcome) {
            case DENIED -> "Denied";
            case REFUSED -> "Refused";
            case CANCELLED -> "Cancelled";
            case LOST -> "Lost";
            case SUCCEEDED, FAILED_BEFORE, FAILED_AFTER, ABORTED -> phase;
        };
    }

    private static String text(ResultSet row, String column) throws SQLException {
        String found = row.getString(column);
        return found == null ? "" : found;
    }

    private static List<String> texts(ResultSet row, String column) throws SQLException {
        @Nullable Array array = row.getArray(column);
        return array == null ? List.of() : List.of((String[]) array.getArray());
    }
}
