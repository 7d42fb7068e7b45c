package io.promotionbus.platform.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.jayway.jsonpath.JsonPath;
import io.promotionbus.audit.TraceStep;
import io.promotionbus.audit.TraceSteps;
import io.promotionbus.support.RunningBus;
import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What nobody honest sends is a problem that names what is wrong, never an error of ours and never half understood. */
class HostileRequestsIT {

    /** The audit's own routes go on, so a request that is in order changes nothing here: 409. */
    private static final String SUSPEND = "/api/routes/audit-seal-events/suspend";

    private final RunningBus bus = RunningBus.shared();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"reason\":5}|reason",
                "{\"reason\":true}|reason",
                "{\"reason\":[\"x\"]}|reason",
                "{\"reason\":\"a\\u0000b\"}|reason",
                "{\"reason\":\"a\\ud800b\"}|reason",
                "{\"reason\":\" \"}|reason",
                "{}|reason",
                "{\"reason\":\"x\",\"reason\":\"y\"}|body",
                "{\"reason\":\"x\"} {}|body",
                "[]|body",
                "null|body",
                "x|body"
            })
    void takesNothingButATextForAReason(String body, String field) {
        HttpResponse<String> answer = post(SUSPEND, body, "operator");

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        assertThat(JsonPath.<String>read(answer.body(), "$.field")).isEqualTo(field);
    }

    @Test
    void countsTheCharactersOfAReasonAsPeopleDo() {
        assertThat(post(SUSPEND, "{\"reason\":\"" + "🚀".repeat(500) + "\"}", "operator")
                        .statusCode())
                .isEqualTo(409);
        assertThat(post(SUSPEND, "{\"reason\":\"" + "🚀".repeat(501) + "\"}", "operator")
                        .statusCode())
                .isEqualTo(400);
        assertThat(post(SUSPEND, "{\"reason\":\" " + "é".repeat(500) + " \"}", "operator")
                        .statusCode())
                .isEqualTo(409);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "", "{\"reason\":\"x\"}"})
    void saysWhoMayNotBeforeItReadsTheBody(String body) {
        assertThat(post(SUSPEND, body, "auditor").statusCode()).isEqualTo(403);
        assertThat(post("/api/routes/unknown/suspend", body, "auditor").statusCode())
                .isEqualTo(403);
        assertThat(bus.get("/api/audit/not-an-id/trace", "viewer", "viewer").statusCode())
                .isEqualTo(403);
        assertThat(send(request(SUSPEND, "auditor")
                                .header("Content-Type", "text/plain")
                                .POST(text(body)))
                        .statusCode())
                .isEqualTo(403);
    }

    @ParameterizedTest
    @CsvSource({
        "/api/trace?route=%00, route",
        "/api/audit?project=%00, project",
        "/api/audit?q=a%00b, q",
        "/api/audit?from=2026-03-01, from",
        "/api/audit?to=%2B20260-03-01T00:00:00Z, to",
        "/api/routes?limit=0, limit",
        "/api/routes?limit=201, limit",
        "/api/routes?cursor=%25, cursor"
    })
    void namesTheParameterThatIsWrong(String path, String field) {
        HttpResponse<String> answer = bus.get(path, "operator", "operator");

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        assertThat(JsonPath.<String>read(answer.body(), "$.field")).isEqualTo(field);
    }

    @Test
    void takesABlankParameterForNone() {
        assertThat(bus.get("/api/audit?actor=&from=&limit=&order=desc", "auditor", "auditor")
                        .statusCode())
                .isEqualTo(200);
        assertThat(bus.get("/api/trace?outcome=&route=%20", "auditor", "auditor")
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void pagesTheRoutes() {
        HttpResponse<String> first = bus.get("/api/routes?limit=2", "operator", "operator");
        List<String> ids = JsonPath.read(first.body(), "$.items[*].id");
        String next = JsonPath.read(first.body(), "$.next");
        HttpResponse<String> second = bus.get("/api/routes?limit=200&cursor=" + next, "operator", "operator");

        assertThat(ids).hasSize(2).isSorted();
        assertThat(JsonPath.<List<String>>read(second.body(), "$.items[*].id"))
                .isNotEmpty()
                .doesNotContainAnyElementsOf(ids);
        assertThat(second.body()).doesNotContain("\"next\"");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void readsNoMoreThanAnHonestRequestHolds(boolean announced) {
        byte[] body = ("{\"reason\":\"" + "a".repeat(70_000) + "\"}").getBytes(StandardCharsets.UTF_8);
        HttpRequest.BodyPublisher publisher = announced
                ? HttpRequest.BodyPublishers.ofByteArray(body)
                : HttpRequest.BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body));
        HttpResponse<String> answer = send(request(SUSPEND, "operator")
                .header("Content-Type", "application/json")
                .POST(publisher));

        assertThat(answer.statusCode()).isEqualTo(413);
        assertThat(JsonPath.<String>read(answer.body(), "$.type")).endsWith("/too-large");
    }

    @Test
    void namesTheRequestWhereTomcatRefusesIt() {
        HttpResponse<String> answer = bus.send(bus.request("/api/me?q=" + "a".repeat(20_000)));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(JsonPath.<String>read(answer.body(), "$.field")).isEqualTo("request");
    }

    @Test
    void pagesTheTrace() {
        TraceSteps trace = bus.bean(TraceSteps.class);
        String correlation = UUID.randomUUID().toString();
        Instant at = Instant.parse("2026-03-01T12:00:00Z");
        for (int i = 0; i < 5; i++) {
            trace.add(new TraceStep(correlation, "r", "s" + i, i < 3 ? at : at.plusSeconds(i), 1, "ok", null));
        }
        String path = "/api/trace?correlation=" + correlation;
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(JsonPath.<List<String>>read(
                                bus.get(path, "auditor", "auditor").body(), "$.items[*].step"))
                        .hasSize(5));
        List<String> steps = new ArrayList<>();
        String next = "";
        do {
            String page = bus.get(path + "&limit=2&cursor=" + next, "auditor", "auditor")
                    .body();
            steps.addAll(JsonPath.read(page, "$.items[*].step"));
            next = page.contains("\"next\"") ? JsonPath.read(page, "$.next") : "";
        } while (!next.isEmpty());

        assertThat(steps)
                .containsExactlyElementsOf(
                        JsonPath.read(bus.get(path, "auditor", "auditor").body(), "$.items[*].step"));
        assertThat(bus.get(path + "&cursor=bm9uZQ", "auditor", "auditor").statusCode())
                .isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/oauth2/authorization/nobody", "/oauth2/authorization/", "/oauth2/authorization"})
    void knowsOneWayToLogIn(String path) {
        assertThat(bus.send(bus.request(path)).statusCode()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/approvals/%00", "/api/lineage/..%2f", "/api//me", "/api/me;a=b", "/%5c"})
    void refusesPathsWithAProblem(String path) {
        HttpResponse<String> answer = bus.send(bus.request(path).header("Accept-Language", "pt"));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("application/problem+json");
        assertThat(JsonPath.<String>read(answer.body(), "$.type")).endsWith("/bad-request");
        assertThat(JsonPath.<String>read(answer.body(), "$.title")).isEqualTo("Não foi possível entender o pedido");
    }

    @ParameterizedTest
    @ValueSource(strings = {"TRACE", "FOO", "PROPFIND"})
    void refusesMethodsWithAProblem(String method) {
        HttpResponse<String> answer =
                bus.send(bus.request("/api/me").method(method, HttpRequest.BodyPublishers.noBody()));

        assertThat(answer.statusCode()).isEqualTo(405);
        assertThat(JsonPath.<String>read(answer.body(), "$.type")).endsWith("/method-not-allowed");
        assertThat(JsonPath.<String>read(answer.body(), "$.detail")).contains(method);
    }

    private HttpResponse<String> post(String path, String body, String role) {
        return send(
                request(path, role).header("Content-Type", "application/json").POST(text(body)));
    }

    private HttpRequest.Builder request(String path, String role) {
        return bus.request(path)
                .header("Authorization", "Bearer " + bus.identity().bearer(role, role));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        return bus.send(request);
    }

    private static HttpRequest.BodyPublisher text(String body) {
        return HttpRequest.BodyPublishers.ofString(body);
    }
}
