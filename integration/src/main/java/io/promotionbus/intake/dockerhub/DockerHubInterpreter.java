package io.promotionbus.intake.dockerhub;

import static io.promotionbus.intake.Payloads.required;
import static io.promotionbus.intake.Payloads.text;

import io.promotionbus.intake.Announcement;
import io.promotionbus.intake.ImageName;
import io.promotionbus.intake.Interpretation;
import io.promotionbus.intake.Interpreter;
import io.promotionbus.intake.Payloads;
import io.promotionbus.intake.Payloads.Unreadable;
import java.util.List;
import java.util.Map;

/** A Docker Hub post names a repository and a tag; which digest that is, only the registry knows. */
public final class DockerHubInterpreter implements Interpreter {

    private static final String HELM = "application/vnd.cncf.helm";

    private final Map<String, String> registryOfSource;

    /** {@code registryOfSource}: host for payloads whose {@code repo_name} has none, per source name. */
    public DockerHubInterpreter(Map<String, String> registryOfSource) {
        this.registryOfSource = Map.copyOf(registryOfSource);
    }

    @Override
    public Interpretation interpret(String sourceName, String event, byte[] body) {
        try {
            PushPayload payload = Payloads.read(body, PushPayload.class);
            PushPayload.PushData push = required(payload.pushData(), "/push_data");
            PushPayload.Repository repository = required(payload.repository(), "/repository");
            String repoName = text(repository.repoName(), "/repository/repo_name");
            String tag = text(push.tag(), "/push_data/tag");
            if (push.mediaType() != null && push.mediaType().startsWith(HELM)) {
                return new Interpretation.Ignored("A Helm chart was pushed, not an image");
            }
            if (!ImageName.isTag(tag)) {
                throw new Unreadable("invalid-value", "No registry accepts this tag", "/push_data/tag");
            }
            ImageName image = ImageName.parse(repoName, registryOfSource.getOrDefault(sourceName, ImageName.DOCKER_HUB))
                    .orElseThrow(() -> new Unreadable(
                            "invalid-value", "No registry accepts this repository name", "/repository/repo_name"));
            return new Interpretation.Announces(List.of(new Announcement(image.host(), image.path(), tag, null, null)));
        } catch (Unreadable e) {
            return e.toInterpretation();
        }
    }
}
