package io.promotionbus.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.promotionbus.intake.IntakeServer.Payloads;
import io.promotionbus.intake.web.WebhookFilter;
import java.io.ByteArrayInputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.web.servlet.FilterRegistrationBean;

/** The edge of the intake over real HTTP, down to the committed row. */
class AcceptWebhookIT {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static IntakeServer server;

    @BeforeAll
    static void start() {
        server = new IntakeServer();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void forget() {
        server.feed.registry = IntakeServer.FakeFeed::found;
    }

    @Test
    void storesASignedDeliveryBeforeItAnswers() throws Exception {
        String id = UUID.randomUUID().toString();
        HttpResponse<String> answer = server.sendGithub("ping", id, "{\"zen\":\"ünïcode\"}");
        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/json");
        JsonNode body = JSON.readTree(answer.body());
        assertThat(body.get("status").asText()).isEqualTo("accepted");
        byte[] stored = server.jdbc()
                .sql("SELECT body FROM intake_delivery WHERE id = ?")
                .param(UUID.fromString(body.get("delivery").asText()))
                .query(byte[].class)
                .single();
        assertThat(stored).isEqualTo("{\"zen\":\"ünïcode\"}".getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void takesEachSourceUnderItsOwnPath() {
        byte[] body = "{}".getBytes(StandardCharsets.UTF_8);
        assertThat(server.send(server.request("/webhooks/github/team")
                                .header("Content-Type", "application/json; charset=utf-8")
                                .header("X-GitHub-Event", "ping")
                                .header("X-GitHub-Delivery", UUID.randomUUID().toString())
                                .header("X-Hub-Signature-256", IntakeServer.signature("team secret", body))
                                .POST(BodyPublishers.ofByteArray(body))
                                .build())
                        .statusCode())
                .isEqualTo(202);
        HttpResponse<String> team = dockerHub("/webhooks/dockerhub/team/" + IntakeServer.TEAM_TOKEN, "a/b", "team");
        assertThat(team.statusCode()).isEqualTo(202);
        assertThat(dockerHub("/webhooks/dockerhub/team/" + IntakeServer.TOKEN, "a/b", "team")
                        .statusCode())
                .isEqualTo(401);
    }

    @Test
    void checksInTheOrderOfTheContract() throws Exception {
        // Everything is wrong; the first check decides.
        assertProblem(server.send(server.request("/webhooks/nobody").GET().build()), 405, "method-not-allowed");
        assertProblem(
                server.send(server.request("/webhooks/github")
                        .method("HEAD", BodyPublishers.noBody())
                        .build()),
                405,
                null);
        assertProblem(post("/webhooks/nobody", "x".repeat(2 << 20)), 404, "unknown-source");
        for (String path : List.of(
                "/webhooks",
                "/webhooks/",
                "/webhooks/github/",
                "/webhooks/github/a/b",
                "/webhooks/dockerhub",
                "/webhooks/dockerhub/",
                "/webhooks//github",
                "/webhooks/%67ithub",
                "/webhooks/github/nobody",
                "/webhooks/dockerhub/nobody/" + IntakeServer.TOKEN)) {
            assertThat(post(path, "{}").statusCode()).as(path).isEqualTo(404);
        }
        assertProblem(post("/webhooks/dockerhub/wrong", "x".repeat((1 << 20) + 1)), 413, "too-large");
        assertProblem(post("/webhooks/dockerhub/wrong", "{}"), 415, "unsupported-media-type");
        assertProblem(
                server.send(server.request("/webhooks/dockerhub/" + IntakeServer.TOKEN)
                        .header("Content-Type", "application/json")
                        .header("Content-Encoding", "gzip")
                        .POST(BodyPublishers.ofString("{}"))
                        .build()),
                415,
                "unsupported-media-type");
        assertProblem(dockerHubRaw("wrong", "not json"), 401, "bad-signature");
        assertProblem(dockerHubRaw(IntakeServer.TOKEN, "not json"), 400, "malformed");
    }

    @Test
    void namesTheHeaderThatIsMissingOrRepeated() throws Exception {
        byte[] body = "{}".getBytes(StandardCharsets.UTF_8);
        JsonNode missing = assertProblem(
                server.send(server.request("/webhooks/github")
                        .header("Content-Type", "application/json")
                        .header("X-GitHub-Delivery", "d")
                        .header("X-Hub-Signature-256", IntakeServer.signature(IntakeServer.SECRET, body))
                        .POST(BodyPublishers.ofByteArray(body))
                        .build()),
                400,
                "malformed");
        assertThat(missing.get("field").asText()).isEqualTo("X-GitHub-Event");
        JsonNode repeated = assertProblem(
                server.send(server.github("ping", "one", body)
                        .header("X-GitHub-Delivery", "two")
                        .build()),
                400,
                "malformed");
        assertThat(repeated.get("field").asText()).isEqualTo("X-GitHub-Delivery");
        assertProblem(
                server.send(server.github("ping", "three", body)
                        .header("X-Hub-Signature-256", IntakeServer.signature(IntakeServer.SECRET, body))
                        .build()),
                401,
                "bad-signature");
    }

    @Test
    void limitsBodiesWithAndWithoutAnAnnouncedLength() throws Exception {
        byte[] exact = new byte[1 << 20];
        java.util.Arrays.fill(exact, (byte) ' ');
        exact[0] = '{';
        exact[exact.length - 1] = '}';
        assertThat(dockerHubStream(exact).statusCode()).isEqualTo(202);
        byte[] over = java.util.Arrays.copyOf(exact, exact.length + 1);
        over[exact.length] = ' ';
        assertProblem(dockerHubStream(over), 413, "too-large");
        byte[] github = new byte[25 << 20];
        java.util.Arrays.fill(github, (byte) ' ');
        github[0] = '[';
        github[github.length - 1] = ']';
        assertThat(server.send(server.github("ping", UUID.randomUUID().toString(), github)
                                .build())
                        .statusCode())
                .isEqualTo(202);
        byte[] githubOver = java.util.Arrays.copyOf(github, github.length + 1);
        assertProblem(
                server.send(server.github("ping", UUID.randomUUID().toString(), githubOver)
                        .build()),
                413,
                "too-large");
    }

    /** Most clients send everything before they look for the answer; a connection reset would tell them nothing. */
    @Test
    void tellsASenderThatSendsAllBeforeItReadsThatItIsTooLarge() throws Exception {
        byte[] body = new byte[(25 << 20) + 1];
        java.util.Arrays.fill(body, (byte) ' ');
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.setSoTimeout(60_000);
            OutputStream out = socket.getOutputStream();
            out.write(("POST /webhooks/github HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                            + "Content-Length: " + body.length + "\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            out.write(body);
            out.flush();
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(answer).startsWith("HTTP/1.1 413").contains("/problems/too-large");
        }
    }

    @Test
    void givesTheMemoryOfBodiesBack() {
        WebhookFilter filter = (WebhookFilter)
                server.bean("webhookFilter", FilterRegistrationBean.class).getFilter();
        server.sendDockerHub(Payloads.dockerHub("acme/memory", "1"));
        dockerHubRaw("wrong", "{}");
        await().atMost(Duration.ofSeconds(5))
                .untilAsserted(() -> assertThat(filter.bytesLeft()).isEqualTo(64L << 20));
    }

    @Test
    void refusesBodiesBeyondTheSharedBudget() throws Exception {
        List<Socket> slow = new ArrayList<>();
        try {
            for (int i = 0; i < 4; i++) {
                Socket socket = new Socket("127.0.0.1", server.port());
                slow.add(socket);
                OutputStream out = socket.getOutputStream();
                out.write(("POST /webhooks/github HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
                                + "Content-Length: " + (25 << 20) + "\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
                out.write(new byte[15 << 20]); // which takes 16 MiB of buffer
                out.flush();
            }
            await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> {
                HttpResponse<String> answer = server.sendDockerHub(Payloads.dockerHub("acme/budget", "1"));
                assertThat(answer.statusCode()).isEqualTo(503);
                assertThat(answer.headers().firstValue("Retry-After")).isPresent();
            });
        } finally {
            for (Socket socket : slow) {
                socket.close();
            }
        }
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(server.sendDockerHub(Payloads.dockerHub("acme/budget", "1"))
                                .statusCode())
                        .isEqualTo(202));
    }

    @Test
    void returnsNoRequestHeaderAndLetsNoneSteerIt() {
        HttpRequest request = server.github("ping", UUID.randomUUID().toString(), "{}".getBytes(StandardCharsets.UTF_8))
                .uri(java.net.URI.create("http://127.0.0.1:" + server.port()
                        + "/webhooks/github?To=a@b.c&CamelHttpUri=http://evil&X-Hub-Signature-256=sha256:0"))
                .header("To", "victim@example.org")
                .header("Bcc", "victim@example.org")
                .header("Subject", "hello")
                .header("GitHubPullRequest", "1")
                .header("CamelHttpUri", "http://127.0.0.1:1/evil")
                .header("CamelHttpResponseCode", "418")
                .header("org.apache.camel.foo", "1")
                .header("Authorization", "Bearer secret")
                .header("breadcrumbId", "mine")
                .build();
        HttpResponse<String> answer = server.send(request);
        assertThat(answer.statusCode()).isEqualTo(202);
        Set<String> names = new HashSet<>(answer.headers().map().keySet());
        names.removeAll(Set.of(
                "content-type",
                "date",
                "transfer-encoding",
                "content-length",
                "connection",
                "keep-alive",
                "x-content-type-options",
                "x-xss-protection",
                "cache-control",
                "pragma",
                "expires",
                "x-frame-options",
                "vary"));
        assertThat(names).isEmpty();
        String headers = server.jdbc()
                .sql("SELECT headers::text FROM intake_delivery ORDER BY id DESC LIMIT 1")
                .query(String.class)
                .single();
        assertThat(headers).contains("X-GitHub-Event").doesNotContain("victim", "Bearer", "evil");
    }

    @Test
    void knowsARedeliveryAndASecondPostOfTheSameGuid() throws Exception {
        String id = UUID.randomUUID().toString();
        String first = delivery(server.sendGithub("ping", id, "{\"n\":1}"), "accepted");
        assertThat(delivery(server.sendGithub("ping", id, "{\"n\":1}"), "duplicate"))
                .isEqualTo(first);
        String unsigned = UUID.randomUUID().toString();
        assertThat(server.send(server.github("ping", unsigned, "{}".getBytes(StandardCharsets.UTF_8))
                                .setHeader("X-Hub-Signature-256", "sha256=" + "0".repeat(64))
                                .build())
                        .statusCode())
                .isEqualTo(401);
        assertThat(delivery(server.sendGithub("ping", unsigned, "{}"), "accepted"))
                .isNotNull();
    }

    @Test
    void storesOneRowForConcurrentPostsOfOneGuid() throws Exception {
        for (int round = 0; round < 10; round++) {
            String id = UUID.randomUUID().toString();
            List<String> statuses = together(
                    16, () -> server.sendGithub("ping", id, "{\"n\":1}").body());
            assertThat(statuses)
                    .filteredOn(body -> body.contains("\"accepted\""))
                    .hasSize(1);
            assertThat(statuses)
                    .filteredOn(body -> body.contains("\"duplicate\""))
                    .hasSize(15);
            assertThat(server.jdbc()
                            .sql("SELECT count(*) FROM intake_delivery WHERE delivery_id = ?")
                            .param(id)
                            .query(Long.class)
                            .single())
                    .isEqualTo(1);
        }
    }

    @Test
    void storesWhatComesAtOnceEachInItsRow() throws Exception {
        long before = server.deliveries();
        List<String> bodies = together(
                200,
                () -> server.sendGithub("ping", UUID.randomUUID().toString(), "{}")
                        .body());
        assertThat(bodies).allMatch(body -> body.contains("accepted"));
        assertThat(server.deliveries() - before).isEqualTo(200);
    }

    @Test
    void collapsesEqualDockerHubPostsForTenMinutes() throws Exception {
        String body = Payloads.dockerHub("acme/storm", "1.0.0");
        String first = delivery(server.sendDockerHub(body), "accepted");
        for (int i = 0; i < 5; i++) {
            assertThat(delivery(server.sendDockerHub(body), "duplicate")).isEqualTo(first);
        }
        assertThat(server.jdbc()
                        .sql("SELECT duplicates FROM intake_delivery WHERE id = ?::uuid")
                        .param(first)
                        .query(Integer.class)
                        .single())
                .isEqualTo(5);
        server.jdbc()
                .sql("UPDATE intake_delivery SET received_at = received_at - interval '11 minutes' WHERE id = ?::uuid")
                .param(first)
                .update();
        assertThat(delivery(server.sendDockerHub(body), "accepted")).isNotEqualTo(first);
    }

    @Test
    void answers503WhilePostgresDoesNotAnswerAndNever2xx() throws Exception {
        try (Connection connection = server.database.ownerDataSource().getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("LOCK TABLE intake_delivery IN ACCESS EXCLUSIVE MODE");
            long start = System.nanoTime();
            HttpResponse<String> answer =
                    server.sendGithub("ping", UUID.randomUUID().toString(), "{}");
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(9));
            assertProblem(answer, 503, "storage-unavailable");
            assertThat(answer.headers().firstValue("Retry-After")).hasValue("5");
            connection.rollback();
        }
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(
                                server.sendGithub("ping", UUID.randomUUID().toString(), "{}")
                                        .statusCode())
                        .isEqualTo(202));
    }

    @Test
    void limitsFailedAuthenticationsButNeverAnAuthenticSender() throws Exception {
        // From an address of its own, so that the other tests are not held up.
        HttpClient elsewhere = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .localAddress(InetAddress.getByName("127.0.0.2"))
                .build();
        HttpRequest forged = server.request("/webhooks/dockerhub/wrong")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{}"))
                .build();
        List<HttpResponse<String>> answers = new ArrayList<>();
        for (int i = 0; i < 130; i++) {
            answers.add(elsewhere.send(forged, HttpResponse.BodyHandlers.ofString()));
        }
        // Two minutes may be touched, so one of them has at least 65 of the failures.
        assertThat(answers).extracting(HttpResponse::statusCode).containsOnly(401, 429);
        HttpResponse<String> limited =
                answers.stream().filter(a -> a.statusCode() == 429).findFirst().orElseThrow();
        assertProblem(limited, 429, "too-many-failures");
        assertThat(limited.headers().firstValue("Retry-After")).isPresent();
        HttpRequest authentic = server.request("/webhooks/dockerhub/" + IntakeServer.TOKEN)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(Payloads.dockerHub("acme/authentic", "1")))
                .build();
        assertThat(elsewhere
                        .send(authentic, HttpResponse.BodyHandlers.ofString())
                        .statusCode())
                .isEqualTo(202);
    }

    @Test
    void speaksTheLanguageThatIsAskedFor() throws Exception {
        HttpResponse<String> answer = server.send(server.request("/webhooks/dockerhub/wrong")
                .header("Content-Type", "application/json")
                .header("Accept-Language", "pt-BR")
                .POST(BodyPublishers.ofString("{}"))
                .build());
        assertThat(JSON.readTree(answer.body()).get("title").asText())
                .containsAnyOf("Origem não autenticada", "Falhas demais");
        assertThat(answer.body()).contains("https://promotionbus.io/problems/");
    }

    private static HttpResponse<String> post(String path, String body) {
        return server.send(
                server.request(path).POST(BodyPublishers.ofString(body)).build());
    }

    private static HttpResponse<String> dockerHub(String path, String repository, String tag) {
        return server.send(server.request(path)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(Payloads.dockerHub(repository, tag)))
                .build());
    }

