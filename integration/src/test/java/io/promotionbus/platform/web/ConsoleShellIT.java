package io.promotionbus.platform.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.jayway.jsonpath.JsonPath;
import io.promotionbus.support.RunningBus;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConsoleShellIT {

    private final RunningBus bus = RunningBus.shared();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/approvals",
                "/approvals/0199",
                "/lineage/f0cd",
                "/audit",
                "/deliveries",
                "/deliveries/0199",
                "/routes",
                "/freezes",
                "/figures"
            })
    void answersThePagesOfTheConsoleUncachedAndUnderAPolicy(String path) {
        HttpResponse<String> page = bus.send(bus.request(path));
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body()).contains("<title>Console</title>");
        assertThat(page.headers().firstValue("Cache-Control")).hasValue("no-store");
        assertThat(page.headers().allValues("Set-Cookie")).isEmpty();
        assertThat(page.headers().allValues("Content-Security-Policy")).hasSize(1);
        assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow())
                .startsWith("default-src 'self'; script-src 'self'; ")
                .contains("frame-ancestors 'none'", "base-uri 'none'")
                .contains("form-action 'self' " + bus.identity().issuer().replaceAll("/realms.*", ""));
    }

    @Test
    void givesEveryPageANonceOfItsOwn() {
        HttpResponse<String> first = bus.send(bus.request("/"));
        HttpResponse<String> second = bus.send(bus.request("/"));
        String nonce = nonce(first);
        assertThat(first.headers().firstValue("Content-Security-Policy").orElseThrow())
                .contains("'nonce-" + nonce + "'");
        assertThat(nonce(second)).isNotEqualTo(nonce);
    }

    private static String nonce(HttpResponse<String> page) {
        return page.body().replaceAll("(?s).*csp-nonce\" content=\"([^\"]+)\".*", "$1");
    }

    @Test
    void letsHashedFilesBeKeptForEver() {
        HttpResponse<String> asset = bus.send(bus.request("/assets/app-1a2b.js"));
        assertThat(asset.statusCode()).isEqualTo(200);
        assertThat(asset.headers().firstValue("Cache-Control").orElse("")).contains("max-age=31536000", "immutable");
        assertThat(asset.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
        assertThat(bus.send(bus.request("/favicon.svg")).headers().firstValue("Cache-Control"))
                .hasValue("no-cache");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/assets/none.js",
                "/approvals/1/2",
                "/index.php",
                "/assets/../application.yaml",
                "/.env",
                "/application.yaml"
            })
    void knowsNothingElse(String path) {
        HttpResponse<String> answer = bus.send(bus.request(path));
        assertThat(answer.statusCode()).isIn(400, 404);
        assertThat(answer.body()).doesNotContain("bus:");
    }

    @Test
    void answersAWrongMethodAndTypeAsAProblem() {
        HttpResponse<String> method = bus.send(bus.request("/approvals").DELETE());
        assertThat(method.statusCode()).isEqualTo(405);
        assertThat(method.headers().firstValue("Allow").orElse("")).contains("GET");
        assertThat(JsonPath.<String>read(method.body(), "$.type")).endsWith("/method-not-allowed");
    }

    @Test
    void namesTheFieldThatIsWrong() {
        HttpResponse<String> limit = bus.get("/api/audit?limit=abc", "auditor", "auditor");
        assertThat(limit.statusCode()).isEqualTo(400);
        assertThat(JsonPath.<String>read(limit.body(), "$.field")).isEqualTo("limit");
        assertThat(JsonPath.<String>read(
                        bus.get("/api/audit?limit=201", "auditor", "auditor").body(), "$.field"))
                .isEqualTo("limit");
        assertThat(JsonPath.<String>read(
                        bus.get("/api/audit?cursor=%21", "auditor", "auditor").body(), "$.field"))
                .isEqualTo("cursor");
        assertThat(JsonPath.<String>read(
                        bus.get("/api/audit?from=yesterday", "auditor", "auditor")
                                .body(),
                        "$.field"))
                .isEqualTo("from");
        assertThat(bus.get("/api/audit/not-an-id/trace", "auditor", "auditor").statusCode())
                .isEqualTo(404);
    }

    @Test
    void neverRedirectsTheApiAndNamesTheCorrelation() {
        HttpResponse<String> answer =
                bus.send(bus.request("/api/audit").method("GET", HttpRequest.BodyPublishers.noBody()));
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.headers().firstValue("X-Correlation-Id")).isPresent();
    }
}
