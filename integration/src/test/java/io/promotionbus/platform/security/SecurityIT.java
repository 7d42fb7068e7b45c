package io.promotionbus.platform.security;

import static org.assertj.core.api.Assertions.assertThat;

import com.jayway.jsonpath.JsonPath;
import com.nimbusds.jose.Algorithm;
import com.nimbusds.jose.JWSAlgorithm;
import io.promotionbus.support.Browser;
import io.promotionbus.support.RunningBus;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;

class SecurityIT {

    private static RunningBus bus;

    @BeforeAll
    static void start() {
        bus = RunningBus.shared();
    }

    @AfterEach
    void identityIsBack() {
        bus.identity().away(false);
    }

    @ParameterizedTest
    @CsvSource({
        "GET,/api/me",
        "POST,/api/deliveries/redrive",
        "GET,/api/audit",
        "POST,/logout",
        "GET,/api/nothing",
        "GET,/api/events"
    })
    void answersWhoeverIsNotSignedInWithAProblemBeforeAnythingElse(String method, String path) {
        HttpResponse<String> answer =
                bus.send(bus.request(path).method(method, HttpRequest.BodyPublishers.ofString("{}")));
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(answer.headers().firstValue("Location")).isEmpty();
        assertThat(type(answer)).endsWith("/unauthenticated");
    }

    @Test
    void takesABearerTokenWithoutCsrfHeader() {
        HttpResponse<String> me = bus.get("/api/me", "qa", "qa", "viewer");
        assertThat(me.statusCode()).isEqualTo(200);
        assertThat(JsonPath.<String>read(me.body(), "$.username")).isEqualTo("qa");
        assertThat(JsonPath.<java.util.List<String>>read(me.body(), "$.roles")).containsExactly("qa", "viewer");
        assertThat(me.headers().firstValue("Cache-Control").orElse("")).contains("no-store");
        HttpResponse<String> write = bus.send(bus.request("/api/me")
                .header("Authorization", "Bearer " + bus.identity().bearer("qa"))
                .POST(HttpRequest.BodyPublishers.noBody()));
        assertThat(write.statusCode())
                .as("the method is judged, not the missing CSRF header")
                .isEqualTo(405);
    }

    @Test
    void refusesATokenMeantForSomebodyElse() {
        HttpResponse<String> answer = bus.send(bus.request("/api/me")
                .header("Authorization", "Bearer " + bus.identity().bearerFor("users-api", "qa", "qa")));
        assertThat(answer.statusCode()).isEqualTo(401);
    }

    @Test
    void refusesATokenOfAnotherSigner() {
        try (var stranger = new io.promotionbus.support.FakeIdentityProvider()) {
            HttpResponse<String> answer = bus.send(
                    bus.request("/api/me").header("Authorization", "Bearer " + stranger.bearer("qa", "operator")));
            assertThat(answer.statusCode()).isEqualTo(401);
        }
    }

    @Test
    void refusesAForgedToken() {
        Instant now = Instant.now();
        List<String> forged = List.of(
                bus.identity().forgedWith(Algorithm.NONE),
                bus.identity().forgedWith(JWSAlgorithm.HS256),
                bus.identity().forged(claims -> claims.issuer("http://127.0.0.1:1/realms/promotion-bus")),
                bus.identity().forged(claims -> claims.issuer(bus.identity().issuer() + "/")),
                bus.identity().forged(claims -> claims.expirationTime(Date.from(now.minusSeconds(120)))),
                bus.identity().forged(claims -> claims.notBeforeTime(Date.from(now.plusSeconds(120)))),
                bus.identity().forged(claims -> claims.audience("users-api")),
                bus.identity().forged(claims -> claims.audience(List.of())));
        assertThat(statusWith(bus.identity().forged(claims -> claims))).isEqualTo(200);
        assertThat(forged).allSatisfy(token -> assertThat(statusWith(token)).isEqualTo(401));
        String valid = bus.identity().bearer("mallory", "operator");
        String changed = valid.substring(0, valid.lastIndexOf('.') + 1)
                + new StringBuilder(valid.substring(valid.lastIndexOf('.') + 1)).reverse();
        assertThat(statusWith(changed)).isEqualTo(401);
    }

    private static int statusWith(String token) {
        return bus.send(bus.request("/api/routes").header("Authorization", "Bearer " + token))
                .statusCode();
    }

    @Test
    void takesNoTokenFromTheAddress() {
        String token = bus.identity().bearer("operator", "operator");
        assertThat(bus.send(bus.request("/api/me?access_token=" + token)).statusCode())
                .isEqualTo(401);
    }

