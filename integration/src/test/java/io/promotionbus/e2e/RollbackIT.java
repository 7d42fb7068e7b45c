package io.promotionbus.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.promotionbus.support.InSandbox;
import io.promotionbus.support.SandboxClient;
import io.promotionbus.support.SandboxClient.Push;
import io.promotionbus.support.SandboxClient.Response;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A bad version goes back by itself, stays away, and lets the fix in. */
@InSandbox
class RollbackIT {

    static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final String PROJECT = "image-promotion";

    /** Whatever an earlier test did to dev: it is well, and rolling back has not stopped. */
    @BeforeEach
    @AfterEach
    void begin(SandboxClient sandbox) {
        putBack(sandbox);
    }

    static void putBack(SandboxClient sandbox) {
        health(sandbox, null);
        assertThat(resume(sandbox, "operator").status()).isEqualTo(200);
    }

    /** What others change only in part must not carry a digest that is in quarantine. */
    @AfterAll
    static void leaveSomethingToBuildUpon(SandboxClient sandbox) {
        proven(sandbox);
    }

    static Response resume(SandboxClient sandbox, String person) {
        return sandbox.api(person, "POST", "/api/stages/" + PROJECT + "/dev/resume", Map.of("reason", "a new test"));
    }

    static void health(SandboxClient sandbox, @Nullable String status) {
        health(sandbox, "dev", status);
    }

    static void health(SandboxClient sandbox, String stage, @Nullable String status) {
        Map<String, Object> body = new HashMap<>(Map.of("project", PROJECT, "stage", stage));
        body.put("status", status);
        assertThat(sandbox.control("POST", "health", body).status()).isEqualTo(204);
    }

    /** In dev, healthy, and for long enough to be gone back to. */
    static Push proven(SandboxClient sandbox) {
        Push push = sandbox.push("users-api");
        await().atMost(PATIENCE).untilAsserted(() -> {
            assertThat(sandbox.running("dev")).isEqualTo(push.tag());
            assertThat(sandbox.health("dev")).isEqualTo("Healthy");
            assertThat(verifiedInDev(sandbox, push)).isTrue();
        });
        advance(sandbox, "PT6S");
        return push;
    }

    /** It has answered and does so no more; its rollout went on shortly before, which is Progressing too. */
    static void turnsBad(SandboxClient sandbox) {
        await().atMost(PATIENCE).until(() -> sandbox.serving("dev").isEmpty());
        await().atMost(PATIENCE).until(() -> sandbox.health("dev").equals("Progressing"));
    }

    private static boolean verifiedInDev(SandboxClient sandbox, Push push) {
        return actions(sandbox, sandbox.freightOf(push.tag())).anyMatch("stage.verified"::equals);
    }

    static void advance(SandboxClient sandbox, String time) {
        assertThat(sandbox.control("POST", "clock", Map.of("advance", time)).status())
                .isEqualTo(200);
    }

    private static Stream<String> actions(SandboxClient sandbox, String freight) {
        return sandbox.get("auditor", "/api/audit?limit=200&freight=" + freight)
                .items()
                .map(event -> event.path("action").asText());
    }

    static JsonNode why(SandboxClient sandbox, Push push) {
        return sandbox.get(
                        "viewer", "/api/why?project=" + PROJECT + "&stage=dev&freight=" + sandbox.freightOf(push.tag()))
                .body();
    }

    @Test
    void goesBackFromWhatTurnsBadLateAndLetsOnlyTheFixIn(SandboxClient sandbox) {
        Push good = proven(sandbox);
        Push bad = sandbox.push(Map.of("image", "users-api", "fault", "late"));
        await().atMost(PATIENCE).until(() -> sandbox.serving("dev").equals(bad.tag()));
        turnsBad(sandbox);
        advance(sandbox, "PT30S");
        await().atMost(PATIENCE).untilAsserted(() -> {
            assertThat(sandbox.serving("dev")).isEqualTo(good.tag());
            assertThat(sandbox.running("dev")).isEqualTo(good.tag());
        });

        String freight = sandbox.freightOf(bad.tag());
        assertThat(actions(sandbox, freight)).contains("rollback.started", "quarantine.set");
        JsonNode started = sandbox.get("auditor", "/api/audit?action=rollback.started&freight=" + freight)
                .items()
                .findFirst()
                .orElseThrow();
        assertThat(started.path("reason").asText()).contains("Progressing");
        assertThat(started.path("actor").path("kind").asText()).isEqualTo("system");
        assertThat(sandbox.get("viewer", "/api/promotions?project=" + PROJECT + "&stage=dev&limit=5")
                        .items()
                        .findFirst()
                        .orElseThrow()
                        .path("requestedBy")
                        .path("kind")
                        .asText())
                .isEqualTo("rollback");
        assertThat(sandbox.promotions("dev", sandbox.freightOf(good.tag()))
                        .getLast()
                        .path("annotations")
                        .toString())
                .contains("kargo.akuity.io/rollback");
        assertThat(sandbox.get("viewer", "/api/lineage/" + freight).body().findValuesAsText("kind"))
                .contains("rollback", "quarantine");
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(sandbox.mails("operator", bad.tag()).stream()
                                .map(mail -> mail.path("subject").asText()))
                        .anyMatch(subject -> subject.startsWith("Revertido")));
        List<JsonNode> quarantined =
                sandbox.get("viewer", "/api/quarantine").items().toList();
        assertThat(quarantined)
                .as("what changed, and nothing that did not")
                .anyMatch(
                        one -> one.path("digest").asText().equals(bad.digests().get("users-api")))
                .noneMatch(
                        one -> one.path("digest").asText().equals(bad.digests().get("users-ui")));