    private static HttpResponse<String> dockerHubRaw(String token, String body) {
        return server.send(server.request("/webhooks/dockerhub/" + token)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body))
                .build());
    }

    /** Chunked: the length is not announced. */
    private static HttpResponse<String> dockerHubStream(byte[] body) {
        return server.send(server.request("/webhooks/dockerhub/" + IntakeServer.TOKEN)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body)))
                .build());
    }

    private static String delivery(HttpResponse<String> answer, String status) throws Exception {
        assertThat(answer.statusCode()).isEqualTo(202);
        JsonNode body = JSON.readTree(answer.body());
        assertThat(body.get("status").asText()).isEqualTo(status);
        return body.get("delivery").asText();
    }

    private static JsonNode assertProblem(HttpResponse<String> answer, int status, String slug) throws Exception {
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        JsonNode problem = answer.body().isEmpty() ? JSON.createObjectNode() : JSON.readTree(answer.body());
        if (slug != null) {
            assertThat(problem.get("type").asText()).isEqualTo("https://promotionbus.io/problems/" + slug);
            assertThat(problem.get("status").asInt()).isEqualTo(status);
            assertThat(problem.get("title").asText()).isNotBlank().isNotEqualTo(slug);
        }
        return problem;
    }

    private static List<String> together(int count, java.util.concurrent.Callable<String> work) throws Exception {
        CountDownLatch start = new CountDownLatch(1);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<String>> futures = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                futures.add(threads.submit(() -> {
                    start.await();
                    return work.call();
                }));
            }
            start.countDown();
            List<String> results = new ArrayList<>();
            for (Future<String> future : futures) {
                results.add(future.get());
            }
            return results;
        }
    }
}
