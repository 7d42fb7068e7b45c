package io.promotionbus.e2e;

import static io.promotionbus.e2e.Gates.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.promotionbus.sandbox.RunningSandbox.Remote;
import io.promotionbus.support.FormLogin;
import io.promotionbus.support.InSandbox;
import io.promotionbus.support.SandboxClient;
import io.promotionbus.support.SandboxClient.Push;
import io.promotionbus.support.SandboxClient.Response;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who may decide, and how many: each rule over HTTP, with what people see of it. */
@InSandbox
class PoliciesIT {

    private Gates gates;

    @BeforeEach
    void begin(SandboxClient sandbox) {
        gates = new Gates(sandbox);
    }

    @AfterEach
    void putBack(SandboxClient sandbox) {
        sandbox.sandbox().gate(Remote.GITHUB).clear();
        gates.restore();
    }

    @Test
    void whoWroteItDoesNotApproveItNorRejectIt(SandboxClient sandbox) {
        Push push = sandbox.push(Map.of("image", "users-api", "author", "qa", "coAuthors", List.of("qa2")));
        String request = gates.asked("stg", push);

        JsonNode shown = sandbox.approval("qa", request);
        assertThat(shown.path("changes").path("status").asText()).isEqualTo("complete");
        assertThat(shown.path("changes").path("commits").findValuesAsText("login"))
                .contains("qa");
        assertThat(shown.path("changes").path("commits").findValuesAsText("name"))
                .contains("Quentin Abbott");
        assertThat(shown.path("you").path("because").path("slug").asText()).isEqualTo("author");
        assertThat(gates.approve("qa", request)).isEqualTo("author");
        assertThat(gates.decide("qa2", request, "reject", "mine"))
                .as("co-author")
                .isEqualTo("author");

        assertThat(gates.approve("lead", request)).isEqualTo("approved");
        gates.runs("stg", push);
        assertThat(sandbox.get("auditor", "/api/audit?action=approval.denied&limit=50")
                        .items()
                        .filter(event ->
                                event.path("subject").path("id").asText().equals(request))
                        .map(event -> event.path("actor").path("name").asText()))
                .containsExactlyInAnyOrder("qa", "qa2");
    }

    @Test
    void anAuthorNobodyKnowsAsksForASecondPersonOrIsRefused(SandboxClient sandbox) {
        Push first = sandbox.push(Map.of("image", "users-api", "coAuthors", List.of("a-stranger")));
        String request = gates.asked("stg", first);

        assertThat(gates.approve("qa", request)).isEqualTo("open");
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(gates.why("stg", first)).isEqualTo("asking awaiting-second-person"));
        assertThat(gates.approve("qa", request)).as("twice is not two").isEqualTo("already-decided-by-you");
        assertThat(gates.approve("po", request))
                .as("the second one needs a required role")
                .isEqualTo("role");
        assertThat(gates.approve("qa2", request)).isEqualTo("approved");
        gates.runs("stg", first);

        gates.stg("{'fourEyes':{'mode':'Authors','unknownAuthor':'Refuse'}}");
        Push second = sandbox.push(Map.of("image", "users-ui", "coAuthors", List.of("a-stranger")));
        String refused = gates.asked("stg", second);
        assertThat(gates.approve("qa", refused)).isEqualTo("unknown-author");