        // The other image changes, so the bad one comes again under a new tag.
        Push again = sandbox.push("users-ui");
        assertThat(again.digests().get("users-api")).isEqualTo(bad.digests().get("users-api"));
        await().atMost(PATIENCE)
                .untilAsserted(() ->
                        assertThat(why(sandbox, again).path("state").asText()).isEqualTo("quarantined"));

        Push fix = sandbox.push("users-api");
        await().atMost(PATIENCE).untilAsserted(() -> {
            assertThat(sandbox.serving("dev")).isEqualTo(fix.tag());
            assertThat(sandbox.running("dev")).isEqualTo(fix.tag());
        });
        assertThat(why(sandbox, again).path("state").asText()).isEqualTo("quarantined");
    }

    @Test
    void goesBackFromWhatNeverGetsReady(SandboxClient sandbox) {
        Push good = proven(sandbox);
        Push bad = sandbox.push(Map.of("image", "users-api", "fault", "unready"));

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(actions(sandbox, sandbox.freightOf(bad.tag())))
                        .contains("rollback.started"));
        await().atMost(PATIENCE).until(() -> sandbox.running("dev").equals(good.tag()));
        assertThat(sandbox.serving("dev")).isEqualTo(good.tag());
    }

    @Test
    void stopsWhenWhatCameBackIsIllAsWellUntilAnOperatorResumes(SandboxClient sandbox) {
        proven(sandbox);
        Push good = proven(sandbox);
        Push bad = proven(sandbox);
        health(sandbox, "Unhealthy");
        await().atMost(PATIENCE).until(() -> sandbox.running("dev").equals(good.tag()));

        await().atMost(PATIENCE)
                .untilAsserted(
                        () -> assertThat(why(sandbox, good).path("reasons").findValuesAsText("slug"))
                                .contains("loop-broken"));
        assertThat(why(sandbox, good).path("state").asText()).isEqualTo("current");
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(sandbox.mails("operator", good.tag()).stream()
                                .map(mail -> mail.path("subject").asText()))
                        .anyMatch(subject -> subject.startsWith("Precisa de alguém")));
        assertThat(sandbox.running("dev")).isEqualTo(good.tag());

        health(sandbox, null);
        assertThat(resume(sandbox, "viewer").status()).isEqualTo(403);
        assertThat(resume(sandbox, "operator").status()).isEqualTo(200);
        await().atMost(PATIENCE)
                .untilAsserted(
                        () -> assertThat(why(sandbox, good).path("reasons").findValuesAsText("slug"))
                                .doesNotContain("loop-broken"));
        assertThat(why(sandbox, bad).path("state").asText()).isEqualTo("quarantined");
    }

    @Test
    void goesBackByHandAndNeverToWhatWasNotVerified(SandboxClient sandbox) {
        Push good = proven(sandbox);
        Push unwanted = proven(sandbox);
        Map<String, Object> order = new HashMap<>(Map.of("project", PROJECT, "stage", "dev", "reason", "wrong colour"));
        assertThat(sandbox.api("qa", "POST", "/api/rollbacks", order).status()).isEqualTo(403);
        order.put("to", sandbox.freightOf(unwanted.tag()));
        Response there = sandbox.api("operator", "POST", "/api/rollbacks", order);
        assertThat(there.status()).isEqualTo(409);
        assertThat(there.problem()).isEqualTo("no-target");

        order.put("to", null);
        Response accepted = sandbox.api("operator", "POST", "/api/rollbacks", order);
        assertThat(accepted.status()).as(accepted.toString()).isEqualTo(202);
        assertThat(accepted.body().path("freight").asText()).isEqualTo(sandbox.freightOf(good.tag()));
        assertThat(accepted.body().path("requestedBy").path("kind").asText()).isEqualTo("rollback");
        assertThat(accepted.body().path("requestedBy").path("actors").path(0).asText())
                .isEqualTo("operator");
        await().atMost(PATIENCE).until(() -> sandbox.serving("dev").equals(good.tag()));
        assertThat(why(sandbox, unwanted).path("state").asText()).isEqualTo("quarantined");
    }

    @Test
    void onlyAlarmsWhenNobodyCanTell(SandboxClient sandbox) {
        proven(sandbox);
        Push push = proven(sandbox);
        for (String status : List.of("Unknown", "RevisionMismatch")) {
            health(sandbox, status);
            await().atMost(PATIENCE)
                    .untilAsserted(
                            () -> assertThat(why(sandbox, push).path("reasons").findValuesAsText("slug"))
                                    .contains(status.equals("Unknown") ? "health-unknown" : "revision-mismatch"));
        }
        assertThat(sandbox.running("dev")).isEqualTo(push.tag());
        assertThat(actions(sandbox, sandbox.freightOf(push.tag()))).doesNotContain("rollback.started");
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(sandbox.mails("operator", push.tag()).stream()
                                .map(mail -> mail.path("subject").asText()))
                        .anyMatch(subject -> subject.startsWith("Ninguém sabe dizer")));
    }
}
