package io.promotionbus.sandbox.keycloak;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Keycloak's token endpoint and the few calls of its admin API that the sandbox needs. Loopback only. */
public final class KeycloakAdmin {

    private static final ObjectMapper JSON = new ObjectMapper();
    /** Half of what the master realm grants. */
    private static final Duration TOKEN_LIFE = Duration.ofSeconds(30);

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private final URI base;
    private final String password;
    private @Nullable Token token;

    private record Token(String value, Instant until) {}

    KeycloakAdmin(URI base, String password) {
        this.base = base;
        this.password = password;
    }

    /** An access token of the server's administrator. */
    public String adminToken() {
        return token("master", Map.of("client_id", "admin-cli", "username", "admin", "password", password));
    }

    /** Every login costs a slow hash on purpose, so one serves for a while. */
    private synchronized String keptToken() {
        Token kept = token;
        if (kept == null || Instant.now().isAfter(kept.until())) {
            kept = new Token(adminToken(), Instant.now().plus(TOKEN_LIFE));
            token = kept;
        }
        return kept.value();
    }

    private synchronized void forgetToken() {
        token = null;
    }

    String token(String realm, Map<String, String> parameters) {
        String form = "grant_type=password&"
                + parameters.entrySet().stream()
                        .map(entry -> entry.getKey() + "=" + encode(entry.getValue()))
                        .collect(Collectors.joining("&"));
        HttpRequest request = HttpRequest.newBuilder(
                        base.resolve("/realms/" + realm + "/protocol/openid-connect/token"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .timeout(Duration.ofSeconds(30))
                .POST(HttpRequest.BodyPublishers.ofString(form))
                .build();
        return read(exchange(request)).path("access_token").asText();
    }

    void importRealm(String json) {
        call("POST", "/admin/realms", json);
    }

    void setSecret(String client, String secret) {
        ObjectNode found = (ObjectNode)
                call("GET", realm("/clients?clientId=" + encode(client)), null).path(0);
        found.put("secret", secret);
        call("PUT", realm("/clients/" + found.path("id").asText()), found.toString());
    }

    /** The realm's names of its people, without service accounts. */
    public Set<String> people() {
        JsonNode users = call("GET", realm("/users?max=200"), null);
        return users.findValuesAsText("username").stream().collect(Collectors.toUnmodifiableSet());
    }

    /** The subject of a person, empty when there is nobody of that name. */
    public Optional<String> subject(String username) {
        JsonNode found = call("GET", realm("/users?exact=true&username=" + encode(username)), null);
        return found.isEmpty()
                ? Optional.empty()
                : Optional.of(found.path(0).path("id").asText());
    }

    /** Whether the realm has the role. */
    public boolean hasRole(String role) {
        return call("GET", realm("/roles?max=200"), null)
                .findValuesAsText("name")
                .contains(role);
    }

    /** Makes these the person's own realm roles (the realm's default role stays) and enables or disables them. */
    public void setPerson(String username, Collection<String> roles, boolean enabled) {
        JsonNode found = call("GET", realm("/users?exact=true&username=" + encode(username)), null);
        if (found.isEmpty()) {
            throw new IllegalArgumentException("There is nobody called " + username);
        }
        String id = found.path(0).path("id").asText();
        String mappings = realm("/users/" + id + "/role-mappings/realm");
        ArrayNode surplus = JSON.createArrayNode();
        Set<String> present = new HashSet<>();
        call("GET", mappings, null).forEach(role -> {
            String name = role.path("name").asText();
            present.add(name);
            if (!roles.contains(name) && !name.startsWith("default-roles-")) {
                surplus.add(role);
            }
        });
        ArrayNode wanted = JSON.createArrayNode();
        roles.stream()
                .distinct()
                .filter(role -> !present.contains(role))
                .forEach(role -> wanted.add(call("GET", realm("/roles/" + encode(role)), null)));
        if (!surplus.isEmpty()) {
            call("DELETE", mappings, surplus.toString());
        }
        if (!wanted.isEmpty()) {
            call("POST", mappings, wanted.toString());
        }
        if (found.path(0).path("enabled").asBoolean() != enabled) {
            ObjectNode person = (ObjectNode) call("GET", realm("/users/" + id), null);
            person.put("enabled", enabled);
            call("PUT", realm("/users/" + id), person.toString());
        }
    }

    /** Gives everybody the roles of the realm as shipped, enabled. */
    public void resetPeople() {
        for (JsonNode user : parse(KeycloakDistribution.realmText()).path("users")) {
            if (user.path("credentials").isArray()) {
                List<String> roles = new ArrayList<>();
                user.path("realmRoles").forEach(role -> roles.add(role.asText()));
                setPerson(user.path("username").asText(), roles, true);
            }
        }
    }

    private static JsonNode parse(String json) {
        try {
            return JSON.readTree(json);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private static String realm(String path) {
        return "/admin/realms/" + KeycloakServer.REALM + path;
    }

    private JsonNode call(String method, String path, @Nullable String body) {
        HttpResponse<String> response = exchange(request(method, path, body));
        if (response.statusCode() == 401) {
            // A server that was killed since then may not know the session any more.
            forgetToken();
            response = exchange(request(method, path, body));
        }
        return read(response);
    }

    private HttpRequest request(String method, String path, @Nullable String body) {
        return HttpRequest.newBuilder(base.resolve(path))
                .header("Authorization", "Bearer " + keptToken())
                .header("Content-Type", "application/json")
                .timeout(Duration.ofSeconds(60))
                .method(
                        method,
                        body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body))
                .build();
    }

    private HttpResponse<String> exchange(HttpRequest request) {
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException("Keycloak does not answer at " + base, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while waiting for Keycloak", e);
        }
    }

    private static JsonNode read(HttpResponse<String> response) {
        if (response.statusCode() >= 300) {
            throw new IllegalStateException("Keycloak answered " + response.statusCode() + " to "
                    + response.request().method() + " " + response.uri().getPath() + ": " + response.body());
        }
        return response.body().isEmpty() ? JSON.missingNode() : parse(response.body());
    }

    private static String encode(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
}
