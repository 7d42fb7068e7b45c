package io.promotionbus.approval;

import io.promotionbus.policy.StagePolicy.Requirement;
import io.promotionbus.promotion.Candidate;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A question to people: may this Freight enter this stage? All times are business time, UTC.
 *
 * @param policy name of the StagePolicy that asks for it
 * @param require who must agree, as last seen in the policy
 * @param missing who is still needed, such as {@code qa 1}
 * @param sight what approvers see, as last looked at; kept when the request ends
 * @param current what ran when last looked at, absent when nothing did
 * @param commits between the two, as far as known
 * @param announced whether people were told
 * @param asked by whom and why, when it was a person and not the core
 * @param reopens the request that this one repeats, absent for most
 * @param version as read; grows with every change that is stored
 */
public record ApprovalRequest(
        UUID id,
        String project,
        String stage,
        String freight,
        RequestState state,
        Instant createdAt,
        Instant expiresAt,
        String policy,
        List<Requirement> require,
        List<String> missing,
        Sight sight,
        Side incoming,
        @Nullable Side current,
        CommitRange commits,
        boolean announced,
        @Nullable Asked asked,
        @Nullable UUID reopens,
        Reminding reminding,
        String correlation,
        long version,
        List<PersonDecision> decisions) {

    public ApprovalRequest {
        require = List.copyOf(require);
        missing = List.copyOf(missing);
        decisions = List.copyOf(decisions);
    }

    /** Who asked for it explicitly. */
    public record Asked(String issuer, String subject, String username, String reason) {}

    /** {@code sent} reminders so far; {@code next} absent when there will be none. */
    public record Reminding(
            int sent, @Nullable Instant last, @Nullable Instant next) {
        public static final Reminding NEVER = new Reminding(0, null, null);
    }

    /** What it asks about. */
    public Candidate candidate() {
        return new Candidate(project, stage, freight);
    }

    public String fingerprint() {
        return sight.fingerprint();
    }

    public boolean expiredAt(Instant now) {
        return switch (state) {
            case RequestState.Open open -> !now.isBefore(expiresAt);
            case RequestState.Approved approved -> approved.usedBy() == null && !now.isBefore(approved.validUntil());
            default -> false;
        };
    }

    /** As read from the rows, with the decisions made about it. */
    public ApprovalRequest with(List<PersonDecision> made) {
        return new ApprovalRequest(
                id,
                project,
                stage,
                freight,
                state,
                createdAt,
                expiresAt,
                policy,
                require,
                missing,
                sight,
                incoming,
                current,
                commits,
                announced,
                asked,
                reopens,
                reminding,
                correlation,
                version,
                made);
    }

    ApprovalRequest in(RequestState next) {
        return new ApprovalRequest(
                id,
                project,
                stage,
                freight,
                next,
                createdAt,
                expiresAt,
                policy,
                require,
                missing,
                sight,
                incoming,
                current,
                commits,
                announced,
                asked,
                reopens,
                reminding,
                correlation,
                version,
                decisions);
    }

    ApprovalRequest seen(Look look) {
        return new ApprovalRequest(
                id,
                project,
                stage,
                freight,
                state,
                createdAt,
                look.expiresAt(),
                look.policy(),
                look.require(),
                look.missing(),
                look.sight(),
                look.incoming(),
                look.current(),
                look.commits(),
                announced,
                asked,
                reopens,
                look.reminding(),
                correlation,
                version,
                decisions);
    }

    ApprovalRequest announcedNow() {
        return new ApprovalRequest(
                id,
                project,
                stage,
                freight,
                state,
                createdAt,
                expiresAt,
                policy,
                require,
                missing,
                sight,
                incoming,
                current,
                commits,
                true,
                asked,
                reopens,
                reminding,
                correlation,
                version,
                decisions);
    }

    ApprovalRequest askedBy(Asked person) {
        return new ApprovalRequest(
                id,
                project,
                stage,
                freight,
                state,
                createdAt,
                expiresAt,
                policy,
                require,
                missing,
                sight,
                incoming,
                current,
                commits,
                announced,
                person,
                reopens,
                reminding,
                correlation,
                version,
                decisions);
    }

    ApprovalRequest reminded(Reminding next) {
        return new ApprovalRequest(
                id,
                project,
                stage,
                freight,
                state,
                createdAt,
                expiresAt,
                policy,
                require,
                missing,
                sight,
                incoming,
                current,
                commits,
                announced,
                asked,
                reopens,
                next,
                correlation,
                version,
                decisions);
    }

    ApprovalRequest decided(List<PersonDecision> all, List<String> stillMissing, RequestState next) {
        return new ApprovalRequest(
                id,
                project,
                stage,
                freight,
                next,
                createdAt,
                expiresAt,
                policy,
                require,
                stillMissing,
                sight,
                incoming,
                current,
                commits,
                announced,
                asked,
                reopens,
                reminding,
                correlation,
                version,
                all);
    }
}
