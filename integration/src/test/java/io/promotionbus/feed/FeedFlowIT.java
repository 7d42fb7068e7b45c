package io.promotionbus.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.promotionbus.intake.IntakeServer;
import io.promotionbus.intake.IntakeServer.Payloads;
import io.promotionbus.kargo.Freight;
import io.promotionbus.kargo.Image;
import io.promotionbus.kargo.Origin;
import io.promotionbus.kargo.Warehouse;
import io.promotionbus.kargo.Warehouse.ImageSubscription;
import io.promotionbus.platform.Transactions;
import io.promotionbus.policy.StagePolicy;
import io.promotionbus.promotion.Newness;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Import;

/** From the webhook to Freight over real HTTP on both sides; only the cluster is a fake. */
class FeedFlowIT {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration SOON = Duration.ofSeconds(40);
    private static final String API = "acme/users-api";
    private static final String UI = "acme/users-ui";
    private static final FakeKargo KARGO = new FakeKargo();
    private static TestRegistry registry;
    private static IntakeServer server;

    @EnableAutoConfiguration
    @Import(IntakeServer.Edge.class)
    @ComponentScan({
        "io.promotionbus.intake",
        "io.promotionbus.feed",
        "io.promotionbus.platform.persistence",
        "io.promotionbus.platform.camel",
        "io.promotionbus.platform.observability",
        "io.promotionbus.platform.web"
    })
    static class Application {}

    @BeforeAll
    static void start() {
        registry = new TestRegistry();
        server = new IntakeServer(
                Application.class,
                Map.of("kargo", KARGO, "lanes", new NotedLanes()),
                "bus.registries.docker.io.url=" + registry.url(),
                "bus.registries.docker.io.username=robot",
                "bus.registries.docker.io.password=secret",
                "bus.intake.attempts=3",
                "bus.intake.missing-attempts=3",
                "bus.feed.siblings=3s",
                "bus.feed.refresh-timeout=5s");
        KARGO.transactions = server.bean(Transactions.class);
        KARGO.listener = server.bean(WatchKargo.class);
    }

    @AfterAll
    static void stop() {
        server.close();
        registry.close();
    }

    @BeforeEach
    void empty() {
        KARGO.reset();
        registry.reset();
        server.audit.entries.clear();
        for (String table :
                List.of("feed_task", "feed_refresh", "feed_artifact", "feed_image", "feed_commit", "feed_gap")) {
            server.jdbc().sql("DELETE FROM " + table).update();
        }
        server.jdbc().sql("DELETE FROM intake_delivery").update();
    }

    @Test
    void createsTheFreightThatKargoWouldBuild() throws Exception {
        KARGO.put(single(null));
        registry.push(API, sha('a'), digest('1'));
        knownCommit(sha('a'));
        UUID delivery = dockerHub(API, sha('a'));
        JsonNode verdict = freight(delivery);
        String expected = FreightId.of(Origin.warehouse("users"), List.of(new Image(API, sha('a'), digest('1'))));
        assertThat(verdict.at("/freights/0/freight").asText()).isEqualTo(expected);
        assertThat(verdict.at("/freights/0/how").asText()).isEqualTo("direct");
        assertThat(verdict.at("/artifacts/0/digest").asText()).isEqualTo(digest('1'));
        assertThat(verdict.at("/artifacts/0/commit").asText()).isEqualTo(sha('a'));
        assertThat(registry.requests)
                .as("no counted pull")
                .containsExactly("HEAD /v2/acme/users-api/manifests/" + sha('a'));
        assertThat(registry.accepts.getFirst())
                .contains(
                        "application/vnd.oci.image.index.v1+json",
                        "application/vnd.docker.distribution.manifest.list.v2+json",
                        "application/vnd.oci.image.manifest.v1+json",
                        "application/vnd.docker.distribution.manifest.v2+json");
        assertThat(server.audit.entries)
                .filteredOn(e -> e.action().equals("freight.created"))
                .singleElement()
                .satisfies(e -> {
                    assertThat(e.freight()).isEqualTo(expected);
                    assertThat(e.delivery()).isEqualTo(delivery);
                    assertThat(e.correlation()).isNotNull();
                });
    }

