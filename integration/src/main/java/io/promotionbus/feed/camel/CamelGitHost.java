package io.promotionbus.feed.camel;

import com.fasterxml.jackson.databind.JsonNode;
import io.promotionbus.feed.GitHost;
import io.promotionbus.intake.ArtifactIntake.CommitFact;
import io.promotionbus.platform.GitHubAccess;
import io.promotionbus.platform.camel.GitHubAnswer;
import io.promotionbus.platform.camel.GitHubCall;
import io.promotionbus.platform.camel.GitHubCalls;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;

/**
 * GitHub's REST API.
 *
 * @see <a href="https://docs.github.com/en/rest/commits/commits#list-commits">List commits</a>
 */
@Component
class CamelGitHost implements GitHost {

    private static final Pattern REPOSITORY = Pattern.compile("[A-Za-z0-9_.-]{1,100}/[A-Za-z0-9_.-]{1,100}");
    private static final int PAGE = 100;
    private static final int MAX_MESSAGE = 4_000;

    private final GitHubCalls calls;
    private final GitHubAccess access;

    CamelGitHost(GitHubCalls calls, GitHubAccess access) {
        this.calls = calls;
        this.access = access;
    }

    /** Without credentials GitHub is not asked: sixty anonymous requests an hour are no basis. */
    @Override
    public boolean configured() {
        return access.configured();
    }

    @Override
    public Optional<List<CommitFact>> history(String repository, String sha) {
        if (!REPOSITORY.matcher(repository).matches()) {
            return Optional.empty();
        }
        try {
            GitHubAnswer answer =
                    calls.send(GitHubCall.get("/repos/" + repository + "/commits", "sha=" + sha + "&per_page=" + PAGE));
            return answer.ok() ? Optional.of(commits(answer.body())) : Optional.empty();
        } catch (GitHubCalls.NoAnswer away) {
            return Optional.empty();
        }
    }

    private static List<CommitFact> commits(JsonNode list) {
        List<CommitFact> commits = new ArrayList<>();
        for (JsonNode item : list) {
            JsonNode commit = item.path("commit");
            JsonNode author = commit.path("author");
            String message = commit.path("message").asText("").replace("\u0000", "");
            commits.add(new CommitFact(
                    item.path("sha").asText(),
                    message.substring(0, Math.min(message.length(), MAX_MESSAGE)),
                    author.path("name").asText(""),
                    author.path("email").asText(null),
                    item.path("author").path("login").asText(null),
                    author.path("date").asText(null)));
        }
        return commits;
    }
}
