package io.promotionbus.intake.github;

import org.jspecify.annotations.Nullable;

/**
 * The members of GitHub's {@code workflow_run} that are needed.
 *
 * @see <a href="https://docs.github.com/en/webhooks/webhook-events-and-payloads#workflow_run">workflow_run</a>
 */
record WorkflowRunPayload(
        @Nullable String action,
        @Nullable WorkflowRun workflowRun,
        @Nullable Repository repository) {

    /** A re-run keeps the id and raises {@code runAttempt}. */
    record WorkflowRun(
            @Nullable Long id,
            @Nullable String name,
            @Nullable Long runAttempt,
            @Nullable String headSha,
            @Nullable String headBranch,
            @Nullable String conclusion,
            @Nullable String htmlUrl) {}
}
