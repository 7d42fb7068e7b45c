package io.promotionbus.approval.jdbc;

import com.fasterxml.jackson.core.type.TypeReference;
import io.promotionbus.approval.ApprovalRequest;
import io.promotionbus.approval.ApprovalRequest.Asked;
import io.promotionbus.approval.ApprovalRequest.Reminding;
import io.promotionbus.approval.CommitRange;
import io.promotionbus.approval.PersonDecision;
import io.promotionbus.approval.RequestState;
import io.promotionbus.approval.Requests.Brief;
import io.promotionbus.approval.Side;
import io.promotionbus.approval.Sight;
import io.promotionbus.policy.StagePolicy.Requirement;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Rows to records. */
final class ApprovalRows {

    private static final TypeReference<List<Requirement>> REQUIRE = new TypeReference<>() {};
    private static final TypeReference<Map<String, Object>> PARTS = new TypeReference<>() {};
    private static final TypeReference<Side> SIDE = new TypeReference<>() {};
    private static final TypeReference<CommitRange> COMMITS = new TypeReference<>() {};

    private ApprovalRows() {}

    /** Without decisions, which are read in a second query. */
    static ApprovalRequest request(ResultSet row, int number) throws SQLException {
        String current = row.getString("current");
        return new ApprovalRequest(
                uuid(row, "id"),
                row.getString("project"),
                row.getString("stage"),
                row.getString("freight"),
                state(row),
                instant(row, "created_at"),
                instant(row, "expires_at"),
                row.getString("policy"),
                ApprovalJson.read(row.getString("require"), REQUIRE),
                texts(row, "missing"),
                sight(row, number),
                ApprovalJson.read(row.getString("incoming"), SIDE),
                current == null ? null : ApprovalJson.read(current, SIDE),
                ApprovalJson.read(row.getString("commits"), COMMITS),
                row.getBoolean("announced"),
                asked(row),
                row.getObject("reopens", UUID.class),
                new Reminding(row.getInt("reminders"), maybe(row, "reminded_at"), maybe(row, "remind_at")),
                row.getString("correlation"),
                row.getLong("version"),
                List.of());
    }

    static Brief brief(ResultSet row, int number) throws SQLException {
        return new Brief(
                uuid(row, "id"),
                row.getString("freight"),
                state(row),
                instant(row, "created_at"),
                instant(row, "expires_at"),
                texts(row, "missing"),
                row.getString("asked_username"));
    }

    static Sight sight(ResultSet row, int number) throws SQLException {
        return new Sight(ApprovalJson.read(row.getString("sight"), PARTS));
    }

    static PersonDecision decision(ResultSet row, int number) throws SQLException {
        return new PersonDecision(
                uuid(row, "id"),
                uuid(row, "request"),
                new PersonDecision.Who(
                        row.getString("issuer"),
                        row.getString("subject"),
                        orErased(row.getString("username")),
                        orErased(row.getString("name")),
                        row.getString("github"),
                        row.getString("email")),
                Set.copyOf(texts(row, "roles")),
                PersonDecision.Kind.valueOf(row.getString("decision").toUpperCase(Locale.ROOT)),
                row.getString("comment"),
                instant(row, "at"),
                row.getString("fingerprint"),
                row.getString("base"),
                row.getBoolean("needs_second"));
    }

    private static String orErased(@Nullable String name) {
        return name == null ? "?" : name;
    }

    private static RequestState state(ResultSet row) throws SQLException {
        String state = row.getString("state");
        return switch (state) {
            case "open" -> new RequestState.Open();
            case "approved" ->
                new RequestState.Approved(
                        instant(row, "ended_at"),
                        instant(row, "valid_until"),
                        texts(row, "approved_by"),
                        row.getObject("used_by", UUID.class));
            case "rejected" ->
                new RequestState.Rejected(
                        instant(row, "ended_at"), row.getString("rejected_by"), row.getString("rejected_comment"));
            case "superseded" -> new RequestState.Superseded(instant(row, "ended_at"), uuid(row, "superseded_by"));
            case "expired" -> new RequestState.Expired(instant(row, "ended_at"), row.getBoolean("expired_approved"));
            case "withdrawn" ->
                new RequestState.Withdrawn(instant(row, "ended_at"), row.getString("withdrawn_because"));
            default -> throw new IllegalStateException("A request is in a state this version does not know: " + state);
        };
    }

    private static @Nullable Asked asked(ResultSet row) throws SQLException {
        String subject = row.getString("asked_subject");
        return subject == null
                ? null
                : new Asked(
                        row.getString("asked_issuer"),
                        subject,
                        row.getString("asked_username"),
                        row.getString("asked_reason"));
    }

    private static UUID uuid(ResultSet row, String column) throws SQLException {
        return Objects.requireNonNull(row.getObject(column, UUID.class));
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return Objects.requireNonNull(maybe(row, column));
    }

    private static @Nullable Instant maybe(ResultSet row, String column) throws SQLException {
        OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }

    private static List<String> texts(ResultSet row, String column) throws SQLException {
        Array array = row.getArray(column);
        return array == null ? List.of() : List.of((String[]) array.getArray());
    }
}
