package io.promotionbus.notification.camel;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.promotionbus.notification.ChangeReport;
import io.promotionbus.notification.ChangeReport.Line;
import io.promotionbus.notification.Channel.ChannelUnavailable;
import io.promotionbus.platform.GitHubAccess;
import io.promotionbus.platform.camel.GitHubAnswer;
import io.promotionbus.platform.camel.GitHubCall;
import io.promotionbus.platform.camel.GitHubCalls;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.eclipse.egit.github.core.client.RequestException;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The few things that are asked of GitHub about one pull request. */
@Component
class PullRequestApi {

    private static final int PER_PAGE = 100;
    private static final int MOST_PAGES = 20;
    /** The client below camel-github hides when GitHub wants to be asked again. */
    private static final Duration UNNAMED_LIMIT = Duration.ofMinutes(1);

    private final GitHubCalls calls;
    private final GitHubAccess access;
    private final ProducerTemplate template;

    PullRequestApi(CamelContext camel, GitHubCalls calls, GitHubAccess access) {
        this.calls = calls;
        this.access = access;
        this.template = camel.createProducerTemplate();
    }

    /** The comment that has the marker; absent when there is none. */
    @Nullable
    Long find(ChangeReport report, String marker) throws Refused {
        for (int page = 1; page <= MOST_PAGES; page++) {
            GitHubAnswer answer = asked(GitHubCall.get(
                    "/repos/" + report.repository() + "/issues/" + report.number() + "/comments",
                    "per_page=" + PER_PAGE + "&page=" + page));
            for (JsonNode comment : answer.body()) {
                if (comment.path("body").asText().startsWith(marker)) {
                    return comment.path("id").asLong();
                }
            }
            if (answer.body().size() < PER_PAGE) {
                return null;
            }
        }
        return null;
    }

    long create(ChangeReport report, String body) throws Refused {
        String shown = token();
        Exchange exchange = template.request(
                ReportRoutes.COMMENT,
                request -> request.getMessage().setBody(new ReportRoutes.NewComment(report.number(), body)));
        Exception failure = exchange.getException();
        if (failure == null) {
            return exchange.getMessage().getBody(Long.class);
        }
        RequestException answered = answered(failure);
        if (answered == null) {
            throw new ChannelUnavailable(
                    "GitHub did not answer: " + failure.getClass().getSimpleName(), failure);
        }
        int status = answered.getStatus();
        if (status == 401) {
            access.refused(shown);
        }
        if (status == 429 || limited(answered)) {
            throw new ChannelUnavailable("GitHub limits the requests", answered, UNNAMED_LIMIT);
        }
        if (status == 401 || status >= 500) {
            throw new ChannelUnavailable("GitHub answered " + status, answered);
        }
        throw new Refused("comment of #" + report.number(), status, "");
    }

    private String token() {
        try {
            return access.token().orElse("");
        } catch (GitHubAccess.Away away) {
            throw new ChannelUnavailable(String.valueOf(away.getMessage()), away);
        }
    }

    private static @Nullable RequestException answered(Exception failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof RequestException answered) {
                return answered;
            }
        }
        return null;
    }

    private static boolean limited(RequestException answered) {
        return answered.getStatus() == 403
                && String.valueOf(answered.getMessage()).contains("rate limit");
    }

    /** Whether the comment is still there to be changed. */
    boolean change(ChangeReport report, long id, String body) throws Refused {
        GitHubAnswer answer = send(new GitHubCall(
                "PATCH",
                "/repos/" + report.repository() + "/issues/comments/" + id,
                "",
                JsonNodeFactory.instance.objectNode().put("body", body)));
        if (answer.status() == 404) {
            // So answers a repository that may no longer be seen; only where the rest is there, the comment is not.
            asked(GitHubCall.get("/repos/" + report.repository() + "/issues/" + report.number() + "/comments", ""));
            return false;
        }
        checked(answer, "comment of #" + report.number());
        return true;
    }

    /** The newest status of each context. */
    Map<String, JsonNode> statuses(ChangeReport report) throws Refused {
        Map<String, JsonNode> newest = new HashMap<>();
        // Newest first.
        asked(GitHubCall.get(
                        "/repos/" + report.repository() + "/commits/" + report.commit() + "/statuses",
                        "per_page=" + PER_PAGE))
                .body()
                .forEach(status -> newest.putIfAbsent(status.path("context").asText(), status));
        return newest;
    }

    void status(ChangeReport report, Line line, String target) throws Refused {
        GitHubAnswer answer = send(new GitHubCall(
                "POST",
                "/repos/" + report.repository() + "/statuses/" + report.commit(),
                "",
                JsonNodeFactory.instance
                        .objectNode()
                        .put("state", ReportText.state(line))
                        .put("target_url", target)
                        .put("description", ReportText.description(line))
                        .put("context", line.context())));
        checked(answer, "status " + line.context());
    }

    private GitHubAnswer asked(GitHubCall call) throws Refused {
        GitHubAnswer answer = send(call);
        checked(answer, call.path());
        return answer;
    }

    private GitHubAnswer send(GitHubCall call) {
        try {
            GitHubAnswer answer = calls.send(call);
            if (answer.pause() != null) {
                throw new ChannelUnavailable(
                        "GitHub limits the requests", null, Objects.requireNonNull(answer.pause()));
            }
            if (answer.later()) {
                throw new ChannelUnavailable("GitHub answered " + answer.status(), null);
            }
            return answer;
        } catch (GitHubCalls.NoAnswer away) {
            throw new ChannelUnavailable(String.valueOf(away.getMessage()), away);
        }
    }

    private static void checked(GitHubAnswer answer, String what) throws Refused {
        if (!answer.ok()) {
            throw new Refused(what, answer.status(), answer.message());
        }
    }

    /** It will not work by trying again: a permission is missing, or the thing is not there. */
    static final class Refused extends Exception {
        Refused(String what, int status, String message) {
            super("GitHub answered " + status + " to the " + what
                    + (message.isEmpty() ? "" : " (" + message + ")")
                    + (status == 403 ? "; the credentials need pull-requests:write and statuses:write" : ""));
        }
    }
}
