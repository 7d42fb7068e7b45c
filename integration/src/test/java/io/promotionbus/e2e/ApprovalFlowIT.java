package io.promotionbus.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.promotionbus.support.InSandbox;
import io.promotionbus.support.SandboxClient;
import io.promotionbus.support.SandboxClient.Push;
import io.promotionbus.support.SandboxClient.Response;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

@InSandbox
class ApprovalFlowIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Test
    void goesToStgByQaAndToProdByPo(SandboxClient sandbox) {
        Push push = sandbox.push(Map.of("image", "users-api", "author", "dev", "message", "feat: find users"));

        String toStg = requestInMail(sandbox, "qa", push);
        sandbox.approve(toStg, "qa", "qa2");
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(sandbox.serving("stg")).isEqualTo(push.tag()));

        String toProd = requestInMail(sandbox, "po", push);
        assertThat(sandbox.serving("prod")).isNotEqualTo(push.tag());
        sandbox.approve(toProd, "po", "po2");
        await().atMost(PATIENCE).untilAsserted(() -> {
            assertThat(sandbox.serving("prod")).isEqualTo(push.tag());
            assertThat(sandbox.running("prod")).isEqualTo(push.tag());
        });

        assertThat(sandbox.mails("qa", push.tag())).as("one message, one link").hasSize(1);
        Response audit = sandbox.get("auditor", "/api/audit?limit=200&freight=" + sandbox.freightOf(push.tag()));
        assertThat(audit.items()
                        .filter(event -> event.path("action").asText().equals("approval.approved"))
                        .map(event -> event.path("actor").path("name").asText()))
                .contains("qa", "po")
                .doesNotHaveDuplicates();
    }

    @Test
    void doesNotAskAgainForWhatWasRejected(SandboxClient sandbox) {
        Push push = sandbox.push("users-ui");
        String request = requestInMail(sandbox, "qa2", push);
        JsonNode shown = sandbox.get("qa2", "/api/approvals/" + request).body();

        Response mute = sandbox.api(
                "qa2",
                "POST",
                "/api/approvals/" + request + "/decision",
                Map.of(
                        "decision",
                        "reject",
                        "fingerprint",
                        shown.path("fingerprint").asText()));
        assertThat(mute.status()).isEqualTo(422);
        assertThat(mute.problem()).isEqualTo("comment-required");

        decide(sandbox, "qa2", request, "reject", "the list jumps");
        String freight = sandbox.freightOf(push.tag());
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(why(sandbox, "stg", freight)).isEqualTo("rejected"));
        assertThat(sandbox.promotions("stg", freight)).isEmpty();
        assertThat(sandbox.get("viewer", "/api/approvals?state=open&stage=stg").items())
                .noneMatch(open -> open.path("freight").asText().equals(freight));
    }

    @Test
    void refusesWhoMayNotDecideAndWhatWasNotShown(SandboxClient sandbox) {
        Push push = sandbox.push("users-api");
        String request = requestInMail(sandbox, "qa", push);
        String fingerprint = sandbox.get("qa", "/api/approvals/" + request)
                .body()
                .path("fingerprint")
                .asText();
        String decision = "/api/approvals/" + request + "/decision";

        Response viewer =
                sandbox.api("viewer", "POST", decision, Map.of("decision", "approve", "fingerprint", fingerprint));
        Response stale = sandbox.api(
                "qa", "POST", decision, Map.of("decision", "approve", "fingerprint", "sha256:" + "0".repeat(64)));

        assertThat(viewer.status()).isEqualTo(403);
        assertThat(viewer.problem()).isEqualTo("role");
        assertThat(stale.status()).isEqualTo(409);
        assertThat(stale.problem()).isEqualTo("changed");
        assertThat(sandbox.promotions("stg", sandbox.freightOf(push.tag()))).isEmpty();
    }

    @Test
    void listensToARoleThatWasTakenAwayAMomentAgo(SandboxClient sandbox) {
        Push push = sandbox.push("users-api");
        String request = requestInMail(sandbox, "qa2", push);
        String fingerprint = sandbox.get("qa2", "/api/approvals/" + request)
                .body()
                .path("fingerprint")
                .asText();
        try {
            assertThat(sandbox.control("PUT", "people/qa2", Map.of("roles", List.of("user-reader")))
                            .status())
                    .isEqualTo(204);

            Response answer = sandbox.api(
                    "qa2",
                    "POST",
                    "/api/approvals/" + request + "/decision",
                    Map.of("decision", "approve", "fingerprint", fingerprint));

            assertThat(answer.status()).isEqualTo(403);
            assertThat(answer.problem()).isEqualTo("role");
        } finally {
            sandbox.control("PUT", "people/qa2", Map.of("roles", List.of("user-reader", "qa")));
        }
    }

    static String requestInMail(SandboxClient sandbox, String person, Push push) {
        await().atMost(PATIENCE)
                .untilAsserted(
                        () -> assertThat(sandbox.mails(person, push.tag())).isNotEmpty());
        String link = sandbox.mails(person, push.tag())
                .getLast()
                .path("links")
                .path(0)
                .asText();
        assertThat(link).startsWith(sandbox.console() + "/approvals/");
        return link.substring(link.lastIndexOf('/') + 1);
    }

    static void decide(
            SandboxClient sandbox, String person, String request, String decision, @Nullable String comment) {
        JsonNode shown = sandbox.get(person, "/api/approvals/" + request).body();
        assertThat(shown.path("you").path("may").asBoolean()).isTrue();
        var body = new java.util.TreeMap<String, Object>();
        body.put("decision", decision);
        body.put("fingerprint", shown.path("fingerprint").asText());
        if (comment != null) {
            body.put("comment", comment);
        }
        Response answer = sandbox.api(person, "POST", "/api/approvals/" + request + "/decision", body);
        assertThat(answer.status()).as("%s", answer).isEqualTo(200);
    }

    static String why(SandboxClient sandbox, String stage, String freight) {
        return sandbox.get("viewer", "/api/why?project=image-promotion&stage=" + stage + "&freight=" + freight)
                .body()
                .path("state")
                .asText();
    }
}
