package io.promotionbus.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.promotionbus.sandbox.RunningProcess;
import io.promotionbus.sandbox.SandboxOptions.Port;
import io.promotionbus.support.SandboxClient;
import io.promotionbus.support.SandboxClient.Push;
import io.promotionbus.support.SandboxExtension;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The promoted users application itself, a real process in every environment. */
class UsersEnvironmentsIT {

    private static final Duration PATIENCE = Duration.ofSeconds(120);
    /** What all processes may hold together, and what the sandbox's own holds at most. */
    private static final long MOST_MEBIBYTES = 2560;

    private static final long SANDBOX_MEBIBYTES = 512;

    private static SandboxClient sandbox;

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @BeforeAll
    static void start() {
        sandbox = SandboxExtension.sharedWithUsersApi();
    }

    @Test
    void showsAPromotedVersionWhereItRunsAndKeepsItWhenTheNextIsNeverReady() throws Exception {
        Push good = sandbox.push(Map.of("image", "users-api", "author", "dev"));
        served("dev", good);
        assertThat(sandbox.serving("stg")).as("nobody was asked yet").isNotEqualTo(good.tag());

        sandbox.approve(ApprovalFlowIT.requestInMail(sandbox, "qa", good), "qa", "qa2");
        served("stg", good);
        sandbox.approve(ApprovalFlowIT.requestInMail(sandbox, "po", good), "po", "po2");
        served("prod", good);

        HttpResponse<String> unknown = get("prod", "/api/users");
        assertThat(unknown.statusCode()).isEqualTo(401);
        HttpResponse<String> configuration = get("prod", "/config.json");
        assertThat(configuration.body())
                .contains(
                        "\"environment\":\"prod\"",
                        good.tag(),
                        sandbox.sandbox().keycloakUrl().toString());
        assertThat(configuration.headers().firstValue("Cache-Control")).contains("no-store");
        assertThat(processes().toString()).contains("users-dev", "users-stg", "users-prod");
        assertThat(mebibytesBesideTheTests()).isLessThan(MOST_MEBIBYTES - SANDBOX_MEBIBYTES);
        HttpResponse<String> users = http.send(
                request("dev", "/api/users?q=%25")
                        .header("Authorization", "Bearer " + sandbox.token("dev"))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(users.statusCode()).as(users.body()).isEqualTo(200);

        Push bad = sandbox.push(Map.of("image", "users-api", "fault", "unready"));
        // Degraded or in rollout for too long, whichever comes first: one is as good as the other, and neither lasts.
        await().atMost(PATIENCE).until(() -> {
            assertThat(sandbox.serving("dev")).as("meanwhile").isEqualTo(good.tag());
            return rolledBackFrom(bad);
        });
        assertThat(sandbox.serving("dev")).isEqualTo(good.tag());
    }

    private static boolean rolledBackFrom(Push push) {
        String freight = sandbox.freightOf(push.tag());
        return !freight.isEmpty()
                && sandbox.get("auditor", "/api/audit?action=rollback.started&freight=" + freight)
                        .items()
                        .findAny()
                        .isPresent();
    }

    private void served(String stage, Push push) {
        await().atMost(PATIENCE).untilAsserted(() -> {
            HttpResponse<String> version = get(stage, "/api/version");
            assertThat(version.statusCode()).as(version.body()).isEqualTo(200);
            assertThat(version.body()).contains(push.tag(), push.commit(), "\"" + stage + "\"");
        });
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(sandbox.health(stage)).isEqualTo("Healthy"));
    }

    private JsonNode processes() {
        return sandbox.control("GET", "status", null).body().path("processes");
    }

    /** What the sandbox's processes hold but for this one, which carries all other tests as well. */
    private static long mebibytesBesideTheTests() {
        List<RunningProcess> others = sandbox.sandbox().processes().stream()
                .filter(process -> !process.name().equals("sandbox"))
                .toList();
        System.out.println("[users] " + others);
        return others.stream()
                .mapToLong(process -> process.residentMiB().orElse(0L))
                .sum();
    }

    private HttpResponse<String> get(String stage, String path) throws IOException, InterruptedException {
        return http.send(request(stage, path).build(), HttpResponse.BodyHandlers.ofString());
    }

    private static HttpRequest.Builder request(String stage, String path) {
        URI address = sandbox.sandbox().url(Port.valueOf("USERS_" + stage.toUpperCase(java.util.Locale.ROOT)));
        return HttpRequest.newBuilder(address.resolve(path)).timeout(Duration.ofSeconds(60));
    }
}