    @Test
    void makesUpForAWebhookThatNeverCame() throws Exception {
        KARGO.put(single(null));
        server.jdbc().sql("DELETE FROM feed_tag").update();
        server.jdbc().sql("DELETE FROM feed_tag_check").update();
        registry.push(API, sha('a'), digest('1'));
        CompareTags compare = server.bean(CompareTags.class);
        await().atMost(SOON).until(() -> {
            compare.handle();
            return server.jdbc()
                    .sql("SELECT count(*) = 1 FROM feed_tag_check WHERE compared_at IS NOT NULL")
                    .query(Boolean.class)
                    .single();
        });
        registry.push(API, sha('b'), digest('2'));
        knownCommit(sha('b'));
        for (int i = 0; i < 3; i++) {
            server.jdbc()
                    .sql("UPDATE feed_tag_check SET next_check_at = '2000-01-01Z'")
                    .update();
            compare.handle();
        }
        String missed = "source = 'repair' AND convert_from(body, 'UTF8') LIKE '%" + sha('b') + "%'";
        await().atMost(SOON)
                .until(() -> server.jdbc()
                        .sql("SELECT count(*) = 1 FROM intake_delivery WHERE freights <> '[]' AND " + missed)
                        .query(Boolean.class)
                        .single());
        assertThat(server.jdbc()
                        .sql("SELECT count(*) FROM intake_delivery WHERE " + missed)
                        .query(Long.class)
                        .single())
                .as("once, however often it is compared")
                .isEqualTo(1);
        assertThat(KARGO.created)
                .anySatisfy(
                        freight -> assertThat(freight.images()).containsExactly(new Image(API, sha('b'), digest('2'))));
    }

    @Test
    void refreshesOnceAfterSeveralDirectOnes() throws Exception {
        KARGO.put(single(null));
        registry.push(API, sha('a'), digest('a'));
        freight(dockerHub(API, sha('a')));
        // What follows before Kargo was asked would be covered by that one refresh.
        await().atMost(SOON).untilAsserted(() -> assertThat(KARGO.refreshed).hasSize(1));
        for (char c : new char[] {'b', 'c', 'd'}) {
            registry.push(API, sha(c), digest(c));
            freight(dockerHub(API, sha(c)));
        }
        await().during(Duration.ofSeconds(2)).atMost(SOON).until(() -> KARGO.refreshed.size() == 1);
        assertThat(server.jdbc()
                        .sql("SELECT trailing_at = requested_at + interval '60 seconds' FROM feed_refresh")
                        .query(Boolean.class)
                        .single())
                .as("the next one a minute after the last")
                .isTrue();
    }

