package io.promotionbus.users;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.promotionbus.users.UsersServer.Answer;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Requests made from the OpenAPI document: none may break the server, and what is answered is what is documented. */
class GeneratedRequestsIT {

    private static final int REQUESTS_PER_OPERATION = 300;
    private static final List<String> NASTY = List.of(
            "",
            " ",
            "0",
            "-1",
            "1",
            "99999999999999999999",
            "1e9",
            "null",
            "true",
            "ação",
            "a".repeat(5_000),
            "%00",
            "\u0000",
            "' OR 1=1 --",
            "<script>",
            "{}",
            "[]",
            "name",
            "name,desc",
            "name,,",
            "ana@example.org",
            "\uD83D\uDE00",
            "\"0\"",
            "*",
            "00000000-0000-0000-0000-000000000000");

    private static UsersServer server;
    private static JsonNode openApi;
    private static String existing;
    private static int doomed;

    @BeforeAll
    static void start() {
        server = UsersServer.start();
        openApi = server.send("GET", "/v3/api-docs", null, null).json();
        existing =
                server.create("Ana", "ana.fixed@example.org").json().path("id").asText();
        // Addresses that are taken already, for every operation that may be refused because of it.
        for (int i = 0; i < 50; i++) {
            server.create("Ana", "u%d@example.org".formatted(i));
        }
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void answersAllThatIsDocumentedAndNothingElse() {
        Random random = new Random(20260101);
        openApi.path("paths")
                .properties()
                .forEach(path -> path.getValue().properties().forEach(operation -> {
                    Set<Integer> documented = new TreeSet<>();
                    operation
                            .getValue()
                            .path("responses")
                            .fieldNames()
                            .forEachRemaining(status -> documented.add(Integer.valueOf(status)));
                    Set<Integer> seen = new TreeSet<>();
                    String name = operation.getValue().path("operationId").asText();
                    for (int i = 0; i < REQUESTS_PER_OPERATION; i++) {
                        Answer answer = send(path.getKey(), operation.getKey(), operation.getValue(), random);
                        assertThat(documented)
                                .as("%s answered %s", name, answer.raw().body())
                                .contains(answer.status());
                        seen.add(answer.status());
                    }
                    assertThat(seen).as(name).isEqualTo(documented);
                }));
    }

    private static Answer send(String path, String method, JsonNode operation, Random random) {
        String target = path.replace("{id}", encode(random.nextInt(3) == 0 ? pick(random) : somebody(method)));
        List<String> query = new ArrayList<>();
        List<String> headers = new ArrayList<>();
        for (JsonNode parameter : StreamSupport.stream(
                        operation.path("parameters").spliterator(), false)
                .toList()) {
            if (parameter.path("in").asText().equals("query") && random.nextBoolean()) {
                query.add(parameter.path("name").asText() + "=" + encode(pick(random)));
            }
            if (parameter.path("in").asText().equals("header") && random.nextInt(4) != 0) {
                String value = random.nextBoolean() ? etag() : pick(random);
                headers.addAll(List.of(parameter.path("name").asText(), value.replaceAll("[^\\x20-\\x7e]", "?")));
            }
        }
        String body = operation.has("requestBody") ? body(random) : null;
        if (body != null && random.nextInt(20) == 0) {
            headers.addAll(List.of("Content-Type", "text/plain"));
        }
        String token = switch (random.nextInt(12)) {
            case 0 -> null;
            case 1 -> "rubbish";
            case 2 -> server.issuer.token("auditor");
            default -> server.admin();
        };
        String url = target + (query.isEmpty() ? "" : "?" + String.join("&", query));
        return server.send(method.toUpperCase(Locale.ROOT), url, body, token, headers.toArray(String[]::new));
    }

    /** The user all requests are about; who is deleted is made for it. */
    private static String somebody(String method) {
        if (!method.equals("delete")) {
            return existing;
        }
        return server.create("Bia", "doomed.%d@example.org".formatted(doomed++))
                .json()
                .path("id")
                .asText();
    }

    private static String etag() {
        return server.get("/api/users/" + existing).header("ETag");
    }

    private static String body(Random random) {
        if (random.nextInt(3) == 0) {
            return "{\"name\":\"Ana\",\"email\":\"u%d@example.org\"}".formatted(random.nextInt(60));
        }
        if (random.nextInt(4) == 0) {
            return pick(random).isEmpty() ? "{" : pick(random);
        }
        var body = UsersServer.JSON.createObjectNode();
        for (String field : List.of("name", "email", "id", "version")) {
            switch (random.nextInt(5)) {
                case 0 -> body.put(field, random.nextInt());
                case 1 -> body.putNull(field);
                case 2 -> body.putArray(field).add(pick(random));
                case 3 -> body.put(field, pick(random));
                default -> body.remove(field);
            }
        }
        return body.toString();
    }

    private static String pick(Random random) {
        return NASTY.get(random.nextInt(NASTY.size()));
    }

    private static String encode(String text) {
        return URLEncoder.encode(text.isBlank() ? "x" : text, StandardCharsets.UTF_8)
                .replace("+", "%20");
    }
}
