package io.promotionbus.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.promotionbus.sandbox.github.GitHubServer;
import io.promotionbus.sandbox.source.Pushed;
import io.promotionbus.support.InSandbox;
import io.promotionbus.support.SandboxClient;
import io.promotionbus.support.SandboxClient.Push;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Who made a change sees on the pull request how far it is. */
@InSandbox
class PullRequestReportIT {

    /** Other tests' pushes are reported too, and GitHub takes eighty writes a minute. */
    private static final Duration PATIENCE = Duration.ofSeconds(150);

    @Test
    void keepsOneCommentAndAStatusPerStageUpToDate(SandboxClient sandbox) {
        sandbox.release();
        Push push = sandbox.push(Map.of("image", "users-api", "message", "feat: report to the author"));
        GitHubServer github = sandbox.sandbox().github();
        int number = sandbox.sandbox().company().pushes().stream()
                .filter(pushed -> pushed.commit().equals(push.commit()))
                .mapToInt(Pushed::pullRequest)
                .findFirst()
                .orElseThrow();

        await().atMost(PATIENCE).untilAsserted(() -> {
            assertThat(state(github, push, "dev")).isEqualTo("success");
            assertThat(state(github, push, "stg")).isEqualTo("pending");
            assertThat(comment(github, number)).contains("| dev |").contains("espera a decisão de");
        });

        sandbox.approve(sandbox.request("stg", push), "qa", "qa2");
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(state(github, push, "stg")).isEqualTo("success"));
        assertThat(comment(github, number)).contains("/lineage/" + sandbox.freightOf(push.tag()));
        assertThat(sandbox.control("GET", "github", null).body().path("calls"))
                .as("made once, by camel-github; changed from then on")
                .filteredOn(call -> call.path("method").asText().equals("POST")
                        && call.path("path").asText().endsWith("/issues/" + number + "/comments"))
                .hasSize(1);
        assertThat(sandbox.get("operator", "/api/lineage/" + sandbox.freightOf(push.tag()))
                        .status())
                .as("where the status leads to")
                .isEqualTo(200);
    }

    private static String comment(GitHubServer github, int number) {
        assertThat(github.comments(number)).hasSize(1);
        return String.valueOf(github.comments(number).getFirst().get("body"));
    }

    private static String state(GitHubServer github, Push push, String stage) {
        return github.statuses(push.commit()).stream()
                .filter(status -> status.get("context").equals("promotion-bus/" + stage))
                .map(status -> String.valueOf(status.get("state")))
                .findFirst()
                .orElse("");
    }
}
