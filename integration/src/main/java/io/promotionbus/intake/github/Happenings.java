package io.promotionbus.intake.github;

import static io.promotionbus.intake.Payloads.required;
import static io.promotionbus.intake.Payloads.shown;
import static io.promotionbus.intake.Payloads.text;

import io.promotionbus.intake.Interpretation;
import io.promotionbus.intake.Payloads.Unreadable;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Merged pull requests and ended workflow runs: facts about commits. */
final class Happenings {

    private Happenings() {}

    static Interpretation merge(PullRequestPayload payload) throws Unreadable {
        String action = text(payload.action(), "/action");
        if (!action.equals("closed")) {
            return new Interpretation.Ignored("Action " + action + " of a pull request changes nothing");
        }
        PullRequestPayload.PullRequest request = required(payload.pullRequest(), "/pull_request");
        if (!required(request.merged(), "/pull_request/merged")) {
            return new Interpretation.Ignored("The pull request was closed without a merge");
        }
        Repository repository = required(payload.repository(), "/repository");
        Map<String, Object> facts = new TreeMap<>();
        facts.put("repository", text(repository.fullName(), "/repository/full_name"));
        facts.put("commit", Pushes.sha(request.mergeCommitSha(), "/pull_request/merge_commit_sha"));
        facts.put("number", required(payload.number(), "/number"));
        put(facts, "url", shown(request.htmlUrl(), 500));
        put(facts, "title", shown(request.title(), 300));
        put(
                facts,
                "author",
                request.user() == null ? null : shown(request.user().login(), 100));
        put(
                facts,
                "branch",
                request.base() == null ? null : shown(request.base().ref(), 300));
        return new Interpretation.Merge(facts);
    }

    static Interpretation run(WorkflowRunPayload payload) throws Unreadable {
        String action = text(payload.action(), "/action");
        if (!action.equals("completed")) {
            return new Interpretation.Ignored("The workflow run has not ended: " + action);
        }
        WorkflowRunPayload.WorkflowRun run = required(payload.workflowRun(), "/workflow_run");
        Repository repository = required(payload.repository(), "/repository");
        Map<String, Object> facts = new TreeMap<>();
        facts.put("repository", text(repository.fullName(), "/repository/full_name"));
        facts.put("commit", Pushes.sha(run.headSha(), "/workflow_run/head_sha"));
        facts.put("conclusion", text(run.conclusion(), "/workflow_run/conclusion"));
        facts.put("run", required(run.id(), "/workflow_run/id"));
        put(facts, "attempt", run.runAttempt());
        put(facts, "name", shown(run.name(), 200));
        put(facts, "branch", shown(run.headBranch(), 300));
        put(facts, "url", shown(run.htmlUrl(), 500));
        return new Interpretation.Evidence(facts);
    }

    private static void put(Map<String, Object> facts, String name, @Nullable Object value) {
        if (value != null) {
            facts.put(name, value);
        }
    }
}
