package io.promotionbus.approval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.promotionbus.kargo.Image;
import io.promotionbus.kargo.KargoWriter;
import io.promotionbus.kargo.KargoWriter.FreightResult;
import io.promotionbus.kargo.Origin;
import io.promotionbus.sandbox.cluster.SandboxPipeline;
import io.promotionbus.support.OlderSchema;
import io.promotionbus.support.WholeBus;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.jdbc.core.simple.JdbcClient;

/** From Freight to a mail, from its link to a decision, from the decision to a Promotion: the whole bus over HTTP. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ApprovalFlowIT {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final AtomicInteger VERSIONS = new AtomicInteger(0xa000);
    /** The first schema whose requests were mailed. */
    private static final String FIRST_MAILED = "065";

    private static final String POLICIES = """
            apiVersion: promotionbus.io/v1alpha1
            kind: StagePolicy
            metadata: {name: development, namespace: image-promotion}
            spec: {stages: [dev], promotion: Automatic}
            ---
            apiVersion: promotionbus.io/v1alpha1
            kind: StagePolicy
            metadata: {name: quality, namespace: image-promotion}
            spec:
              stages: [stg]
              promotion: Approval
              approval:
                require: [{role: qa, count: 1}]
                fourEyes: {mode: Authors}
            ---
            apiVersion: promotionbus.io/v1alpha1
            kind: StagePolicy
            metadata: {name: production, namespace: image-promotion}
            spec:
              stages: [prod]
              promotion: Approval
              approval:
                require: [{role: po, count: 1}]
                distinctFrom: [stg]
            """;

    private final GitHubDouble github = new GitHubDouble();
    private WholeBus bus;

    @BeforeAll
    void start() {
        bus = new WholeBus(
                POLICIES,
                Map.of(
                        "bus.github.api-url", github.url(),
                        "bus.github.token", "secret-token",
                        "bus.github.repository", "acme/users"));
    }

    @AfterAll
    void stop() {
        bus.close();
        github.close();
    }

    @BeforeEach
    void clear() throws Exception {
        github.clear();
        bus.smtp().purgeEmailFromAllMailboxes();
    }

    @Test
    void aCandidateIsAskedAboutMailedApprovedAndPromoted() throws Exception {
        String version = version();
        github.commit(version, "feat: atualizar usuário (#41)", "dev", "dev@example.org");
        String freight = freight(version);
        String link = linkFor("qa", version);
        String id = link.substring(link.lastIndexOf('/') + 1);

        await().untilAsserted(() -> assertThat(recipients(version))
                .containsExactlyInAnyOrder("qa@example.org", "qa2@example.org", "lead@example.org"));
        JsonNode shown = json(bus.send(bus.request("/api/approvals/" + id, "qa")));
        assertThat(shown.path("state").asText()).isEqualTo("open");
        assertThat(shown.path("incoming").path("freight").asText()).isEqualTo(freight);
        assertThat(shown.path("you").path("may").asBoolean())
                .as(shown.toPrettyString())
                .isTrue();
        assertThat(shown.path("asked"))
                .extracting(asked -> asked.path("username").asText())
                .contains("qa", "qa2", "lead");
        await().untilAsserted(() -> assertThat(listed(id)).isEqualTo(alone(id)));
        assertThat(json(bus.send(bus.request("/api/approvals/" + id, "viewer")))
                        .path("you")
                        .path("because")
                        .path("slug")
                        .asText())
                .isEqualTo("role");

        HttpResponse<String> refused = decide(id, "po", "approve", null, fingerprint(shown));
        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(slug(refused)).isEqualTo("role");

        HttpResponse<String> approved = approve(id, fingerprint(shown), "qa", "qa2");
        assertThat(approved.headers().firstValue("Cache-Control")).contains("no-store");
        assertThat(slug(decide(id, "lead", "approve", null, fingerprint(shown))))
                .isEqualTo("decided");

        awaitRunning("stg", freight);
        JsonNode done = json(bus.send(bus.request("/api/approvals/" + id, "qa")));
        assertThat(done.path("promotion").path("stage").asText()).isEqualTo("stg");
        assertThat(done.path("promotion").path("requestedBy").path("kind").asText())
                .isEqualTo("approval");
        assertThat(github.authorizations).contains("Bearer secret-token");

        String prod = linkFor("po", version);
        String prodId = prod.substring(prod.lastIndexOf('/') + 1);
        JsonNode prodShown = json(bus.send(bus.request("/api/approvals/" + prodId, "po")));
        assertThat(prodShown.path("evidence").findValuesAsText("stage")).contains("dev", "stg");
        approve(prodId, fingerprint(prodShown), "po", "po2");
        awaitRunning("prod", freight);
    }

    @Test
    void aRejectionStandsAndAnAuthorDoesNotDecide() throws Exception {
        String version = version();
        github.commit(version, "feat: x\n\nCo-authored-by: Quentin <qa2@example.org>", "qa", "qa@example.org");
        freight(version);
        String link = linkFor("lead", version);
        String id = link.substring(link.lastIndexOf('/') + 1);
        JsonNode shown = json(bus.send(bus.request("/api/approvals/" + id, "qa")));
        assertThat(shown.path("you").path("may").asBoolean()).isFalse();
        assertThat(shown.path("you").path("because").path("text").asText()).startsWith("Você é autor do commit");
        assertThat(slug(decide(id, "qa", "approve", null, fingerprint(shown)))).isEqualTo("author");
        assertThat(slug(decide(id, "qa2", "reject", "não", fingerprint(shown)))).isEqualTo("author");
        HttpResponse<String> silent = decide(id, "lead", "reject", null, fingerprint(shown));
        assertThat(silent.statusCode()).isEqualTo(422);
        assertThat(slug(silent)).isEqualTo("comment-required");
        HttpResponse<String> rejected = decide(id, "lead", "reject", "quebra o login", fingerprint(shown));
        assertThat(json(rejected).path("state").asText()).isEqualTo("rejected");
        assertThat(json(rejected).path("decisions").path(0).path("comment").asText())
                .isEqualTo("quebra o login");
        List<String> actions = JdbcClient.create(bus.database().ownerDataSource())
                .sql("SELECT action FROM audit_event WHERE subject_id = :id ORDER BY id")
                .param("id", id)
                .query(String.class)
                .list();
        assertThat(actions)
                .containsExactly("approval.requested", "approval.denied", "approval.denied", "approval.rejected");
    }

    /** The link in the mail outlives the bus that mailed it. */
    @Test
    void anOpenRequestOfAnEarlierVersionIsDecidedAfterTheUpgrade() throws Exception {
        String version = version();
        github.commit(version, "feat: antes da atualização", "dev", "dev@example.org");
        String freight = freight(version);
        String link = linkFor("qa", version);
        String id = link.substring(link.lastIndexOf('/') + 1);
        String fingerprint = fingerprint(json(bus.send(bus.request("/api/approvals/" + id, "qa"))));

        bus = bus.restartedOn(OlderSchema.holding(bus.database(), FIRST_MAILED));

        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(json(bus.send(bus.request("/api/approvals/" + id, "qa")))
                                .path("you")
                                .path("may")
                                .asBoolean())
                        .isTrue());
        JsonNode shown = json(bus.send(bus.request("/api/approvals/" + id, "qa")));
        assertThat(shown.path("state").asText()).isEqualTo("open");
        assertThat(fingerprint(shown)).isEqualTo(fingerprint);
        approve(id, fingerprint, "qa", "qa2");
        awaitRunning("stg", freight);
    }

    @Test
    void readingByScannersChangesNothing() throws Exception {
        String version = version();
        github.commit(version, "feat: y", "dev", "dev@example.org");
        freight(version);
        String link = linkFor("qa", version);
        String id = link.substring(link.lastIndexOf('/') + 1);
        String before = rows();
        String token = bus.keycloak().passwordToken("qa");
        for (int i = 0; i < 1_000; i++) {
            String method = List.of("GET", "HEAD", "OPTIONS").get(i % 3);
            var scan = i % 2 == 0
                    ? bus.request("/api/approvals/" + id)
                    : bus.request("/api/approvals/" + id).header("Authorization", "Bearer " + token);
            assertThat(bus.send(scan.method(method, BodyPublishers.noBody())).statusCode())
                    .isLessThan(500);
            assertThat(bus.send(bus.request("/approvals/" + id).method(method, BodyPublishers.noBody()))
                            .statusCode())
                    .isLessThan(500);
        }
        assertThat(rows()).isEqualTo(before);
    }

    @Test
    void refusesInOrder() throws Exception {
        String version = version();
        github.commit(version, "feat: z", "dev", "dev@example.org");
        freight(version);
        String link = linkFor("qa", version);
        String id = link.substring(link.lastIndexOf('/') + 1);
        String other = "00000000-0000-7000-8000-000000000000";

        assertThat(bus.send(bus.request("/api/approvals/" + id + "/decision").POST(BodyPublishers.ofString("{")))
                        .statusCode())
                .as("nobody")
                .isEqualTo(401);
        assertThat(post(other, "qa", "{").statusCode()).as("404 before 400").isEqualTo(404);
        assertThat(post("not-an-id", "qa", "{").statusCode()).isEqualTo(404);
        for (String body : List.of(
                "{",
                "[]",
                "",
                "{\"decision\":\"maybe\",\"fingerprint\":\"sha256:" + "0".repeat(64) + "\"}",
                "{\"decision\":\"approve\"}",
                "{\"decision\":\"approve\",\"fingerprint\":\"x\"}",
                "{\"decision\":\"approve\",\"comment\":7,\"fingerprint\":\"sha256:" + "0".repeat(64) + "\"}")) {
            HttpResponse<String> answer = post(id, "qa", body);
            assertThat(answer.statusCode()).as(body).isEqualTo(400);
            assertThat(json(answer).path("field").asText()).isNotEmpty();
        }
        HttpResponse<String> changed = decide(id, "qa", "approve", null, "sha256:" + "0".repeat(64));
        assertThat(changed.statusCode()).isEqualTo(409);
        assertThat(slug(changed)).isEqualTo("changed");
        assertThat(json(changed).path("now").path("fingerprint").asText())
                .isEqualTo(fingerprint(json(bus.send(bus.request("/api/approvals/" + id, "qa")))));
        assertThat(bus.send(bus.request("/api/approvals/" + id + "/reopen", "qa")
                                .header("Content-Type", "application/json")
                                .POST(BodyPublishers.ofString("{\"reason\":\"x\"}")))
                        .statusCode())
                .as("operators reopen")
                .isEqualTo(403);
    }

    /** A commit SHA whose beginning tells it from the others: mails show the first twelve digits. */
    private static String version() {
        int number = VERSIONS.incrementAndGet();
        return String.format("%08x%032x", number, number);
    }

    private String freight(String version) {
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(bus.bean(io.promotionbus.kargo.ObservedCluster.class)
                                .warehouses())
                        .isNotEmpty());
        List<Image> images = List.of(
                new Image(SandboxPipeline.API_IMAGE, version, "sha256:" + version + "a".repeat(24)),
                new Image(SandboxPipeline.UI_IMAGE, version, "sha256:" + version + "b".repeat(24)));
        FreightResult result = bus.bean(KargoWriter.class)
                .createFreight(SandboxPipeline.PROJECT, Origin.warehouse("users"), images, List.of(), null);
        return ((FreightResult.Created) result).freight().name();
    }

    private String linkFor(String person, String version) {
        MimeMessage mail =
                await().atMost(Duration.ofMinutes(2)).until(() -> mailTo(person, version), found -> found != null);
        Matcher link = Pattern.compile("http://127\\.0\\.0\\.1:8080/approvals/[0-9a-f-]{36}")
                .matcher(text(mail));
        assertThat(link.find()).isTrue();
        return link.group();
    }

    private @Nullable MimeMessage mailTo(String person, String version) {
        return Arrays.stream(bus.smtp().getReceivedMessages())
                .filter(mail -> to(mail).equals(person + "@example.org"))
                .filter(mail -> text(mail).contains(version.substring(0, 12)))
                .reduce((first, last) -> last)
                .orElse(null);
    }

    private List<String> recipients(String version) {
        return Arrays.stream(bus.smtp().getReceivedMessages())
                .filter(mail -> text(mail).contains(version.substring(0, 12)))
                .map(ApprovalFlowIT::to)
                .toList();
    }

    private static String to(MimeMessage mail) {
        try {
            return ((InternetAddress) mail.getAllRecipients()[0]).getAddress();
        } catch (MessagingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String text(MimeMessage mail) {
        try {
            return (String) ((Multipart) mail.getContent()).getBodyPart(0).getContent();
        } catch (MessagingException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The request as the list of those that qa may decide shows it. */
    private JsonNode listed(String id) throws IOException {
        for (JsonNode item :
                json(bus.send(bus.request("/api/approvals?mine=true", "qa"))).path("items")) {
            if (item.path("id").asText().equals(id)) {
                return item;
            }
        }
        throw new AssertionError("Not in the list: " + id);
    }

    /** As it shows itself, without what lists leave out. */
    private JsonNode alone(String id) throws IOException {
        ObjectNode shown = (ObjectNode) json(bus.send(bus.request("/api/approvals/" + id, "qa")));
        return shown.without(List.of("asked", "calendar"));
    }

    private HttpResponse<String> decide(
            String id, String person, String decision, @Nullable String comment, String fingerprint)
            throws IOException {
        var body = JSON.createObjectNode().put("decision", decision).put("fingerprint", fingerprint);
        if (comment != null) {
            body.put("comment", comment);
        }
        return post(id, person, JSON.writeValueAsString(body));
    }

    /** By as many as it takes: four eyes want a second person where not every author is known. */
    private HttpResponse<String> approve(String id, String fingerprint, String... people) throws IOException {
        @Nullable HttpResponse<String> answer = null;
        for (String person : people) {
            answer = decide(id, person, "approve", null, fingerprint);
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            if (json(answer).path("state").asText().equals("approved")) {
                return answer;
            }
        }
        throw new AssertionError("Still open: " + (answer == null ? "nobody was asked" : answer.body()));
    }

    private HttpResponse<String> post(String id, String person, String body) {
        return bus.send(bus.request("/api/approvals/" + id + "/decision", person)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body)));
    }

    private void awaitRunning(String stage, String freight) {
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(bus.bean(io.promotionbus.kargo.ObservedCluster.class)
                                .stage(SandboxPipeline.PROJECT, stage)
                                .orElseThrow()
                                .current())
                        .containsValue(freight));
    }

    private String rows() {
        return JdbcClient.create(bus.database().ownerDataSource())
                .sql("SELECT (SELECT md5(string_agg(r::text, '|' ORDER BY id)) FROM approval_request r)"
                        + " || (SELECT count(*) FROM approval_decision) || '/' || (SELECT count(*) FROM outbox)"
                        + " || '/' || (SELECT count(*) FROM audit_event WHERE action LIKE 'approval.%')")
                .query(String.class)
                .single();
    }

    private static JsonNode json(HttpResponse<String> response) throws IOException {
        return JSON.readTree(response.body());
    }

    private static String slug(HttpResponse<String> response) throws IOException {
        return json(response).path("type").asText().replace("https://promotionbus.io/problems/", "");
    }

    private static String fingerprint(JsonNode shown) {
        return shown.path("fingerprint").asText();
    }
}
