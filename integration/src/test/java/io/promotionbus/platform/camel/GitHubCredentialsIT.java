package io.promotionbus.platform.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.promotionbus.platform.GitHubAccess;
import io.promotionbus.platform.InvalidConfiguration;
import io.promotionbus.platform.camel.GitHubCredentialProperties.App;
import io.promotionbus.sandbox.http.Answer;
import io.promotionbus.sandbox.http.LoopbackServer;
import io.promotionbus.sandbox.http.Request;
import io.promotionbus.support.SteppingClock;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.CamelContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The App's way to its token, over HTTP. */
class GitHubCredentialsIT {

    private static final KeyPair KEYS = keys();

    private final SteppingClock clock = new SteppingClock(Instant.parse("2026-03-02T12:00:00Z"));
    private final List<Request> received = new CopyOnWriteArrayList<>();
    private final AtomicInteger minted = new AtomicInteger();
    private volatile String accepted = "ghs_1";
    private volatile int exchange = 201;
    private LoopbackServer server;
    private CamelContext camel;

    @BeforeEach
    void start() throws Exception {
        server = LoopbackServer.start(0, this::answer);
        camel = GitHubFixture.camel("http://127.0.0.1:" + server.port() + "/api/v3", clock);
        camel.start();
    }

    @AfterEach
    void stop() {
        camel.stop();
        server.close();
    }

    private Answer answer(Request request) {
        received.add(request);
        if (request.path().equals("/api/v3/app/installations/77/access_tokens")) {
            String token = "ghs_" + minted.incrementAndGet();
            return Answer.json(
                    exchange,
                    Map.of(
                            "token",
                            token,
                            "expires_at",
                            clock.instant().plusSeconds(3_600).toString()));
        }
        return request.header("authorization").equals("Bearer " + accepted)
                ? Answer.json(200, Map.of("ok", true))
                : Answer.json(401, Map.of("message", "Bad credentials"));
    }

    private GitHubAccess app(String pem) {
        return new GitHubCredentials(
                new GitHubCredentialProperties("ghp_unused", new App("Iv23abc", "77", pem)), camel, clock);
    }

    private GitHubCalls calls(GitHubAccess access) {
        return GitHubFixture.calls(camel, access);
    }

    @Test
    void saysWhoItIsAndKeepsTheTokenUntilShortlyBeforeItsEnd() throws Exception {
        GitHubAccess access = app(pkcs8());
        GitHubCalls calls = calls(access);
        assertThat(calls.send(GitHubCall.get("/rate_limit", "")).status()).isEqualTo(200);
        clock.advance(Duration.ofMinutes(54));
        calls.send(GitHubCall.get("/rate_limit", ""));
        assertThat(minted).hasValue(1);

        JsonNode claims = verified(received.getFirst().header("authorization"));
        assertThat(claims.path("iss").asText()).isEqualTo("Iv23abc");
        assertThat(claims.path("iat").asLong())
                .isEqualTo(Instant.parse("2026-03-02T11:59:00Z").getEpochSecond());
        assertThat(claims.path("exp").asLong() - claims.path("iat").asLong())
                .as("GitHub takes ten minutes at most")
                .isLessThanOrEqualTo(600);

        clock.advance(Duration.ofMinutes(2));
        accepted = "ghs_2";
        assertThat(calls.send(GitHubCall.get("/rate_limit", "")).status()).isEqualTo(200);
        assertThat(minted).hasValue(2);
    }

    @Test
    void replacesATokenThatWasTakenBack() throws Exception {
        GitHubCalls calls = calls(app(pkcs1()));
        calls.send(GitHubCall.get("/rate_limit", ""));
        accepted = "ghs_2";
        assertThat(calls.send(GitHubCall.get("/rate_limit", "")).status()).isEqualTo(200);
        assertThat(minted).hasValue(2);

        accepted = "nothing";
        assertThat(calls.send(GitHubCall.get("/rate_limit", "")).status())
                .as("once more, not for ever")
                .isEqualTo(401);
        assertThat(minted).hasValue(3);
    }

    @Test
    void saysWhyThereIsNoToken() throws Exception {
        exchange = 404;
        GitHubAccess access = app(pkcs8());
        assertThatThrownBy(access::token)
                .isInstanceOf(GitHubAccess.Away.class)
                .hasMessageContaining("404")
                .hasMessageNotContaining("ghs_");
        exchange = 201;
        assertThat(access.token()).isPresent();
    }

    @ParameterizedTest
    @CsvSource({
        ",77,key,bus.github.app.id is missing",
        "Iv1,,key,bus.github.app.installation-id is missing",
        "Iv1,seventy,key,bus.github.app.installation-id cannot be used",
        "Iv1,77,,bus.github.app.private-key is missing",
        "Iv1,77,not-a-key,bus.github.app.private-key cannot be used"
    })
    void namesThePropertyThatIsWrong(
            @Nullable String id, @Nullable String installation, @Nullable String key, String sentence) {
        String given = "key".equals(key) ? pkcs8() : key;
        assertThatThrownBy(() -> new GitHubCredentials(
                        new GitHubCredentialProperties(null, new App(id, installation, given)), camel, clock))
                .isInstanceOf(InvalidConfiguration.class)
                .hasMessageContaining(sentence)
                .hasMessageNotContaining("not-a-key");
    }

    private static JsonNode verified(String authorization) throws Exception {
        String[] parts = authorization.replaceFirst("^Bearer ", "").split("\\.");
        Signature signature = Signature.getInstance("SHA256withRSA");
        signature.initVerify(KEYS.getPublic());
        signature.update((parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII));
        assertThat(signature.verify(Base64.getUrlDecoder().decode(parts[2]))).isTrue();
        return new ObjectMapper().readTree(Base64.getUrlDecoder().decode(parts[1]));
    }

    private static KeyPair keys() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2_048);
            return generator.generateKeyPair();
        } catch (java.security.GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String pkcs8() {
        return pem("PRIVATE KEY", KEYS.getPrivate().getEncoded());
    }

    /** As GitHub gives it: what is inside of PKCS#8, which for a key of 2048 bits begins after 26 bytes. */
    private static String pkcs1() {
        byte[] whole = KEYS.getPrivate().getEncoded();
        return pem("RSA PRIVATE KEY", Arrays.copyOfRange(whole, 26, whole.length));
    }

    private static String pem(String kind, byte[] der) {
        String begin = "-----BEGIN " + kind + "-----\n";
        return begin + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der) + "\n-----END " + kind
                + "-----\n";
    }
}