    /** A session that somebody else planted before the login is worth nothing after it. */
    @Test
    void changesTheSessionAtTheLogin() {
        Browser browser = new Browser(bus);
        HttpResponse<String> start = browser.get("/oauth2/authorization/keycloak");
        String planted = browser.cookie("SESSION");
        browser.comeBack(start, "operator", "operator");
        assertThat(browser.get("/api/me").statusCode()).isEqualTo(200);
        assertThat(browser.cookie("SESSION")).isNotEqualTo(planted);
        assertThat(bus.send(bus.request("/api/me").header("Cookie", "SESSION=" + planted))
                        .statusCode())
                .isEqualTo(401);
    }

    /** The links of a login derive from the configured address, whatever a request calls the bus. */
    @Test
    void believesNoHostHeader() throws Exception {
        String head = "GET /oauth2/authorization/keycloak?return=/approvals/1 HTTP/1.1\r\nHost: evil.example\r\n"
                + "X-Forwarded-Host: evil.example\r\nX-Forwarded-Proto: https\r\nForwarded: host=evil.example\r\n"
                + "Connection: close\r\n\r\n";
        try (Socket socket =
                new Socket("127.0.0.1", bus.request("/").build().uri().getPort())) {
            socket.setSoTimeout(30_000);
            socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(answer)
                    .startsWith("HTTP/1.1 302")
                    .contains("redirect_uri=http://127.0.0.1:8080/login/oauth2/code/keycloak")
                    .doesNotContain("evil.example");
        }
    }

    @Test
    void opensOperatorsPathsToNobodyElse() {
        HttpResponse<String> answer = bus.get("/api/audit", "qa", "qa", "po", "viewer");
        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(type(answer)).endsWith("/forbidden");
        assertThat(bus.get("/api/audit", "auditor", "auditor").statusCode()).isEqualTo(200);
    }

    @Test
    void logsInWithPkceAndComesBackToThePageOfTheLink() {
        Browser browser = new Browser(bus);
        HttpResponse<String> start = browser.get("/oauth2/authorization/keycloak?return=/approvals/42");
        assertThat(start.statusCode()).isEqualTo(302);
        var query = Browser.query(start);
        assertThat(query)
                .containsEntry("code_challenge_method", "S256")
                .containsKeys("state", "nonce", "code_challenge");
        assertThat(query.get("redirect_uri")).isEqualTo("http://127.0.0.1:8080/login/oauth2/code/keycloak");

        HttpResponse<String> back = browser.comeBack(start, "po", "po");
        assertThat(back.statusCode()).isEqualTo(302);
        assertThat(back.headers().firstValue("Location")).hasValue("http://127.0.0.1:8080/approvals/42");
        HttpResponse<String> me = browser.get("/api/me");
        assertThat(JsonPath.<String>read(me.body(), "$.username")).isEqualTo("po");
        assertThat(JsonPath.<java.util.List<String>>read(me.body(), "$.roles")).containsExactly("po");
        assertThat(JsonPath.<String>read(me.body(), "$.authTime")).isNotBlank();
    }

    @Test
    void recordsTheLogin() {
        Browser browser = new Browser(bus);
        browser.login("lead", "qa", "po");
        int logins = JdbcClient.create(bus.database().dataSource())
                .sql("SELECT count(*) FROM audit_event WHERE action = 'login' AND actor_id = ?")
                .param(io.promotionbus.support.FakeIdentityProvider.subject("lead"))
                .query(Integer.class)
                .single();
        assertThat(logins).isEqualTo(1);
    }

    @Test
    void keepsTwoLoginsOfOneBrowserApart() {
        Browser browser = new Browser(bus);
        HttpResponse<String> first = browser.get("/oauth2/authorization/keycloak?return=/approvals/1");
        HttpResponse<String> second = browser.get("/oauth2/authorization/keycloak?return=/approvals/2");
        assertThat(browser.comeBack(first, "qa", "qa")
                        .headers()
                        .firstValue("Location")
                        .orElse(""))
                .endsWith("/approvals/1");
        assertThat(browser.comeBack(second, "qa", "qa")
                        .headers()
                        .firstValue("Location")
                        .orElse(""))
                .endsWith("/approvals/2");
    }

    @Test
    void asksForAFreshLoginWhenToldTo() {
        HttpResponse<String> start =
                new Browser(bus).get("/oauth2/authorization/keycloak?return=/approvals/1&fresh=true");
        assertThat(Browser.query(start)).containsEntry("prompt", "login").containsEntry("max_age", "0");
    }

