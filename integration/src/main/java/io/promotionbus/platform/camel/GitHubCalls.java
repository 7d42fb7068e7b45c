package io.promotionbus.platform.camel;

import io.promotionbus.platform.Dependencies;
import io.promotionbus.platform.GitHubAccess;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.springframework.stereotype.Component;

/** Asks GitHub as whoever the bus is there. A token that GitHub no longer takes is replaced once per call. */
@Component
public class GitHubCalls {

    private final ProducerTemplate template;
    private final GitHubAccess access;
    private final Dependencies dependencies;

    public GitHubCalls(CamelContext camel, GitHubAccess access, Dependencies dependencies) {
        this.template = camel.createProducerTemplate();
        this.access = access;
        this.dependencies = dependencies;
    }

    /**
     * The answer, whatever its status.
     *
     * @throws NoAnswer when there is none
     */
    public GitHubAnswer send(GitHubCall call) {
        String token = token();
        GitHubAnswer answer = once(call, token);
        if (answer.status() == 401 && token != null) {
            access.refused(token);
            String fresh = token();
            if (fresh != null && !fresh.equals(token)) {
                answer = once(call, fresh);
            }
        }
        if (answer.status() >= 500) {
            dependencies.away(Dependencies.GITHUB, "it answered " + answer.status());
        } else {
            dependencies.answered(Dependencies.GITHUB);
        }
        return answer;
    }

    private @org.jspecify.annotations.Nullable String token() {
        try {
            return access.token().orElse(null);
        } catch (GitHubAccess.Away away) {
            throw new NoAnswer(String.valueOf(away.getMessage()), away);
        }
    }

    private GitHubAnswer once(GitHubCall call, @org.jspecify.annotations.Nullable String token) {
        Exchange exchange = template.request(
                GitHubCallRoutes.CALL,
                request -> request.getMessage().setBody(new GitHubCallRoutes.Authorized(call, token)));
        Exception failure = exchange.getException();
        if (failure != null) {
            dependencies.away(Dependencies.GITHUB, "it did not answer");
            throw new NoAnswer("GitHub did not answer: " + failure.getClass().getSimpleName(), failure);
        }
        return exchange.getMessage().getBody(GitHubAnswer.class);
    }

    /** GitHub could not be reached, or nothing came back in time: whether it did something is not known. */
    public static final class NoAnswer extends RuntimeException {
        NoAnswer(String message, Exception cause) {
            super(message, cause);
        }
    }
}