    @Test
    void waitsForTheSiblingUnderTheSameTag() throws Exception {
        pushPair();
        UUID api = dockerHub(API, sha('a'));
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(read(api).at("/verdict/reason").asText())
                        .startsWith("waiting-for-siblings: acme/users-ui:"));
        assertThat(KARGO.created).isEmpty();
        UUID ui = dockerHub(UI, sha('a'));
        assertThat(freight(api)).isNotNull();
        assertThat(freight(ui)).isNotNull();
        assertThat(KARGO.created)
                .singleElement()
                .satisfies(f -> assertThat(f.images())
                        .containsExactlyInAnyOrder(
                                new Image(API, sha('a'), digest('1')), new Image(UI, sha('a'), digest('2'))));
        assertThat(server.audit.count("freight.created")).isEqualTo(1);
    }

    @Test
    void createsOnceWhatSiblingsAnnounceTogether() throws Exception {
        pushPair();
        UUID api = dockerHub(API, sha('a'));
        freight(dockerHub(UI, sha('a')));
        freight(api);
        KARGO.created.clear();
        KARGO.freights.clear();
        KARGO.creations.set(0);

        WorkTask work = server.bean(WorkTask.class);
        Thread ui = Thread.ofPlatform().unstarted(() -> work.handle(task(UI, digest('2'))));
        KARGO.whileCreating = () -> {
            if (ui.getState() == Thread.State.NEW) {
                ui.start();
                await().atMost(SOON).until(() -> KARGO.creations.get() == 2 || ui.getState() == Thread.State.WAITING);
            }
        };
        TaskOutcome outcome = work.handle(task(API, digest('1'))).outcome();
        ui.join();
        assertThat(outcome).isInstanceOf(TaskOutcome.Became.class);
        assertThat(KARGO.creations).hasValue(1);
    }

    private static FeedTask task(String repository, String digest) {
        Instant now = Instant.now();
        return new FeedTask(
                UUID.randomUUID(),
                FakeKargo.PROJECT,
                "users",
                repository,
                sha('a'),
                digest,
                List.of(UUID.randomUUID()),
                "correlation",
                now,
                now,
                0,
                "claim",
                null,
                null);
    }

    @Test
    void asksKargoWhenTheSiblingDoesNotCome() throws Exception {
        KARGO.put(pair());
        registry.push(API, sha('a'), digest('1'));
        UUID api = dockerHub(API, sha('a'));
        await().atMost(Duration.ofSeconds(40))
                .untilAsserted(() ->
                        assertThat(read(api).at("/verdict/reason").asText()).startsWith("criteria-not-met"));
        assertThat(KARGO.refreshed).isNotEmpty();
        assertThat(KARGO.created).isEmpty();
        // It comes after all.
        registry.push(UI, sha('a'), digest('2'));
        UUID ui = dockerHub(UI, sha('a'));
        freight(ui);
        freight(api);
        assertThat(KARGO.created).hasSize(1);
    }

    @Test
    void makesOneFreightOfAMultiArchitectureStorm() throws Exception {
        KARGO.put(single(null));
        registry.push(API, "1.0.0", digest('1'));
        String post = Payloads.dockerHub(API, "1.0.0");
        UUID first = id(server.sendDockerHub(post));
        for (int i = 0; i < 5; i++) {
            server.sendDockerHub(post);
        }
        UUID fromGitHub = null;
        for (int i = 0; i < 3; i++) {
            fromGitHub = id(server.sendGithub(
                    "registry_package",
                    UUID.randomUUID().toString(),
                    Payloads.registryPackage("docker.io/acme/users-api:1.0.0", "1.0.0", digest('1'))));
        }
        freight(first);
        freight(fromGitHub);
        assertThat(KARGO.created).hasSize(1);
        assertThat(server.audit.count("freight.created")).isEqualTo(1);
        assertThat(server.jdbc()
                        .sql("SELECT count(*) FROM feed_task")
                        .query(Long.class)
                        .single())
                .isEqualTo(1);
    }

    @Test
    void takesTwentyTagsInABurst() throws Exception {
        KARGO.put(single(null));
        for (int i = 0; i < 20; i++) {
            String tag = "%040x".formatted(i);
            registry.push(API, tag, "sha256:" + "%064x".formatted(i));
            dockerHub(API, tag);
        }
        await().atMost(SOON).untilAsserted(() -> assertThat(KARGO.created).hasSize(20));
    }

    @Test
    void goesThroughKargoWhereOnlyKargoKnows() throws Exception {
        KARGO.put(single("imageFrom('acme/users-api').Tag != 'x'"));
        registry.push(API, sha('a'), digest('1'));
        KARGO.onRefresh =
                warehouse -> KARGO.appear(warehouse, List.of(new Image(API, sha('a'), digest('1'))), Instant.now());
        JsonNode verdict = freight(dockerHub(API, sha('a')));
        assertThat(verdict.at("/freights/0/how").asText()).isEqualTo("refresh");
        assertThat(KARGO.created).isEmpty();
        assertThat(KARGO.refreshed).hasSize(1);
    }

    @Test
    void goesThroughKargoWhereAPolicySaysSo() throws Exception {
        KARGO.put(single(null));
        KARGO.feedMode = StagePolicy.FeedMode.Refresh;
        registry.push(API, sha('a'), digest('1'));
        KARGO.onRefresh =
                warehouse -> KARGO.appear(warehouse, List.of(new Image(API, sha('a'), digest('1'))), Instant.now());
        assertThat(freight(dockerHub(API, sha('a'))).at("/freights/0/how").asText())
                .isEqualTo("refresh");
    }

    @Test
    void saysThatKargoDidNotSelectTheTag() throws Exception {
        KARGO.put(single("imageFrom('acme/users-api').Tag != 'x'"));
        registry.push(API, sha('a'), digest('1'));
        UUID delivery = dockerHub(API, sha('a'));
        await().atMost(SOON)
                .untilAsserted(
                        () -> assertThat(read(delivery).at("/verdict/reason").asText())
                                .startsWith("criteria-not-met"));
        // Kargo finds it later, by its own poll.
        KARGO.appear("users", List.of(new Image(API, sha('a'), digest('1'))), Instant.now());
        freight(delivery);
    }

    @Test
    void keepsAMaintenanceReleaseFromOvertaking() throws Exception {
        ImageSubscription semVer = new ImageSubscription(API, "SemVer", null, List.of(), List.of(), null, true);
        KARGO.put(new Warehouse(FakeKargo.PROJECT, "users", true, null, List.of(semVer), true, null, null));
        KARGO.appear("users", List.of(new Image(API, "2.0.0", digest('2'))), Instant.now());
        registry.push(API, "1.9.1", digest('1'));
        UUID delivery = dockerHub(API, "1.9.1");
        await().atMost(SOON)
                .untilAsserted(
                        () -> assertThat(read(delivery).at("/verdict/reason").asText())
                                .contains("did not select it"));
        assertThat(KARGO.created).isEmpty();
    }

    @Test
    void contactsNobodyForWhatNoWarehouseWants() throws Exception {
        KARGO.put(single(null, "^[0-9a-f]{40}$"));
        assertThat(ignored(dockerHub("evil/miner", "1"))).isEqualTo("No Warehouse subscribes to evil/miner");
        assertThat(ignored(dockerHub(API, "latest")))
                .isEqualTo("Warehouse image-promotion/users: the tag does not match allowTagsRegexes ^[0-9a-f]{40}$");
        assertThat(registry.requests).isEmpty();
    }

    @Test
    void getsATokenWithTheConfiguredCredentials() throws Exception {
        KARGO.put(single(null));
        registry.token = true;
        registry.push(API, sha('a'), digest('1'));
        freight(dockerHub(API, sha('a')));
        assertThat(registry.lastTokenQuery).isEqualTo("service=registry.test&scope=repository:acme/users-api:pull");
        assertThat(registry.lastAuthorization).isEqualTo("Basic cm9ib3Q6c2VjcmV0");
        long tokens =
                registry.requests.stream().filter(r -> r.equals("GET /token")).count();
        registry.push(API, sha('b'), digest('2'));
        freight(dockerHub(API, sha('b')));
        assertThat(registry.requests.stream()
                        .filter(r -> r.equals("GET /token"))
                        .count())
                .as("the token is kept")
                .isEqualTo(tokens);
    }

    @Test
    void outlivesRegistryTrouble() throws Exception {
        KARGO.put(single(null));
        registry.push(API, sha('a'), digest('1'));
        registry.status = 429;
        UUID limited = dockerHub(API, sha('a'));
        await().atMost(SOON)
                .untilAsserted(() ->
                        assertThat(read(limited).at("/error/detail").asText()).contains("429"));
        registry.status = 200;
        freight(limited);

        registry.status = 503;
        UUID dead = dockerHub(API, sha('b'));
        JsonNode row = whenIn(dead, "dead");
        assertThat(row.at("/error/slug").asText()).isEqualTo("registry-unreachable");
        assertThat(row.at("/attempts").asInt()).isEqualTo(3);
        registry.status = 200;
        UUID missing = dockerHub(API, sha('c'));
        assertThat(whenIn(missing, "dead").at("/error/slug").asText()).isEqualTo("registry-missing");
        registry.push(API, sha('c'), digest('3'));
        assertThat(server.post("/api/deliveries/" + missing + "/redrive", "operator", "{\"reason\":\"pushed\"}")
                        .statusCode())
                .isEqualTo(202);
        freight(missing);
    }

    @Test
    void doesNotWaitForASilentRegistryForEver() throws Exception {
        KARGO.put(single(null));
        registry.push(API, sha('a'), digest('1'));
        registry.delayMillis = 60_000;
        UUID delivery = dockerHub(API, sha('a'));
        await().atMost(SOON)
                .untilAsserted(() ->
                        assertThat(read(delivery).at("/error/slug").asText()).isEqualTo("registry-unreachable"));
        registry.delayMillis = 0;
        freight(delivery);
    }

    @Test
    void waitsWhileKubernetesIsAwayAndSaysSo() throws Exception {
        KARGO.put(single(null));
        KARGO.away = true;
        registry.push(API, sha('a'), digest('1'));
        UUID delivery = dockerHub(API, sha('a'));
        await().atMost(SOON)
                .untilAsserted(
                        () -> assertThat(read(delivery).at("/verdict/reason").asText())
                                .startsWith("kargo-unreachable"));
        KARGO.away = false;
        assertThat(freight(delivery).at("/freights/0/how").asText()).isEqualTo("direct");
    }

    @Test
    void showsWhyKargoRefusedTheFreight() throws Exception {
        KARGO.put(single(null));
        KARGO.refusal = "no artifact found for subscription";
        registry.push(API, sha('a'), digest('1'));
        UUID delivery = dockerHub(API, sha('a'));
        await().atMost(SOON)
                .untilAsserted(
                        () -> assertThat(read(delivery).at("/verdict/reason").asText())
                                .isEqualTo("Kargo refused the Freight (422): no artifact found for subscription"));
    }

    @Test
    void knowsTheNewestByTheCommitsOfTheDefaultBranch() throws Exception {
        KARGO.put(single(null));
        push(sha('0'), sha('a'));
        push(sha('a'), sha('b'));
        push(sha('b'), sha('c'));
        registry.push(API, sha('c'), digest('3'));
        registry.push(API, sha('a'), digest('1'));
        String newer =
                freight(dockerHub(API, sha('c'))).at("/freights/0/freight").asText();
        // Announced later, but made before.
        String older =
                freight(dockerHub(API, sha('a'))).at("/freights/0/freight").asText();
        Newness newness = server.bean(Newness.class);
        Newness.Comparison back = newness.compare(FakeKargo.PROJECT, older, newer);
        assertThat(back.verdict()).isEqualTo(Newness.Verdict.OLDER);
        assertThat(back.basis()).isEqualTo("ancestry");
        assertThat(newness.compare(FakeKargo.PROJECT, newer, older).verdict()).isEqualTo(Newness.Verdict.NEWER);
        assertThat(newness.compare(FakeKargo.PROJECT, newer, newer).basis()).isEqualTo("same");
        assertThat(discoveredAt(older)).as("Kargo's order agrees").isBefore(discoveredAt(newer));
        assertThat(registry.requests).as("known commits cost no pull").allMatch(r -> r.startsWith("HEAD"));
    }

    @Test
    void knowsTheNewestByTheImagesWhenTheCommitsAreUnknown() throws Exception {
        KARGO.put(single(null));
        registry.push(API, "new", digest('2'));
        registry.describe(API, digest('2'), "2026-11-20T10:00:00Z");
        String newer = freight(dockerHub(API, "new")).at("/freights/0/freight").asText();
        registry.push(API, "old", digest('1'));
        registry.describe(API, digest('1'), "2026-11-01T10:00:00.123Z");
        String older = freight(dockerHub(API, "old")).at("/freights/0/freight").asText();
        Newness.Comparison comparison = server.bean(Newness.class).compare(FakeKargo.PROJECT, older, newer);
        assertThat(comparison.verdict()).isEqualTo(Newness.Verdict.OLDER);
        assertThat(comparison.basis()).isEqualTo("image-time");
        assertThat(discoveredAt(older)).isBefore(discoveredAt(newer));
    }

    @Test
    void readsTheTimeOfWhatRunsWhenTheCommitOfTheLateOneNeverCame() throws Exception {
        KARGO.put(single(null));
        push(sha('0'), sha('a'));
        String newer = freightBuiltAt("2026-11-20T10:00:00Z", sha('a'), digest('2'));
        assertThat(registry.requests).as("its commit says enough").allMatch(r -> r.startsWith("HEAD"));
        String older = freightBuiltAt("2026-11-01T10:00:00Z", sha('e'), digest('1'));
        Newness.Comparison comparison = server.bean(Newness.class).compare(FakeKargo.PROJECT, older, newer);
        assertThat(comparison.basis()).isEqualTo("image-time");
        assertThat(comparison.verdict()).isEqualTo(Newness.Verdict.OLDER);
        assertThat(discoveredAt(older)).isBefore(discoveredAt(newer));
    }

    @Test
    void readsTheTimesWhileTheDefaultBranchHasAGap() throws Exception {
        KARGO.put(single(null));
        push(sha('0'), sha('a'));
        // What lies between was never delivered.
        push(sha('c'), sha('d'));
        String newer = freightBuiltAt("2026-11-20T10:00:00Z", sha('d'), digest('2'));
        String older = freightBuiltAt("2026-11-01T10:00:00Z", sha('a'), digest('1'));
        Newness.Comparison comparison = server.bean(Newness.class).compare(FakeKargo.PROJECT, older, newer);
        assertThat(comparison.basis()).isEqualTo("image-time");
        assertThat(comparison.verdict()).isEqualTo(Newness.Verdict.OLDER);
    }

    @Test
    void fallsBackToTheFirstReceipt() throws Exception {
        KARGO.put(single(null));
        registry.push(API, "first", digest('1'));
        registry.push(API, "second", digest('2'));
        String first =
                freight(dockerHub(API, "first")).at("/freights/0/freight").asText();
        String second =
                freight(dockerHub(API, "second")).at("/freights/0/freight").asText();
        Newness.Comparison comparison = server.bean(Newness.class).compare(FakeKargo.PROJECT, first, second);
        assertThat(comparison.verdict()).isEqualTo(Newness.Verdict.OLDER);
        assertThat(comparison.basis()).isEqualTo("receipt");
    }

    @Test
    void makesFreightOfEachDigestWhenATagMoves() throws Exception {
        KARGO.put(single(null));
        registry.push(API, "moving", digest('1'));
        freight(dockerHub(API, "moving"));
        registry.push(API, "moving", digest('2'));
        UUID again = id(server.sendGithub(
                "registry_package",
                UUID.randomUUID().toString(),
                Payloads.registryPackage("docker.io/acme/users-api:moving", "moving", digest('2'))));
        freight(again);
        assertThat(KARGO.created)
                .extracting(f -> f.images().getFirst().digest())
                .containsExactly(digest('1'), digest('2'));
    }

    @Test
    void waitsForTheFirstLookAtTheCluster() throws Exception {
        registry.push(API, sha('a'), digest('1'));
        UUID delivery = dockerHub(API, sha('a'));
        await().atMost(SOON)
                .untilAsserted(
                        () -> assertThat(read(delivery).at("/error/detail").asText())
                                .contains("No Warehouse has been observed"));
        KARGO.put(single(null));
        freight(delivery);
    }

    /** The Freight of an image that says when it was built, once it was announced. */
    private static String freightBuiltAt(String created, String tag, String digest) throws Exception {
        registry.push(API, tag, digest);
        registry.describe(API, digest, created);
        return freight(dockerHub(API, tag)).at("/freights/0/freight").asText();
    }

    private static Instant discoveredAt(String freight) {
        Freight found = KARGO.freights.get(freight);
        return found.discoveredAt();
    }

    private static void knownCommit(String sha) throws Exception {
        push(sha('0'), sha);
    }

    private static void push(String before, String after) throws Exception {
        whenIn(
                id(server.sendGithub("push", UUID.randomUUID().toString(), Payloads.push("main", before, after))),
                "done");
    }

    private static Warehouse single(String criteria, String... allow) {
        ImageSubscription image =
                new ImageSubscription(API, "NewestBuild", null, List.of(allow), List.of(), null, true);
        return new Warehouse(FakeKargo.PROJECT, "users", true, criteria, List.of(image), true, null, null);
    }

    /** Both siblings are in the registry, and nobody has said so yet. */
    private static void pushPair() {
        KARGO.put(pair());
        registry.push(API, sha('a'), digest('1'));
        registry.push(UI, sha('a'), digest('2'));
    }

    private static Warehouse pair() {
        return new Warehouse(
                FakeKargo.PROJECT,
                "users",
                true,
                "imageFrom('acme/users-api').Tag == imageFrom('acme/users-ui').Tag",
                List.of(
                        new ImageSubscription(API, "NewestBuild", null, List.of(), List.of(), null, true),
                        new ImageSubscription(UI, "NewestBuild", null, List.of(), List.of(), null, true)),
                true,
                null,
                null);
    }

    private static String sha(char c) {
        return String.valueOf(c).repeat(40);
    }

    private static String digest(char c) {
        return "sha256:" + String.valueOf(c).repeat(64);
    }

    private static UUID dockerHub(String repository, String tag) throws Exception {
        return id(server.sendDockerHub(Payloads.dockerHub(repository, tag)));
    }

    private static UUID id(HttpResponse<String> answer) throws Exception {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        return UUID.fromString(JSON.readTree(answer.body()).get("delivery").asText());
    }

    private static String ignored(UUID delivery) throws Exception {
        JsonNode row = whenIn(delivery, "done");
        assertThat(row.at("/verdict/kind").asText()).isEqualTo("ignored");
        return row.at("/verdict/reason").asText();
    }

    private static JsonNode freight(UUID delivery) throws Exception {
        await().atMost(SOON)
                .untilAsserted(
                        () -> assertThat(read(delivery).at("/verdict/freights")).isNotEmpty());
        return read(delivery).get("verdict");
    }

    private static JsonNode whenIn(UUID delivery, String status) throws Exception {
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(server.status(delivery)).isEqualTo(status));
        return read(delivery);
    }

    private static JsonNode read(UUID delivery) throws Exception {
        return JSON.readTree(
                server.get("/api/deliveries/" + delivery, "auditor").body());
    }
}
