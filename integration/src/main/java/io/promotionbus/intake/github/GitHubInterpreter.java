package io.promotionbus.intake.github;

import io.promotionbus.intake.Interpretation;
import io.promotionbus.intake.Interpreter;
import io.promotionbus.intake.Payloads;
import io.promotionbus.intake.Payloads.Unreadable;

/** Which GitHub events matter and what they say; the others are ignored with the reason. */
public final class GitHubInterpreter implements Interpreter {

    @Override
    public Interpretation interpret(String sourceName, String event, byte[] body) {
        try {
            return switch (event) {
                case "ping" -> new Interpretation.Ping();
                case "push" -> Pushes.read(Payloads.read(body, PushPayload.class));
                case "pull_request" -> Happenings.merge(Payloads.read(body, PullRequestPayload.class));
                case "workflow_run" -> Happenings.run(Payloads.read(body, WorkflowRunPayload.class));
                case "registry_package", "package" -> Packages.read(event, Payloads.read(body, PackagePayload.class));
                default -> new Interpretation.Ignored("Events of type " + event + " are not used");
            };
        } catch (Unreadable e) {
            return e.toInterpretation();
        }
    }
}
