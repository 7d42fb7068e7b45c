package io.promotionbus.users;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.promotionbus.users.UsersServer.Answer;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class UserApiIT {

    private static UsersServer server;

    @BeforeAll
    static void start() {
        server = UsersServer.start();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void empty() {
        server.database.asOwner().sql("TRUNCATE users").update();
    }

    @Test
    void createsAndReadsAUser() {
        Answer created = server.create("  Ana Souza ", "Ana@example.org");

        assertThat(created.status()).isEqualTo(201);
        assertThat(created.header("ETag")).isEqualTo("\"0\"");
        assertThat(created.json().path("name").asText()).isEqualTo("Ana Souza");
        Answer read = server.get(created.header("Location"));
        assertThat(read.status()).isEqualTo(200);
        assertThat(read.json()).isEqualTo(created.json());
        assertThat(Instant.parse(read.json().path("createdAt").asText()))
                .isBefore(Instant.now().plusSeconds(5));
    }

    @Test
    void refusesASecondUserWithTheSameAddressInAnotherCase() {
        server.create("Ana", "ana@example.org");

        Answer second = server.create("Bruno", "ANA@Example.org");

        assertThat(second.status()).isEqualTo(409);
        assertThat(second.header("Content-Type")).startsWith("application/problem+json");
        assertThat(second.json().path("type").asText()).endsWith("/email-taken");
        assertThat(second.json().at("/errors/0/field").asText()).isEqualTo("email");
    }

    @Test
    void namesEveryWrongFieldInTheLanguageOfTheCaller() {
        Answer answer = server.send(
                "POST",
                "/api/users",
                "{\"name\":\" \",\"email\":\"nada\"}",
                server.admin(),
                "Accept-Language",
                "pt-BR");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().path("title").asText()).isEqualTo("Confira os campos");
        assertThat(answer.json().path("errors").findValuesAsText("field")).contains("name", "email");
    }

    @Test
    void refusesWhatCannotBeReadWithoutAStackTrace() {
        assertThat(server.post("/api/users", "{").status()).isEqualTo(400);
        Answer wrongType = server.post("/api/users", "{\"name\":{\"a\":1},\"email\":\"a@b.org\"}");
        assertThat(wrongType.status()).isEqualTo(400);
        assertThat(wrongType.json().at("/errors/0/field").asText()).isEqualTo("name");
        assertThat(server.create("a\u0000b", "a@b.org").status()).isEqualTo(400);
        assertThat(server.create("x".repeat(121), "a@b.org").status()).isEqualTo(400);
        assertThat(server.create("x".repeat(120), "a@b.org").status()).isEqualTo(201);
        assertThat(server.send("POST", "/api/users", "a", server.admin(), "Content-Type", "text/plain")
                        .status())
                .isEqualTo(415);
        assertThat(server.send("PATCH", "/api/users", "{}", server.admin()).status())
                .isEqualTo(405);
        assertThat(server.get("/api/users/not-a-uuid").status()).isEqualTo(400);
        assertThat(server.get("/api/users/" + UUID.randomUUID()).status()).isEqualTo(404);
        assertThat(server.get("/api/nothing").status()).isEqualTo(404);
    }

    @Test
    void replacesOnlyTheVersionThatWasRead() {
        Answer created = server.create("Ana", "ana@example.org");
        String path = created.header("Location");
        String body = "{\"name\":\"Ana Maria\",\"email\":\"ana@example.org\"}";

        assertThat(server.send("PUT", path, body, server.admin()).status()).isEqualTo(428);
        assertThat(server.put(path, body, "\"7\"").status()).isEqualTo(412);
        assertThat(server.put(path, body, "W/\"0\"").status()).isEqualTo(412);

        Answer replaced = server.put(path, body, "\"0\"");
        assertThat(replaced.status()).isEqualTo(200);
        assertThat(replaced.header("ETag")).isEqualTo("\"1\"");
        assertThat(replaced.json().path("createdAt")).isEqualTo(created.json().path("createdAt"));
        assertThat(server.put(path, body, "\"0\"").status()).isEqualTo(412);
        assertThat(server.put(path, body, "*").status()).isEqualTo(200);
    }

    @Test
    void letsExactlyOneOfTwoSimultaneousChangesWin() throws Exception {
        String path = server.create("Ana", "ana@example.org").header("Location");
        Callable<Integer> change = () -> server.put(path, "{\"name\":\"Ana B\",\"email\":\"ana@example.org\"}", "\"0\"")
                .status();

        try (ExecutorService pool = Executors.newFixedThreadPool(8)) {
            List<Integer> statuses =
                    pool.invokeAll(List.of(change, change, change, change, change, change, change, change)).stream()
                            .map(UserApiIT::result)
                            .toList();
            assertThat(statuses).containsOnly(200, 412).containsOnlyOnce(200);
        }
    }

    @Test
    void letsExactlyOneOfTwoSimultaneousUsersHaveTheAddress() throws Exception {
        Callable<Integer> create = () -> server.create("Ana", "ana@example.org").status();

        try (ExecutorService pool = Executors.newFixedThreadPool(4)) {
            List<Integer> statuses = pool.invokeAll(List.of(create, create, create, create)).stream()
                    .map(UserApiIT::result)
                    .toList();
            assertThat(statuses).containsOnly(201, 409).containsOnlyOnce(201);
        }
    }

    @Test
    void deletesAUserOnce() {
        String path = server.create("Ana", "ana@example.org").header("Location");

        assertThat(server.send("DELETE", path, null, server.admin(), "If-Match", "\"5\"")
                        .status())
                .isEqualTo(412);
        assertThat(server.send("DELETE", path, null, server.admin()).status()).isEqualTo(204);
        assertThat(server.send("DELETE", path, null, server.admin()).status()).isEqualTo(404);
    }

    @Test
    void listsPageByPageSortedAndSearched() {
        for (String name : List.of("Carla", "Ana", "Bruno 50%", "Ana Paula")) {
            server.create(name, name.replaceAll("[^A-Za-z]", "").toLowerCase(java.util.Locale.ROOT) + "@example.org");
        }

        JsonNode first = server.get("/api/users?size=3").json();
        assertThat(names(first)).containsExactly("Ana", "Ana Paula", "Bruno 50%");
        assertThat(first.path("totalItems").asInt()).isEqualTo(4);
        assertThat(names(server.get("/api/users?size=3&page=1").json())).containsExactly("Carla");
        assertThat(names(server.get("/api/users?sort=name,desc&size=1").json())).containsExactly("Carla");
        assertThat(names(server.get("/api/users?q=aNa").json())).containsExactly("Ana", "Ana Paula");
        assertThat(names(server.get("/api/users?q=carla@EX").json())).containsExactly("Carla");
        assertThat(names(server.get("/api/users?q=50%25").json())).containsExactly("Bruno 50%");
        assertThat(names(server.get("/api/users?q=_").json())).isEmpty();
    }

    @Test
    void namesAWrongParameterOfTheList() {
        for (String query : List.of("size=0", "size=101", "page=-1", "sort=password", "sort=name,up", "page=x")) {
            Answer answer = server.get("/api/users?" + query);
            assertThat(answer.status()).as(query).isEqualTo(400);
            assertThat(answer.json().at("/errors/0/field").asText()).isEqualTo(query.substring(0, query.indexOf('=')));
        }
    }

    @Test
    void asksForATokenOfThisAudienceAndForTheRole() {
        assertThat(server.send("GET", "/api/users", null, null).status()).isEqualTo(401);
        String otherAudience =
                server.issuer.token("promotion-bus", Instant.now().plusSeconds(60), "user-admin");
        assertThat(server.send("GET", "/api/users", null, otherAudience).status())
                .isEqualTo(401);
        String expired = server.issuer.token("users-api", Instant.now().minusSeconds(120), "user-admin");
        assertThat(server.send("GET", "/api/users", null, expired).status()).isEqualTo(401);
        String foreign = TokenIssuer.start().token("user-admin");
        assertThat(server.send("GET", "/api/users", null, foreign).status()).isEqualTo(401);
        String reader = server.issuer.token("user-reader");
        assertThat(server.send("GET", "/api/users", null, reader).status()).isEqualTo(200);
        Answer denied = server.send("POST", "/api/users", "{\"name\":\"a\",\"email\":\"a@b.org\"}", reader);
        assertThat(denied.status()).isEqualTo(403);
        assertThat(denied.json().path("type").asText()).endsWith("/forbidden");
        assertThat(server.send("GET", "/api/users", null, server.issuer.token()).status())
                .isEqualTo(403);
    }

    @Test
    void tellsEverybodyItsVersionAndIsReady() {
        JsonNode version = server.send("GET", "/api/version", null, null).json();

        assertThat(version.path("version").asText()).isEqualTo("1.2.3");
        assertThat(version.path("commit").asText()).isEqualTo("4f2c9e1");
        assertThat(version.path("environment").asText()).isEqualTo("test");
        assertThat(server.send("GET", "/actuator/health/readiness", null, null).status())
                .isEqualTo(200);
        assertThat(server.send("GET", "/actuator/health/liveness", null, null).status())
                .isEqualTo(200);
    }

    @Test
    void keepsAHarmlessCorrelationIdAndReplacesAnother() {
        Answer kept = server.send("GET", "/api/version", null, null, "X-Correlation-Id", "abc-1");
        Answer replaced = server.send("GET", "/api/version", null, null, "X-Correlation-Id", "a b<script>");

        assertThat(kept.header("X-Correlation-Id")).isEqualTo("abc-1");
        assertThat(replaced.header("X-Correlation-Id")).doesNotContain("script").isNotBlank();
    }

    private static List<String> names(JsonNode page) {
        return page.path("items").findValuesAsText("name");
    }

    private static <T> T result(Future<T> future) {
        try {
            return future.get();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
