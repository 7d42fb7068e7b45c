package io.promotionbus.intake.github;

import org.jspecify.annotations.Nullable;

/**
 * The members of GitHub's {@code pull_request} that are needed.
 *
 * @see <a href="https://docs.github.com/en/webhooks/webhook-events-and-payloads#pull_request">pull_request</a>
 */
record PullRequestPayload(
        @Nullable String action,
        @Nullable Long number,
        @Nullable PullRequest pullRequest,
        @Nullable Repository repository) {

    record PullRequest(
            @Nullable Boolean merged,
            @Nullable String mergeCommitSha,
            @Nullable String htmlUrl,
            @Nullable String title,
            @Nullable User user,
            @Nullable Branch base) {}

    record User(@Nullable String login) {}

    record Branch(@Nullable String ref) {}
}
