package io.promotionbus.approval.camel;

import com.fasterxml.jackson.databind.JsonNode;
import io.promotionbus.platform.camel.GitHubAnswer;
import io.promotionbus.platform.camel.GitHubCall;
import io.promotionbus.platform.camel.GitHubCalls;
import org.springframework.stereotype.Component;

/** Tells GitHub's answers from trouble. */
@Component
class GitHubApi {

    private final GitHubCalls calls;

    GitHubApi(GitHubCalls calls) {
        this.calls = calls;
    }

    /**
     * The JSON of a 2xx answer.
     *
     * @param path made of checked names and hashes only
     * @throws NoAnswer for everything else, with a slug
     */
    JsonNode get(String path, String query) throws NoAnswer {
        GitHubAnswer answer = answer(path, query);
        if (answer.pause() != null || answer.status() >= 500 || answer.status() == 0) {
            throw new NoAnswer("github-away");
        }
        if (answer.status() == 401 || answer.status() == 403) {
            throw new NoAnswer("github-refused");
        }
        if (!answer.ok()) {
            throw new NoAnswer("unknown-commit");
        }
        if (answer.body().isMissingNode()) {
            throw new NoAnswer("github-away");
        }
        return answer.body();
    }

    private GitHubAnswer answer(String path, String query) throws NoAnswer {
        try {
            return calls.send(GitHubCall.get(path, query));
        } catch (GitHubCalls.NoAnswer away) {
            throw new NoAnswer("github-away");
        }
    }

    /** Why there is nothing to read; {@code slug} as in {@link io.promotionbus.approval.CommitRange#because}. */
    static final class NoAnswer extends Exception {
        private final String slug;

        NoAnswer(String slug) {
            super(slug);
            this.slug = slug;
        }

        String slug() {
            return slug;
        }
    }
}
