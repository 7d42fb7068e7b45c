package io.promotionbus.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.promotionbus.sandbox.http.Json;
import io.promotionbus.support.Chromium;
import io.promotionbus.support.InSandbox;
import io.promotionbus.support.SandboxClient;
import io.promotionbus.support.SandboxClient.Push;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What strangers may choose, repository names, commit messages, comments, is text wherever it appears. */
@InSandbox
class MarkupIT {

    private static final String IMAGE = "<img src=x onerror=\"window.__bitten=1\">";
    private static final String BAIT = IMAGE + "<script>window.__bitten=2</script>";

    @Test
    void showsMarkupOfStrangersAsText(SandboxClient sandbox) {
        String author = "Co-authored-by: " + IMAGE + " <stranger@example.org>";
        Push push =
                sandbox.push(Map.of("image", "users-api", "message", "fix: " + BAIT + "\n\n" + BAIT + "\n\n" + author));
        String request = ApprovalFlowIT.requestInMail(sandbox, "qa", push);
        ApprovalFlowIT.decide(sandbox, "qa", request, "reject", "não: " + BAIT);
        String github = ConsoleScene.deliver(
                sandbox,
                "push",
                json(Map.of(
                        "ref", "refs/heads/" + BAIT,
                        "repository", Map.of("full_name", "acme/" + BAIT, "default_branch", "main"),
                        "commits", List.of())));
        String dockerHub = sandbox.raw(
                        "/webhooks/dockerhub/" + sandbox.sandbox().dockerHubToken(),
                        Map.of(),
                        json(Map.of(
                                "push_data", Map.of("tag", BAIT, "pushed_at", 1, "pusher", BAIT),
                                "repository", Map.of("repo_name", "acme/" + BAIT, "name", BAIT, "namespace", "acme"))))
                .body()
                .path("delivery")
                .asText();
        await().atMost(ConsoleScene.PATIENCE)
                .untilAsserted(() -> assertThat(List.of(github, dockerHub))
                        .allSatisfy(delivery -> assertThat(sandbox.get("operator", "/api/deliveries/" + delivery)
                                        .body()
                                        .path("status")
                                        .asText())
                                .isIn("done", "dead")));
        String freeze = ConsoleScene.freeze(sandbox, "prod", BAIT);
        try (Chromium chromium = Chromium.start();
                ConsoleVisit visit = ConsoleVisit.of(chromium, sandbox, "operator")) {
            Map<String, String> pages = new LinkedHashMap<>();
            pages.put("/", BAIT);
            pages.put("/approvals?tab=decided", "");
            pages.put("/approvals/" + request + "?commits", "fix: " + BAIT);
            pages.put("/approvals/" + request, "não: " + BAIT);
            pages.put("/audit?action=approval&freight=" + sandbox.freightOf(push.tag()), "não: " + BAIT);
            pages.put("/lineage/" + sandbox.freightOf(push.tag()), "não: " + BAIT);
            pages.put("/deliveries", "");
            pages.put("/deliveries/" + github, IMAGE.replace("\"", "\\\""));
            pages.put("/deliveries/" + dockerHub, IMAGE.replace("\"", "\\\""));
            pages.put("/freezes", BAIT);
            pages.put("/routes", "");
            pages.put("/figures", "");
            pages.forEach((path, text) -> {
                visit.open(path);
                assertThat(visit.main()).containsText(text);
                assertThat(visit.banners()).containsText(BAIT);
                assertThat(visit.page().evaluate("document.querySelectorAll('img[src=x], body script').length"))
                        .as(path)
                        .isEqualTo(0);
                assertThat(visit.page().evaluate("window.__bitten ?? null"))
                        .as(path)
                        .isNull();
            });
            visit.leftNoComplaint(sandbox);
        } finally {
            ConsoleScene.lift(sandbox, freeze);
        }
        assertThat(sandbox.sandbox().mail().pages("qa"))
                .noneMatch(page -> page.contains("<img src=x") || page.contains("<script"))
                .as("an author's name")
                .anyMatch(page -> page.contains("&lt;img src=x"));
        // What nobody knows the author of is not left to the tests that follow.
        sandbox.releaseAnew();
    }

    private static String json(Map<String, ?> body) {
        return new String(Json.bytes(body), StandardCharsets.UTF_8);
    }
}