    @Test
    void refusesAStolenCode() {
        Browser victim = new Browser(bus);
        HttpResponse<String> start = victim.get("/oauth2/authorization/keycloak");
        HttpResponse<String> back = new Browser(bus).comeBack(start, "qa", "qa");
        assertThat(back.headers().firstValue("Location")).hasValue("http://127.0.0.1:8080/?login=failed");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "//evil.example",
                "https://evil.example",
                "/\\evil.example",
                "/%5cevil.example",
                "/%2f%2fevil.example",
                "%2f%2fevil.example",
                "/.//evil.example",
                "/approvals/..//evil.example",
                "/\t/evil.example",
                "\\\\evil.example",
                "/api/audit",
                "javascript:alert(1)",
                "/a%0d%0aSet-Cookie:x"
            })
    void neverReturnsToAnotherPlace(String target) {
        Browser browser = new Browser(bus);
        HttpResponse<String> start = browser.get("/oauth2/authorization/keycloak?return="
                + java.net.URLEncoder.encode(target, java.nio.charset.StandardCharsets.UTF_8));
        assertThat(browser.comeBack(start, "qa").headers().firstValue("Location"))
                .hasValue("http://127.0.0.1:8080/");
    }

    @Test
    void wantsTheCookiesRawValueInTheHeaderOfASessionsWrites() {
        Browser browser = new Browser(bus);
        browser.login("operator", "operator");
        browser.get("/api/me");
        HttpResponse<String> without = browser.post("/api/me", null);
        assertThat(without.statusCode()).isEqualTo(403);
        assertThat(type(without)).endsWith("/csrf");
        assertThat(browser.post("/api/me", "wrong").statusCode()).isEqualTo(403);
        assertThat(browser.post("/api/me", browser.cookie("XSRF-TOKEN")).statusCode())
                .isEqualTo(405);
    }

    @Test
    void logsOutHereAndNamesTheProvidersLogout() {
        Browser browser = new Browser(bus);
        browser.login("qa", "qa");
        browser.get("/api/me");
        HttpResponse<String> out = browser.post("/logout", browser.cookie("XSRF-TOKEN"));
        assertThat(out.statusCode()).isEqualTo(200);
        assertThat(JsonPath.<String>read(out.body(), "$.location"))
                .startsWith(bus.identity().issuer() + "/protocol/openid-connect/logout?id_token_hint=")
                .contains("post_logout_redirect_uri=http://127.0.0.1:8080/");
        assertThat(browser.get("/api/me").statusCode()).isEqualTo(401);
    }

    @Test
    void keepsSessionCookiesFromScriptsAndOtherSites() {
        Browser browser = new Browser(bus);
        HttpResponse<String> start = browser.get("/oauth2/authorization/keycloak");
        assertThat(start.headers().allValues("Set-Cookie"))
                .anyMatch(cookie -> cookie.startsWith("SESSION=")
                        && cookie.contains("HttpOnly")
                        && cookie.contains("SameSite=Lax"));
    }

    @Test
    void saysWhenTheKeysOfTheRealmCannotBeFetched() {
        bus.identity().away(true);
        // A key id nobody has seen makes the decoder ask again.
        String unknownKey = new io.promotionbus.support.FakeIdentityProvider()
                .bearer("qa")
                .replaceFirst(
                        "^[^.]+",
                        java.util.Base64.getUrlEncoder()
                                .withoutPadding()
                                .encodeToString("{\"alg\":\"RS256\",\"kid\":\"k2\"}"
                                        .getBytes(java.nio.charset.StandardCharsets.US_ASCII)));
        HttpResponse<String> answer = bus.send(bus.request("/api/me").header("Authorization", "Bearer " + unknownKey));
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(type(answer)).endsWith("/identity-unavailable");
        assertThat(answer.headers().firstValue("Retry-After")).isPresent();
    }

    @Test
    void servesTheShellWithoutSessionOrCookie() {
        HttpResponse<String> missing = bus.send(bus.request("/no/such/page"));
        assertThat(missing.statusCode()).isEqualTo(404);
        assertThat(type(missing)).endsWith("/not-found");
        assertThat(missing.headers().allValues("Set-Cookie")).isEmpty();
        assertThat(bus.send(bus.request("/")).headers().allValues("Set-Cookie")).isEmpty();
    }

    @Test
    void speaksTheReadersLanguage() {
        HttpResponse<String> answer = bus.send(bus.request("/api/me").header("Accept-Language", "pt"));
        assertThat(JsonPath.<String>read(answer.body(), "$.title")).isEqualTo("Sem sessão");
    }

    private static String type(HttpResponse<String> answer) {
        return JsonPath.read(answer.body(), "$.type");
    }
}
