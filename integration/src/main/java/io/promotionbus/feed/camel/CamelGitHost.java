package io.promotionbus.feed.camel;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.promotionbus.feed.GitHost;
import io.promotionbus.feed.camel.Origins.NoAnswer;
import io.promotionbus.intake.ArtifactIntake.CommitFact;
import io.promotionbus.platform.Dependencies;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * GitHub's REST API.
 *
 * @see <a href="https://docs.github.com/en/rest/commits/commits#list-commits">List commits</a>
 */
class CamelGitHost implements GitHost {

    private static final Pattern REPOSITORY = Pattern.compile("[A-Za-z0-9_.-]{1,100}/[A-Za-z0-9_.-]{1,100}");
    private static final int PAGE = 100;
    private static final int MAX_MESSAGE = 4_000;

    private final Origins origins;
    private final URI api;
    private final @Nullable String token;
    private final Dependencies dependencies;
    private final ObjectMapper json = new ObjectMapper();

    CamelGitHost(Origins origins, URI api, @Nullable String token, Dependencies dependencies) {
        this.origins = origins;
        this.api = api;
        this.token = token;
        this.dependencies = dependencies;
    }

    @Override
    public boolean configured() {
        return token != null;
    }

    @Override
    public Optional<List<CommitFact>> history(String repository, String sha) {
        if (!REPOSITORY.matcher(repository).matches()) {
            return Optional.empty();
        }
        String path = (api.getRawPath() == null ? "" : api.getRawPath()) + "/repos/" + repository + "/commits";
        URI origin = URI.create(api.getScheme() + "://" + api.getAuthority());
        try {
            HttpAnswer answer = origins.get(
                    origin,
                    new HttpCall(
                            path,
                            "sha=" + sha + "&per_page=" + PAGE,
                            "application/vnd.github+json",
                            token == null ? null : "Bearer " + token));
            dependencies.answered(Dependencies.GITHUB);
            return answer.ok() ? Optional.of(commits(json.readTree(answer.body()))) : Optional.empty();
        } catch (NoAnswer e) {
            dependencies.away(Dependencies.GITHUB, "GitHub's API does not answer");
            return Optional.empty();
        } catch (IOException notJson) {
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
