package io.promotionbus.intake.camel;

import com.fasterxml.jackson.databind.JsonNode;
import io.promotionbus.intake.HookHost;
import io.promotionbus.platform.camel.GitHubAnswer;
import io.promotionbus.platform.camel.GitHubCall;
import io.promotionbus.platform.camel.GitHubCalls;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * GitHub's memory of its webhooks.
 *
 * @see <a href="https://docs.github.com/en/rest/repos/webhooks">REST API endpoints for repository webhooks</a>
 */
@Component
class GitHubHooks implements HookHost {

    private static final int PER_PAGE = 100;

    private final GitHubCalls calls;

    GitHubHooks(GitHubCalls calls) {
        this.calls = calls;
    }

    @Override
    public Page deliveries(Hook hook, @Nullable String cursor) {
        try {
            GitHubAnswer answer = calls.send(
                    GitHubCall.get(path(hook), "per_page=" + PER_PAGE + (cursor == null ? "" : "&cursor=" + cursor)));
            return answer.ok()
                    ? new Page.Listed(read(answer.body()), answer.nextCursor())
                    : new Page.Unreachable(said(answer));
        } catch (GitHubCalls.NoAnswer away) {
            return new Page.Unreachable(String.valueOf(away.getMessage()));
        }
    }

    @Override
    public Asked again(Hook hook, long delivery) {
        try {
            GitHubAnswer answer =
                    calls.send(new GitHubCall("POST", path(hook) + "/" + delivery + "/attempts", "", null));
            if (answer.ok()) {
                return new Asked.Accepted();
            }
            return answer.status() >= 500
                    ? new Asked.Unknown(said(answer))
                    : new Asked.Refused(said(answer), answer.status() != 422);
        } catch (GitHubCalls.NoAnswer away) {
            return new Asked.Unknown(String.valueOf(away.getMessage()));
        }
    }

    private static String path(Hook hook) {
        return (hook.owner().contains("/") ? "/repos/" : "/orgs/") + hook.owner() + "/hooks/" + hook.id()
                + "/deliveries";
    }

    private static List<Sent> read(JsonNode list) {
        List<Sent> sent = new ArrayList<>();
        for (JsonNode item : list) {
            String guid = item.path("guid").asText();
            Instant at = time(item.path("delivered_at").asText());
            // A GUID with other characters was never accepted as a delivery's identifier either.
            if (item.path("id").canConvertToLong() && guid.matches("[\\x21-\\x7e]{1,100}") && at != null) {
                sent.add(new Sent(
                        item.path("id").asLong(),
                        guid,
                        item.path("event").asText(),
                        at,
                        item.path("status").asText() + " ("
                                + item.path("status_code").asInt() + ")"));
            }
        }
        return sent;
    }

    private static @Nullable Instant time(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeException unreadable) {
            return null;
        }
    }

    private static String said(GitHubAnswer answer) {
        return "GitHub answered " + answer.status() + " (" + answer.message() + ")"
                + (answer.pause() == null && (answer.status() == 403 || answer.status() == 404)
                        ? "; the credentials need webhooks:write of the hook's owner"
                        : "");
    }
}
