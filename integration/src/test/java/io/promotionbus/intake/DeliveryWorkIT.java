package io.promotionbus.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.promotionbus.intake.ArtifactIntake.Resolution;
import io.promotionbus.intake.IntakeServer.Payloads;
import io.promotionbus.platform.Transactions;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** From stored rows to verdicts, and what people see of it. */
class DeliveryWorkIT {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration SOON = Duration.ofSeconds(15);
    private static IntakeServer server;

    @BeforeAll
    static void start() {
        server = new IntakeServer("bus.intake.attempts=4", "bus.intake.missing-attempts=2");
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void forget() {
        server.feed.registry = IntakeServer.FakeFeed::found;
        server.feed.accepted.clear();
        server.feed.resolved.clear();
        server.audit.entries.clear();
    }

    @Test
    void givesEveryKindOfDeliveryItsVerdict() throws Exception {
        assertThat(done(github("ping", "{}")).at("/verdict/kind").asText()).isEqualTo("ping");
        assertThat(done(github("star", "{}")).at("/verdict/kind").asText()).isEqualTo("ignored");
        JsonNode artifact = done(github("registry_package", Payloads.github().get("registry_package")));
        assertThat(artifact.at("/verdict/kind").asText()).isEqualTo("artifact");
        assertThat(artifact.at("/verdict/artifacts/0/repository").asText()).isEqualTo("ghcr.io/acme/users-api");
        assertThat(artifact.at("/verdict/artifacts/0/commit").asText()).isEqualTo("b".repeat(40));
        JsonNode commit = done(github("push", Payloads.github().get("push")));
        assertThat(commit.at("/verdict/kind").asText()).isEqualTo("commit");
        assertThat(server.feed.commits).anyMatch(facts -> facts.after().equals("c".repeat(40)));
        assertThat(done(github("pull_request", Payloads.github().get("pull_request")))
                        .at("/verdict/kind")
                        .asText())
                .isEqualTo("merge");
        assertThat(done(github("workflow_run", Payloads.github().get("workflow_run")))
                        .at("/verdict/kind")
                        .asText())
                .isEqualTo("evidence");
        assertThat(server.audit.count("delivery.interpreted")).isEqualTo(6);
    }

    @Test
    void givesEveryExampleOfGitHubsOwnAVerdict() throws Exception {
        for (GitHubExamples example : GitHubExamples.all()) {
            assertThat(server.send(server.github(
                                            example.event(), UUID.randomUUID().toString(), example.body())
                                    .build())
                            .statusCode())
                    .as(example.event())
                    .isEqualTo(202);
        }
        await().atMost(Duration.ofMinutes(1))
                .untilAsserted(() -> assertThat(endings())
                        .doesNotContainKeys("new", "running", "retry")
                        .containsKey("done"));
        assertThat(server.jdbc()
                        .sql("SELECT count(*) FROM intake_delivery WHERE status = 'done' AND verdict_kind IS NULL"
                                + " OR status = 'dead' AND error_slug IS NULL OR error_slug = 'internal-error'")
                        .query(Long.class)
                        .single())
                .isZero();
    }

    private static Map<String, Long> endings() {
        return server
                .jdbc()
                .sql("SELECT status, count(*) FROM intake_delivery GROUP BY status")
                .query((row, n) -> Map.entry(row.getString(1), row.getLong(2)))
                .list()
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** U+0000 is JSON, and neither text nor jsonb of PostgreSQL. */
    @Test
    void givesAVerdictToWhatPostgresCannotStore() throws Exception {
        String push = Payloads.github().get("push");
        String merge = Payloads.github().get("pull_request");
        done(github("push", push.replace("feat: ", "feat\\u0000")));
        whenIn(github("push", push.replace("acme/users", "acme/us\\u0000ers")), "dead");
        done(github("pull_request", merge.replace("\"Users\"", "\"U\\u0000\"")));
    }

    @Test
    void deadLettersAWrongTypeWithItsPointer() throws Exception {
        UUID id = github("push", Payloads.github().get("push").replace("\"refs/heads/main\"", "[1]"));
        JsonNode dead = whenIn(id, "dead");
        assertThat(dead.at("/error/slug").asText()).isEqualTo("wrong-type");
        assertThat(dead.at("/error/path").asText()).isEqualTo("/ref");
        assertThat(dead.at("/body/text").asText()).contains("[1]");
        assertThat(dead.at("/attempts").asInt()).isEqualTo(1);
        assertThat(server.audit.count("delivery.dead")).isEqualTo(1);
    }

    @Test
    void saysThatNobodyWantsAnArtifact() throws Exception {
        server.feed.registry = a -> new Resolution.Unwanted("No Warehouse subscribes to " + a.repository());
        JsonNode ignored = done(dockerHub("acme/unwanted", "1"));
        assertThat(ignored.at("/verdict/kind").asText()).isEqualTo("ignored");
        assertThat(ignored.at("/verdict/reason").asText()).contains("No Warehouse subscribes to acme/unwanted");
        assertThat(server.feed.accepted).isEmpty();
    }

    @Test
    void triesRegistryTroubleAgainAndSucceeds() throws Exception {
        AtomicInteger calls = new AtomicInteger();
        server.feed.registry = a -> calls.incrementAndGet() < 3
                ? new Resolution.Unreachable("registry answered 503")
                : IntakeServer.FakeFeed.found(a);
        JsonNode done = done(dockerHub("acme/flaky", "1"));
        assertThat(done.at("/attempts").asInt()).isEqualTo(3);
        assertThat(done.has("error")).isFalse();
        assertThat(server.audit.count("delivery.failed")).isEqualTo(2);
        assertThat(server.feed.accepted).hasSize(1);
    }

    @Test
    void givesUpAfterItsAttemptsAndIsRedrivenByAnOperator() throws Exception {
        server.feed.registry = a -> new Resolution.Missing("the registry knows no tag 1");
        UUID id = dockerHub("acme/missing", "1");
        JsonNode dead = whenIn(id, "dead");
        assertThat(dead.at("/error/slug").asText()).isEqualTo("registry-missing");
        assertThat(dead.at("/attempts").asInt()).isEqualTo(2);

        server.feed.registry = IntakeServer.FakeFeed::found;
        String path = "/api/deliveries/" + id + "/redrive";
        assertThat(server.post(path, "auditor", "{\"reason\":\"x\"}").statusCode())
                .isEqualTo(403);
        assertThat(server.post(path, "operator", "{\"reason\":\" \"}").statusCode())
                .isEqualTo(400);
        assertThat(server.post(path, "operator", "{\"reason\":\"" + "x".repeat(501) + "\"}")
                        .statusCode())
                .isEqualTo(400);
        assertThat(server.post(path, "operator", "{\"reason\":\"it is there now\"}")
                        .statusCode())
                .isEqualTo(202);
        assertThat(done(id).at("/attempts").asInt()).isEqualTo(1);
        assertThat(server.audit.entries)
                .filteredOn(entry -> entry.action().equals("delivery.redriven"))
                .singleElement()
                .satisfies(entry -> assertThat(entry.reason()).isEqualTo("it is there now"));
        HttpResponse<String> again = server.post(path, "operator", "{\"reason\":\"x\"}");
        assertThat(again.statusCode()).isEqualTo(409);
        assertThat(again.body()).contains("already-done");
        assertThat(server.post("/api/deliveries/" + UUID.randomUUID() + "/redrive", "operator", "{\"reason\":\"x\"}")
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void redrivesAllThatMatch() throws Exception {
        server.feed.registry = a -> new Resolution.Missing("not there");
        UUID one = dockerHub("acme/bulk", "1");
        UUID two = dockerHub("acme/bulk", "2");
        UUID other = dockerHub("acme/other-bulk", "1");
        whenIn(one, "dead");
        whenIn(two, "dead");
        whenIn(other, "dead");
        server.feed.registry = IntakeServer.FakeFeed::found;
        assertThat(server.post(
                                "/api/deliveries/redrive",
                                "operator",
                                "{\"filter\":{\"statuz\":\"done\"},\"reason\":\"x\"}")
                        .body())
                .as("a slip of the pen must not match everything")
                .contains("bad-request", "filter.statuz");
        assertThat(server.post(
                                "/api/deliveries/redrive",
                                "operator",
                                "{\"filter\":{\"status\":\"lost\"},\"reason\":\"x\"}")
                        .body())
                .contains("filter.status");
        HttpResponse<String> answer = server.post(
                "/api/deliveries/redrive",
                "operator",
                "{\"filter\":{\"status\":\"dead\",\"source\":\"dockerhub\",\"q\":\"not there\"},\"reason\":\"registry was away\"}");
        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(JSON.readTree(answer.body()).get("count").asInt()).isEqualTo(3);
        done(one);
        done(two);
        done(other);
    }

    @Test
    void processesAgainWhatTheSenderRedeliversAfterAFailure() throws Exception {
        server.feed.registry = a -> new Resolution.Missing("not there");
        String guid = UUID.randomUUID().toString();
        String body = Payloads.github().get("registry_package");
        UUID id = id(server.sendGithub("registry_package", guid, body));
        whenIn(id, "dead");
        server.feed.registry = IntakeServer.FakeFeed::found;
        HttpResponse<String> again = server.sendGithub("registry_package", guid, body);
        assertThat(again.body()).contains(id.toString(), "accepted");
        done(id);
        assertThat(server.feed.accepted).hasSize(1);
        assertThat(server.sendGithub("registry_package", guid, body).body()).contains("duplicate");
        assertThat(server.feed.accepted).hasSize(1);
    }

    @Test
    void looksAtTheDigestOnceMoreAfterAStormOfEqualPosts() throws Exception {
        String old = "sha256:" + "1".repeat(64);
        String index = "sha256:" + "2".repeat(64);
        server.feed.registry = a -> new Resolution.Resolved(new Artifact(a.host(), a.repository(), a.tag(), old, null));
        String body = Payloads.dockerHub("acme/multi", "1");
        UUID id = id(server.sendDockerHub(body));
        done(id);
        server.feed.registry =
                a -> new Resolution.Resolved(new Artifact(a.host(), a.repository(), a.tag(), index, null));
        for (int i = 0; i < 5; i++) {
            assertThat(server.sendDockerHub(body).body()).contains("duplicate");
        }
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(server.feed.accepted)
                        .extracting(Artifact::digest)
                        .containsExactly(old, index));
        JsonNode delivery = read(id);
        assertThat(delivery.at("/duplicates").asInt()).isEqualTo(5);
        assertThat(delivery.at("/verdict/artifacts/1/digest").asText()).isEqualTo(index);
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(server.jdbc()
                                .sql("SELECT recheck_at IS NULL FROM intake_delivery WHERE id = ?")
                                .param(id)
                                .query(Boolean.class)
                                .single())
                        .isTrue());
        assertThat(server.feed.resolved).hasSize(2);
    }

    @Test
    void settlesTogetherWhatDecidesNothingAboutTheNewest() throws Exception {
        List<UUID> ids = new ArrayList<>();
        for (char c : new char[] {'7', '5', '8'}) {
            String sha = String.valueOf(c).repeat(40);
            ids.add(github("push", Payloads.push("topic", "0".repeat(40), sha)));
        }
        for (UUID id : ids) {
            done(id);
        }
        server.feed.commits.clear();
        server.audit.entries.clear();
        // Once more, and nobody else can claim them in between.
        List<ClaimedDelivery> claimed = server.bean(Transactions.class).call(() -> {
            server.jdbc()
                    .sql("UPDATE intake_delivery SET status = 'new', next_attempt_at = received_at WHERE id = ANY (?)")
                    .param(ids.toArray(UUID[]::new))
                    .update();
            return server.bean(ClaimDeliveries.class).handle();
        });
        InterpretDelivery interpret = server.bean(InterpretDelivery.class);
        ResolveArtifacts resolve = server.bean(ResolveArtifacts.class);
        server.bean(SettleDelivery.class)
                .handleAll(claimed.stream()
                        .map(interpret::handle)
                        .map(resolve::handle)
                        .toList());
        for (UUID id : ids) {
            assertThat(done(id).at("/verdict/kind").asText()).isEqualTo("commit");
        }
        assertThat(server.feed.commits)
                .as("in one order for all workers")
                .extracting(facts -> facts.after().charAt(0))
                .containsExactly('5', '7', '8');
        assertThat(server.jdbc()
                        .sql("SELECT count(DISTINCT xmin::text) FROM intake_delivery WHERE id = ANY (?)")
                        .param(ids.toArray(UUID[]::new))
                        .query(Long.class)
                        .single())
                .as("transactions")
                .isEqualTo(1);
        assertThat(server.audit.count("delivery.interpreted")).isEqualTo(3);
    }

    @Test
    void survivesAFeedThatFails() throws Exception {
        AtomicInteger calls = new AtomicInteger();
        server.feed.registry = a -> {
            if (calls.incrementAndGet() == 1) {
                throw new IllegalStateException("boom");
            }
            return IntakeServer.FakeFeed.found(a);
        };
        assertThat(done(dockerHub("acme/boom", "1")).at("/attempts").asInt()).isEqualTo(2);
    }

    @Test
    void takesOverWhatALostWorkerHeld() throws Exception {
        UUID id = dockerHub("acme/lost", "1");
        done(id);
        server.jdbc()
                .sql("UPDATE intake_delivery SET status = 'running', claimed_by = 'gone',"
                        + " claimed_until = now() - interval '1 second' WHERE id = ?")
                .param(id)
                .update();
        server.bean(KeepHouse.class).handle();
        done(id);
    }

    @Test
    void goesOnWithWhatAClockThatWasSetBackLeftWaiting() throws Exception {
        server.feed.registry = a -> new Resolution.Unreachable("registry answered 503");
        UUID id = dockerHub("acme/set-back", "1");
        await().atMost(SOON)
                .until(() -> server.jdbc()
                                .sql("UPDATE intake_delivery SET next_attempt_at = next_attempt_at + interval '1 hour'"
                                        + " WHERE id = ? AND status = 'retry'")
                                .param(id)
                                .update()
                        == 1);
        server.feed.registry = IntakeServer.FakeFeed::found;
        done(id);
    }

    @Test
    void listsWithFiltersAndCursor() throws Exception {
        UUID one = dockerHub("acme/listed", "1");
        UUID two = dockerHub("acme/listed", "2");
        done(one);
        done(two);
        JsonNode first = JSON.readTree(server.get("/api/deliveries?repository=acme/listed&limit=1", "auditor")
                .body());
        assertThat(first.at("/items/0/id").asText()).isEqualTo(two.toString());
        assertThat(first.at("/items/0").has("headers")).isFalse();
        assertThat(first.at("/items/0/body").has("text")).isFalse();
        assertThat(first.at("/items/0/body/bytes").asInt()).isPositive();
        JsonNode second = JSON.readTree(server.get(
                        "/api/deliveries?repository=acme/listed&limit=1&cursor="
                                + first.get("next").asText(),
                        "auditor")
                .body());
        assertThat(second.at("/items/0/id").asText()).isEqualTo(one.toString());
        assertThat(second.has("next")).isFalse();
        JsonNode oldest = JSON.readTree(
                server.get("/api/deliveries?q=LISTED&order=asc", "operator").body());
        assertThat(oldest.at("/items/0/id").asText()).isEqualTo(one.toString());
        assertThat(server.get("/api/deliveries?q=100%25_", "operator").statusCode())
                .isEqualTo(200);
        assertThat(server.get("/api/deliveries?status=nonsense", "operator").statusCode())
                .isEqualTo(400);
        assertThat(server.get("/api/deliveries?from=yesterday", "operator").statusCode())
                .isEqualTo(400);
        assertThat(server.get("/api/deliveries?from=2026-01-01T00:00:00Z&to=2026-01-02T00:00:00Z", "operator")
                        .body())
                .contains("\"items\":[]");
        assertThat(server.get("/api/deliveries?cursor=%21", "operator").statusCode())
                .isEqualTo(400);
        assertThat(server.get("/api/deliveries", "viewer").statusCode()).isEqualTo(403);
        assertThat(server.get("/api/deliveries/" + one, "viewer").statusCode()).isEqualTo(403);
    }

    @Test
    void forgetsBodiesAfterTheirRetentionAndSaysSo() throws Exception {
        UUID id = dockerHub("acme/retention", "1");
        done(id);
        server.jdbc()
                .sql("UPDATE intake_delivery SET received_at = received_at - interval '31 days' WHERE id = ?")
                .param(id)
                .update();
        int forgotten = server.bean(DeliveryRecords.class)
                .forgetBodies(java.time.Instant.now().minus(Duration.ofDays(30)), 100);
        assertThat(forgotten).isEqualTo(1);
        JsonNode delivery = read(id);
        assertThat(delivery.at("/body").has("text")).isFalse();
        assertThat(delivery.at("/body/sha256").asText()).hasSize(64);
    }

    @Test
    void showsTheTrace() throws Exception {
        UUID id = dockerHub("acme/traced", "1");
        JsonNode trace = JSON.readTree(
                server.get("/api/deliveries/" + id + "/trace", "auditor").body());
        assertThat(trace.get("dropped").asInt()).isEqualTo(3);
        assertThat(trace.at("/items/0/durationMs").asDouble()).isEqualTo(1.5);
        assertThat(server.get("/api/deliveries/" + id + "/trace", "viewer").statusCode())
                .isEqualTo(403);
        assertThat(server.get("/api/deliveries/" + UUID.randomUUID() + "/trace", "auditor")
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void showsWhatTheFeedAdds() throws Exception {
        UUID id = dockerHub("acme/added", "1");
        done(id);
        Deliveries deliveries = server.bean(Deliveries.class);
        deliveries.reason(id, "waiting-for-siblings: acme/users-ui");
        assertThat(read(id).at("/verdict/reason").asText()).startsWith("waiting-for-siblings");
        deliveries.becameFreight(id, "image-promotion", "users", "f0cd", "direct");
        deliveries.becameFreight(id, "image-promotion", "users", "f0cd", "existed");
        deliveries.reason(id, "too late");
        JsonNode verdict = read(id).get("verdict");
        assertThat(verdict.get("freights")).hasSize(1);
        assertThat(verdict.at("/freights/0/how").asText()).isEqualTo("direct");
        assertThat(verdict.hasNonNull("reason")).isFalse();
    }

    private static UUID dockerHub(String repository, String tag) throws Exception {
        return id(server.sendDockerHub(Payloads.dockerHub(repository, tag)));
    }

    private static UUID github(String event, String body) throws Exception {
        return id(server.sendGithub(event, UUID.randomUUID().toString(), body));
    }

    private static UUID id(HttpResponse<String> answer) throws Exception {
        assertThat(answer.statusCode()).isEqualTo(202);
        return UUID.fromString(JSON.readTree(answer.body()).get("delivery").asText());
    }

    private static JsonNode done(UUID id) throws Exception {
        return whenIn(id, "done");
    }

    private static JsonNode whenIn(UUID id, String status) throws Exception {
        await().atMost(SOON).untilAsserted(() -> assertThat(server.status(id)).isEqualTo(status));
        return read(id);
    }

    private static JsonNode read(UUID id) throws Exception {
        return JSON.readTree(server.get("/api/deliveries/" + id, "auditor").body());
    }
}
