package io.promotionbus.e2e;

import static io.promotionbus.e2e.Gates.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.promotionbus.support.InSandbox;
import io.promotionbus.support.SandboxClient;
import io.promotionbus.support.SandboxClient.Push;
import io.promotionbus.support.SandboxClient.Response;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** When something may move and how long a question stands: each rule over HTTP, days by the business clock. */
@InSandbox
class PolicyTimesIT {

    private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");

    private Gates gates;

    @BeforeEach
    void begin(SandboxClient sandbox) {
        gates = new Gates(sandbox);
    }

    @AfterEach
    void putBack() {
        gates.restore();
    }

    @Test
    void silenceExpiresAndOnlyAPersonAsksAgain(SandboxClient sandbox) {
        Push push = sandbox.push("users-api");
        String request = gates.asked("stg", push);
        String freight = sandbox.freightOf(push.tag());

        sandbox.advance(Duration.ofHours(71));
        assertThat(gates.state(request)).isEqualTo("open");
        sandbox.advance(Duration.ofHours(1));
        assertThat(gates.state(request)).isEqualTo("expired");
        assertThat(gates.why("stg", push)).isEqualTo("expired request-expired");
        assertThat(gates.approve("qa", request)).isEqualTo("expired");
        assertThat(sandbox.promotions("stg", freight)).isEmpty();
        assertThat(requests(sandbox, freight)).as("nobody is asked again").containsExactly("expired");

        Map<String, String> reason = Map.of("reason", "we were on holiday");
        assertThat(sandbox.api("qa", "POST", "/api/approvals/" + request + "/reopen", reason)
                        .status())
                .isEqualTo(403);
        Response reopened = sandbox.api("operator", "POST", "/api/approvals/" + request + "/reopen", reason);
        assertThat(reopened.status()).isEqualTo(201);
        sandbox.approve(reopened.body().path("id").asText(), "qa");
        gates.runs("stg", push);
        assertThat(gates.state(request)).isEqualTo("expired");
    }

    @Test
    void remindsOncePerIntervalThroughARestart(SandboxClient sandbox) {
        gates.stg("{'remindEvery':'8h','expiresAfter':'200h'}");
        Push push = sandbox.push("users-ui");
        String request = gates.asked("stg", push);
        mailed(sandbox, push, 1);

        sandbox.advance(Duration.ofHours(7));
        mailed(sandbox, push, 1);
        sandbox.advance(Duration.ofHours(1));
        mailed(sandbox, push, 2);
        sandbox.control("POST", "processes/bus", Map.of("action", "kill"));
        sandbox.control("POST", "processes/bus", Map.of("action", "start"));
        await().atMost(PATIENCE.multipliedBy(4)).until(sandbox.sandbox()::isReady);
        sandbox.advance(Duration.ofHours(1));
        mailed(sandbox, push, 2);
        sandbox.advance(Duration.ofHours(30));
        mailed(sandbox, push, 3);

        assertThat(reminders(sandbox, request)).as("of those missed only one").isEqualTo(2);
        assertThat(gates.approve("qa", request)).isEqualTo("approved");
        sandbox.advance(Duration.ofHours(9));
        mailed(sandbox, push, 3);
    }

    @Test
    void anApprovalThatCannotRunInTimeExpires(SandboxClient sandbox) {
        freeze(sandbox, "stg", null);
        Push push = sandbox.push("users-api");
        String request = gates.asked("stg", push);
        assertThat(gates.approve("qa", request)).isEqualTo("approved");
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(gates.why("stg", push)).isEqualTo("approved frozen"));

