package io.promotionbus.approval.jdbc;

import io.promotionbus.approval.ApprovalRequest;
import io.promotionbus.approval.ApprovalRequest.Asked;
import io.promotionbus.approval.RequestState;
import io.promotionbus.policy.StagePolicy.Requirement;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A request's columns and their values. */
final class RequestColumns {

    private RequestColumns() {}

    static Map<String, @Nullable Object> common(ApprovalRequest request) {
        Map<String, @Nullable Object> values = new HashMap<>();
        Asked asked = request.asked();
        values.put("state", request.state().slug());
        values.put("expiresAt", utc(request.expiresAt()));
        values.put("policy", request.policy());
        values.put("require", ApprovalJson.write(request.require()));
        values.put(
                "roles",
                request.require().stream().map(Requirement::role).distinct().toArray(String[]::new));
        values.put("missing", request.missing().toArray(String[]::new));
        values.put("sight", ApprovalJson.write(request.sight().parts()));
        values.put("incoming", ApprovalJson.write(request.incoming()));
        values.put("current", request.current() == null ? null : ApprovalJson.write(request.current()));
        values.put("commits", ApprovalJson.write(request.commits()));
        values.put("announced", request.announced());
        values.put("askedIssuer", asked == null ? null : asked.issuer());
        values.put("askedSubject", asked == null ? null : asked.subject());
        values.put("askedUsername", asked == null ? null : asked.username());
        values.put("askedReason", asked == null ? null : asked.reason());
        values.put("remindAt", utcOrNull(request.reminding().next()));
        return values;
    }

    static Map<String, @Nullable Object> outcome(RequestState state) {
        Map<String, @Nullable Object> values = new HashMap<>();
        for (String column : List.of(
                "endedAt",
                "validUntil",
                "approvedBy",
                "usedBy",
                "rejectedBy",
                "rejectedComment",
                "supersededBy",
                "expiredApproved",
                "withdrawnBecause")) {
            values.put(column, null);
        }
        switch (state) {
            case RequestState.Open open -> {}
            case RequestState.Approved approved -> {
                values.put("endedAt", utc(approved.at()));
                values.put("validUntil", utc(approved.validUntil()));
                values.put("approvedBy", approved.by().toArray(String[]::new));
                values.put("usedBy", approved.usedBy());
            }
            case RequestState.Rejected rejected -> {
                values.put("endedAt", utc(rejected.at()));
                values.put("rejectedBy", rejected.by());
                values.put("rejectedComment", rejected.comment());
            }
            case RequestState.Superseded superseded -> {
                values.put("endedAt", utc(superseded.at()));
                values.put("supersededBy", superseded.by());
            }
            case RequestState.Expired expired -> {
                values.put("endedAt", utc(expired.at()));
                values.put("expiredApproved", expired.approved());
            }
            case RequestState.Withdrawn withdrawn -> {
                values.put("endedAt", utc(withdrawn.at()));
                values.put("withdrawnBecause", withdrawn.because());
            }
        }
        return values;
    }

    static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    static @Nullable OffsetDateTime utcOrNull(@Nullable Instant instant) {
        return instant == null ? null : utc(instant);
    }
}
