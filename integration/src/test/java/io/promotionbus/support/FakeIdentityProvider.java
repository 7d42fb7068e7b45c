package io.promotionbus.support;

import com.nimbusds.jose.Algorithm;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * An OpenID provider on loopback with Keycloak's layout: keys, token endpoint with PKCE check, and bearer tokens on
 * request. For tests of the bus's own side; the login against the real Keycloak has its own test.
 */
public final class FakeIdentityProvider implements AutoCloseable {

    public static final String CLIENT_SECRET = "not-a-secret-in-tests";

    private final HttpServer server;
    private final RSAKey key;
    private final Map<String, Pending> codes = new ConcurrentHashMap<>();
    private volatile boolean away;

    private record Pending(String person, List<String> roles, String nonce, String challenge) {}

    public FakeIdentityProvider() {
        try {
            key = new RSAKeyGenerator(2048).keyID("k1").generate();
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext("/realms/promotion-bus/protocol/openid-connect/certs", this::keys);
            server.createContext("/realms/promotion-bus/protocol/openid-connect/token", this::token);
            server.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    public String issuer() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/realms/promotion-bus";
    }

    /** From now on every request fails with 503, or no longer. */
    public void away(boolean now) {
        away = now;
    }

    /** What the provider's login page does: the query of the authorization request in, the code out. */
    public String login(Map<String, String> query, String person, String... roles) {
        String code = UUID.randomUUID().toString();
        codes.put(code, new Pending(person, List.of(roles), query.get("nonce"), query.get("code_challenge")));
        return code;
    }

    public String bearer(String person, String... roles) {
        return jwt(claims(person, List.of(roles)).audience(List.of("promotion-bus", "account")));
    }

    public String bearerFor(String audience, String person, String... roles) {
        return jwt(claims(person, List.of(roles)).audience(audience));
    }

    /** An operator's token with these claims changed, signed with the realm's own key. */
    public String forged(UnaryOperator<JWTClaimsSet.Builder> change) {
        return jwt(change.apply(claims("mallory", List.of("operator")).audience("promotion-bus")));
    }

    /** An operator's token whose signature is left out, or made by a key that everybody knows: the public one. */
    public String forgedWith(Algorithm algorithm) {
        JWTClaimsSet claims =
                claims("mallory", List.of("operator")).audience("promotion-bus").build();
        if (algorithm.equals(Algorithm.NONE)) {
            return new PlainJWT(claims).serialize();
        }
        try {
            SignedJWT jwt = new SignedJWT(
                    new JWSHeader.Builder((JWSAlgorithm) algorithm).keyID("k1").build(), claims);
            jwt.sign(new MACSigner(key.toRSAPublicKey().getEncoded()));
            return jwt.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    public static String subject(String person) {
        return UUID.nameUUIDFromBytes(person.getBytes(StandardCharsets.UTF_8)).toString();
    }

    private JWTClaimsSet.Builder claims(String person, List<String> roles) {
        Instant now = Instant.now();
        return new JWTClaimsSet.Builder()
                .issuer(issuer())
                .subject(subject(person))
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plusSeconds(300)))
                .claim("preferred_username", person)
                .claim("name", person + " of the tests")
                .claim("roles", roles)
                .claim("auth_time", now.getEpochSecond());
    }

    private String jwt(JWTClaimsSet.Builder claims) {
        try {
            SignedJWT jwt = new SignedJWT(
                    new JWSHeader.Builder(JWSAlgorithm.RS256).keyID("k1").build(), claims.build());
            jwt.sign(new RSASSASigner(key));
            return jwt.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private void keys(HttpExchange exchange) throws IOException {
        answer(exchange, 200, new JWKSet(key.toPublicJWK()).toString());
    }

    private void token(HttpExchange exchange) throws IOException {
        Map<String, String> form = form(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        Pending login = codes.remove(form.getOrDefault("code", ""));
        if (login == null || !s256(form.getOrDefault("code_verifier", "")).equals(login.challenge())) {
            answer(exchange, 400, "{\"error\":\"invalid_grant\"}");
            return;
        }
        String id =
                jwt(claims(login.person(), login.roles()).audience("console").claim("nonce", login.nonce()));
        answer(
                exchange,
                200,
                "{\"access_token\":\"" + bearer(login.person()) + "\",\"token_type\":\"Bearer\",\"expires_in\":300,"
                        + "\"id_token\":\"" + id + "\"}");
    }

    private static String s256(String verifier) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    public static Map<String, String> form(String text) {
        return Arrays.stream(text.split("&"))
                .map(pair -> pair.split("=", 2))
                .filter(pair -> pair.length == 2)
                .collect(Collectors.toMap(pair -> decode(pair[0]), pair -> decode(pair[1]), (a, b) -> a));
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    private void answer(HttpExchange exchange, int status, String json) throws IOException {
        byte[] body = json.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(away ? 503 : status, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