        // What the stranger wrote is not left to the tests that follow.
        gates.restore();
        sandbox.approve(refused, "qa", "qa2");
        gates.runs("stg", second);
    }

    @Test
    void commitsThatCannotBeHadAreWaitedForOrAskForASecondPerson(SandboxClient sandbox) {
        down(sandbox);
        Push first = sandbox.push("users-api");
        String request = sandbox.request("stg", first);
        await().atMost(PATIENCE)
                .untilAsserted(() ->
                        assertThat(gates.why("stg", first)).isEqualTo("asking commits-unavailable awaiting-approval"));
        assertThat(sandbox.approval("qa", request)
                        .path("changes")
                        .path("status")
                        .asText())
                .isEqualTo("unavailable");
        assertThat(gates.approve("qa", request)).isEqualTo("commits-unavailable");
        sandbox.sandbox().gate(Remote.GITHUB).clear();
        sandbox.approve(request, "qa", "qa2");
        gates.runs("stg", first);

        gates.stg("{'fourEyes':{'mode':'Authors','whenUnavailable':'SecondPerson'}}");
        down(sandbox);
        String second = sandbox.request("stg", sandbox.push("users-ui"));
        assertThat(gates.approve("qa", second)).isEqualTo("open");
        assertThat(gates.approve("lead", second)).isEqualTo("approved");
    }

    @Test
    void everyEntryIsMetAndOnePersonCountsOnce(SandboxClient sandbox) {
        gates.stg("{'require':[{'role':'qa','count':2},{'role':'po','count':1}]}");
        Push push = sandbox.push("users-api");
        String request = gates.asked("stg", push);

        assertThat(gates.approve("lead", request)).as("has both roles").isEqualTo("open");
        assertThat(gates.approve("lead", request)).isEqualTo("already-decided-by-you");
        assertThat(gates.approve("qa", request)).isEqualTo("open");
        JsonNode require = sandbox.approval("qa2", request).path("require");
        assertThat(require.findValuesAsText("met").stream()
                        .mapToInt(Integer::parseInt)
                        .sum())
                .isEqualTo(2);
        assertThat(gates.approve("qa2", request)).isEqualTo("approved");
        assertThat(gates.approve("po", request)).isEqualTo("decided");
        assertThat(sandbox.approval("viewer", request).path("decisions")).hasSize(3);
        gates.runs("stg", push);
    }

    @Test
    void anyRejectionEndsIt(SandboxClient sandbox) {
        gates.stg("{'require':[{'role':'qa','count':2}]}");
        Push push = sandbox.push("users-ui");
        String request = gates.asked("stg", push);

        assertThat(gates.approve("qa", request)).isEqualTo("open");
        assertThat(gates.decide("qa2", request, "reject", "the list jumps")).isEqualTo("rejected");
        assertThat(gates.approve("lead", request)).isEqualTo("decided");
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(gates.why("stg", push)).isEqualTo("rejected rejected"));
    }

    @Test
    void whoApprovedThereDoesNotApproveHere(SandboxClient sandbox) {
        Push push = sandbox.push("users-api");
        assertThat(gates.approve("lead", gates.asked("stg", push))).isEqualTo("approved");
        String request = gates.asked("prod", push);

        assertThat(sandbox.approval("lead", request)
                        .path("you")
                        .path("because")
                        .path("slug")
                        .asText())
                .isEqualTo("distinct-from");
        assertThat(gates.approve("lead", request)).isEqualTo("distinct-from");
        assertThat(gates.approve("po", request)).isEqualTo("approved");
        gates.runs("prod", push);
    }

    @Test
    void asksForACommentAsThePolicySays(SandboxClient sandbox) {
        gates.stg("{'comment':'Always'}");
        String always = gates.asked("stg", sandbox.push("users-api"));
        assertThat(gates.approve("qa", always)).isEqualTo("comment-required");
        assertThat(gates.decide("qa", always, "approve", "seen on dev")).isEqualTo("approved");

        gates.stg("{'comment':'Never'}");
        String never = gates.asked("stg", sandbox.push("users-ui"));
        assertThat(gates.decide("qa", never, "reject", "")).isEqualTo("rejected");
    }

    @Test
    void anOldLoginIsMadeFreshAtKeycloak(SandboxClient sandbox) {
        gates.stg("{'stepUp':{'maxAge':'10s'}}");
        String request = gates.asked("stg", sandbox.push("users-api"));
        FormLogin browser = new FormLogin(sandbox);
        assertThat(browser.logIn("/oauth2/authorization/keycloak?return=/", "qa"))
                .isTrue();
        Instant first = authTime(browser);
        await().atMost(PATIENCE).until(() -> Instant.now().isAfter(first.plusSeconds(11)));
        assertThat(browser.logIn("/oauth2/authorization/keycloak?return=/", "qa"))
                .as("Keycloak knows the person and shows no form")
                .isFalse();
        assertThat(authTime(browser)).as("which is no fresh login").isEqualTo(first);

        Response stale = decideIn(browser, request);
        assertThat(stale.status()).isEqualTo(403);
        assertThat(stale.problem()).isEqualTo("step-up");
        String login = stale.body().path("login").asText();

        await().atMost(PATIENCE).untilAsserted(() -> {
            assertThat(browser.logIn(login, "qa")).as("a form all the same").isTrue();
            assertThat(authTime(browser)).isAfter(first);
            assertThat(decideIn(browser, request).status()).isEqualTo(200);
        });
        assertThat(sandbox.approval("viewer", request).path("decisions")).hasSize(1);
    }

    @Test
    void aTokenThatDoesNotSayWhenSomebodyLoggedInIsStale(SandboxClient sandbox) {
        gates.stg("{'stepUp':{'maxAge':'1s'}}");
        assertThat(sandbox.token("qa")).as("older than what is pushed now").isNotEmpty();
        String request = gates.asked("stg", sandbox.push("users-ui"));
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(gates.approve("qa", request)).isEqualTo("step-up"));
        assertThat(gates.state(request)).isEqualTo("open");
    }

    private static Instant authTime(FormLogin browser) {
        return Instant.parse(
                browser.api("GET", "/api/me", null).body().path("authTime").asText());
    }

    private static Response decideIn(FormLogin browser, String request) {
        String fingerprint = browser.api("GET", "/api/approvals/" + request, null)
                .body()
                .path("fingerprint")
                .asText();
        return browser.api(
                "POST",
                "/api/approvals/" + request + "/decision",
                Map.of("decision", "approve", "fingerprint", fingerprint));
    }

    private static void down(SandboxClient sandbox) {
        Map<String, String> fault = Map.of(
                "target", "github", "kind", "down", "for", Duration.ofMinutes(5).toString());
        assertThat(sandbox.control("POST", "faults", fault).status()).isEqualTo(204);
    }
}
