package io.promotionbus.approval.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.promotionbus.policy.Freeze;
import io.promotionbus.promotion.web.PromotionResponse;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A request for approval in the JSON contract. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record ApprovalResponse(
        UUID id,
        String project,
        String stage,
        String freight,
        String state,
        Instant createdAt,
        Instant expiresAt,
        String fingerprint,
        List<RequirementResponse> require,
        List<DecisionResponse> decisions,
        @Nullable SideResponse current,
        SideResponse incoming,
        ChangesResponse changes,
        List<EvidenceResponse> evidence,
        YouResponse you,
        @Nullable List<AskedResponse> asked,
        @Nullable CalendarResponse calendar,
        @Nullable UUID supersededBy,
        @Nullable PromotionResponse promotion,
        @Nullable BecauseResponse because,
        @Nullable UUID reopens,
        @Nullable RequestedResponse requested) {

    record RequirementResponse(String role, int count, int met) {}

    record PersonResponse(String subject, String username, String name) {}

    record DecisionResponse(
            PersonResponse actor,
            @Nullable String role,
            String decision,
            @Nullable String comment,
            Instant at) {}

    record ArtifactResponse(String repository, String tag, String digest) {}

    record SideResponse(String freight, @Nullable String alias, List<ArtifactResponse> artifacts) {}

    /** {@code because}: why not every commit is listed. */
    record ChangesResponse(
            String status,
            List<CommitResponse> commits,
            @Nullable Integer additions,
            @Nullable Integer deletions,
            @Nullable BecauseResponse because) {}

    record CommitResponse(
            String sha,
            String title,
            @Nullable String url,
            List<AuthorResponse> authors,
            @Nullable PullRequestResponse pullRequest) {}

    record AuthorResponse(String name, @Nullable String login) {}

    record PullRequestResponse(int number, String url) {}

    record EvidenceResponse(
            String stage, Instant verifiedAt, @Nullable Instant healthySince) {}

    record BecauseResponse(String slug, String text) {}

    record YouResponse(boolean may, @Nullable BecauseResponse because) {}

    record AskedResponse(
            String username,
            String name,
            boolean may,
            @Nullable BecauseResponse because) {}

    record CalendarResponse(
            List<Freeze> freezes, boolean openNow, @Nullable Instant nextChange) {}

    /** Who asked for it, when it was a person. */
    record RequestedResponse(String by, String reason) {}
}