        sandbox.advance(Duration.ofHours(24));
        assertThat(gates.state(request)).isEqualTo("expired");
        assertThat(gates.why("stg", push)).isEqualTo("expired approval-expired");
        gates.restore();
        sandbox.advance(Duration.ofMinutes(1));
        assertThat(sandbox.promotions("stg", sandbox.freightOf(push.tag()))).isEmpty();
    }

    @Test
    void whatIsApprovedWaitsForTheWindowAndIsNotOvertakenByWhatIsNot(SandboxClient sandbox) {
        Instant now = sandbox.advance(Duration.ofSeconds(1));
        gates.stg(
                "{}",
                "[{'kind':'Allow','schedule':'0 0 * * *','duration':'25h','timeZone':'UTC'},{'kind':'Deny','schedule':'"
                        + cron(now)
                        + "','duration':'3h','timeZone':'America/New_York','reason':'inventory'}]");
        Push approved = sandbox.push("users-api");
        String request = gates.asked("stg", approved);
        JsonNode calendar = sandbox.approval("qa", request).path("calendar");
        assertThat(calendar.path("openNow").asBoolean(true)).isFalse();
        Instant edge = Instant.parse(calendar.path("nextChange").asText());
        assertThat(edge).isBetween(now.plusSeconds(2 * 3600), now.plusSeconds(3 * 3600));
        assertThat(gates.approve("qa", request)).isEqualTo("approved");
        Push newer = sandbox.push("users-ui");
        String second = gates.asked("stg", newer);

        assertThat(gates.why("stg", approved)).as("Deny beats Allow").isEqualTo("approved window-closed");
        assertThat(gates.state(request)).isEqualTo("approved");
        assertThat(gates.state(second)).isEqualTo("open");

        sandbox.advance(Duration.between(sandbox.advance(Duration.ofSeconds(1)), edge.minusSeconds(5)));
        assertThat(sandbox.promotions("stg", sandbox.freightOf(approved.tag()))).isEmpty();
        gates.runs("stg", approved);
        assertThat(startedAfter(sandbox, "stg", approved, edge)).isLessThan(Duration.ofSeconds(10));
        assertThat(gates.state(second)).as("the newer is still asked about").isEqualTo("open");
        sandbox.approve(second, "qa");
        gates.runs("stg", newer);
    }

    @Test
    void aWindowThatNeverOpensIsSaidBeforeItBlocksSomebody(SandboxClient sandbox) {
        gates.stg("{}", "[{'kind':'Deny','schedule':'0 0 * * *','duration':'25h','timeZone':'Europe/Lisbon'}]");
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(sandbox.get("viewer", "/api/policies")
                                .items()
                                .filter(policy -> policy.path("name").asText().equals("quality"))
                                .map(policy -> policy.path("because").asText()))
                        .first()
                        .asString()
                        .contains("no window opens"));
    }

    @Test
    void afterAFreezeTheNewestAloneStarts(SandboxClient sandbox) {
        Instant until = sandbox.advance(Duration.ofSeconds(1)).plus(Duration.ofHours(1));
        freeze(sandbox, null, until.toString());
        Push older = sandbox.push("users-api");
        Push newest = sandbox.push("users-api");
        await().atMost(PATIENCE)
                .until(() -> !sandbox.freightOf(older.tag()).isEmpty()
                        && !sandbox.freightOf(newest.tag()).isEmpty());
        assertThat(gates.why("dev", newest)).isEqualTo("held frozen");
        sandbox.advance(Duration.between(sandbox.advance(Duration.ofSeconds(1)), until.minusSeconds(5)));
        assertThat(sandbox.promotions("dev", sandbox.freightOf(newest.tag()))).isEmpty();

        gates.runs("dev", newest);
        assertThat(startedAfter(sandbox, "dev", newest, until)).isBetween(Duration.ZERO, Duration.ofSeconds(10));
        assertThat(sandbox.promotions("dev", sandbox.freightOf(older.tag()))).isEmpty();
        assertThat(gates.why("dev", older)).isEqualTo("held older-than-current");
    }

    @Test
    void breakGlassGoesPastGateAndFreezeAndIsLoud(SandboxClient sandbox) {
        freeze(sandbox, "stg", null);
        Push push = sandbox.push("users-ui");
        String request = gates.asked("stg", push);
        Map<String, String> order = Map.of(
                "project", "image-promotion",
                "stage", "stg",
                "freight", sandbox.freightOf(push.tag()),
                "reason", "customers cannot log in");

        assertThat(sandbox.api("qa", "POST", "/api/break-glass", order).status())
                .isEqualTo(403);
        assertThat(sandbox.api("operator", "POST", "/api/break-glass", order).status())
                .isEqualTo(202);
        gates.runs("stg", push);

        assertThat(sandbox.get("auditor", "/api/audit?action=break-glass.used&limit=50")
                        .items()
                        .map(event -> event.path("reason").asText()))
                .contains("customers cannot log in");
        for (String person : List.of("operator", "qa")) {
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(sandbox.mails(person, "customers cannot log in"))
                            .isNotEmpty());
        }
        gates.becomes(request, "withdrawn");
    }

    @Test
    void theOldPageAndAMailSayWhatTookItsPlace(SandboxClient sandbox) {
        Push older = sandbox.push("users-api");
        String request = gates.asked("stg", older);
        mailed(sandbox, older, 1);
        Push newer = sandbox.push("users-api");
        String second = gates.asked("stg", newer);

        gates.becomes(request, "superseded");
        Response late = sandbox.decide("qa", request, "approve", null);
        assertThat(late.status()).isEqualTo(409);
        assertThat(late.problem()).isEqualTo("superseded");
        assertThat(late.body().path("by").asText()).isEqualTo(second);
        assertThat(sandbox.approval("viewer", request).path("supersededBy").asText())
                .isEqualTo(second);
        assertThat(gates.why("stg", older)).startsWith("superseded");
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(sandbox.mails("qa", newer.tag()).toString())
                        .contains(older.tag().substring(0, 7)));
        assertThat(gates.approve("qa", second)).isEqualTo("approved");
        gates.runs("stg", newer);
    }

    private static List<String> requests(SandboxClient sandbox, String freight) {
        return sandbox.get("viewer", "/api/approvals?stage=stg&limit=200")
                .items()
                .filter(request -> request.path("freight").asText().equals(freight))
                .map(request -> request.path("state").asText())
                .toList();
    }

    private static long reminders(SandboxClient sandbox, String request) {
        return sandbox.get("auditor", "/api/audit?action=approval.reminded&limit=100")
                .items()
                .filter(event -> event.path("subject").path("id").asText().equals(request))
                .count();
    }

    /** So many and, after whatever was under way, no more. */
    private static void mailed(SandboxClient sandbox, Push push, int times) {
        await().atMost(PATIENCE)
                .during(Duration.ofSeconds(2))
                .untilAsserted(() -> assertThat(sandbox.mails("qa", push.tag())).hasSize(times));
    }

    private static void freeze(SandboxClient sandbox, @Nullable String stage, @Nullable String until) {
        Map<String, Object> freeze = new TreeMap<>(Map.of("project", "image-promotion", "reason", "inventory"));
        freeze.put("stage", stage);
        freeze.put("until", until);
        assertThat(sandbox.api("operator", "POST", "/api/freezes", freeze).status())
                .isEqualTo(201);
    }

    private static Duration startedAfter(SandboxClient sandbox, String stage, Push push, Instant edge) {
        String created = sandbox.get(
                        "viewer", "/api/promotions?stage=" + stage + "&freight=" + sandbox.freightOf(push.tag()))
                .items()
                .map(promotion -> promotion.path("createdAt").asText())
                .findFirst()
                .orElseThrow();
        Duration late = Duration.between(edge, Instant.parse(created));
        System.out.println("[policies] " + stage + " started " + late.toMillis() + " ms after the edge");
        return late;
    }

    /** A window that starts with the minute it is there. */
    private static String cron(Instant now) {
        return DateTimeFormatter.ofPattern("m H d M").withZone(NEW_YORK).format(now) + " *";
    }
}
