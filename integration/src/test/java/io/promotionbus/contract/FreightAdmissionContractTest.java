package io.promotionbus.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.promotionbus.contract.ContractCluster.Reply;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Freight admission")
class FreightAdmissionContractTest extends Contract {

    private static final String API = "example/users-api";
    private static final String UI = "example/users-ui";
    private static final String DIGEST = "sha256:" + "0123456789abcdef".repeat(4);

    private final TestProject project = TestProject.create(cluster);

    private ObjectNode shopFreight(String tag) {
        return project.freightOf("shop", API, tag);
    }

    private JsonNode create(ObjectNode freight) {
        return TestProject.expect(201, cluster.post(project.path("freights"), freight));
    }

    private static String name(JsonNode object) {
        return object.path("metadata").path("name").asText();
    }

    private Reply refused(ObjectNode freight) {
        Reply reply = cluster.post(project.path("freights"), freight);
        assertThat(reply.code()).isEqualTo(422);
        assertThat(reply.message())
                .startsWith(
                        "admission webhook \"freight.kargo.akuity.io\" denied the request: Freight.kargo.akuity.io");
        return reply;
    }

    @Test
    @DisplayName("the name becomes the hash of origin and artifacts (published example, one image)")
    void computesIdOfOneImage() {
        project.warehouse("shop", API);
        ObjectNode freight = shopFreight("1.4.2");
        ((ObjectNode) freight.path("images").get(0)).put("digest", DIGEST);
        freight.withObjectProperty("metadata").put("name", "my-name");
        assertThat(name(create(freight))).isEqualTo("f0cdb3ed2657e0f698764916f29eed4fe4e8c252");
    }

    @Test
    @DisplayName("the name becomes the hash of origin and artifacts (published example, image and commit)")
    void computesIdOfImageAndCommit() {
        project.warehouseSpec(
                "shop",
                "{\"freightCreationPolicy\":\"Manual\",\"interval\":\"24h\",\"subscriptions\":[{\"image\":{\"repoURL\":\""
                        + API + "\"}},{\"git\":{\"repoURL\":\"https://github.com/example/users-api\"}}]}");
        ObjectNode freight = shopFreight("1.4.2");
        ((ObjectNode) freight.path("images").get(0)).put("digest", DIGEST);
        freight.putArray("commits")
                .addObject()
                .put("repoURL", "https://github.com/example/users-api.git")
                .put("id", "0000000000000000000000000000000000000001");
        assertThat(name(create(freight))).isEqualTo("83bab5d30bca80906905547da369b8efd555d8e6");
    }

    @Test
    @DisplayName("with two images the order in the body does not matter, differing tags are accepted")
    void ordersImages() throws Exception {
        project.warehouse("users", API, UI);
        ObjectNode freight = project.freightOf("users", UI, "b", API, "a");
        String parts = API + ":a@" + TestProject.digest(API + ":a") + "|" + UI + ":b@" + TestProject.digest(UI + ":b");
        byte[] hash = MessageDigest.getInstance("SHA-1")
                .digest(("Warehouse/users:" + parts).getBytes(StandardCharsets.UTF_8));
        assertThat(name(create(freight))).isEqualTo(HexFormat.of().formatHex(hash));
        assertThat(cluster.post(project.path("freights"), project.freightOf("users", API, "a", UI, "b"))
                        .code())
                .as("the other way round is the same Freight")
                .isEqualTo(409);
    }

    @Test
    @DisplayName("an alias is made up if none is sent, kept if one is, and copied to the label")
    void handlesAlias() {
        project.warehouse("shop", API);
        JsonNode made = create(shopFreight("1.0.0"));
        assertThat(made.path("alias").asText()).isNotEmpty();
        assertThat(made.path("metadata").path("labels").path("kargo.akuity.io/alias"))
                .isEqualTo(made.path("alias"));
        JsonNode kept = create(shopFreight("1.0.1").put("alias", "my-alias"));
        assertThat(kept.path("metadata")
                        .path("labels")
                        .path("kargo.akuity.io/alias")
                        .asText())
                .isEqualTo("my-alias");
    }

    @Test
    @DisplayName("discoveredAt is set if absent, kept if sent (also in the past), and may be changed")
    void handlesDiscoveredAt() {
        project.warehouse("shop", API);
        assertThat(create(shopFreight("1.0.0")).path("discoveredAt").asText()).isNotEmpty();
        JsonNode given = create(shopFreight("1.0.1").put("discoveredAt", "2020-01-02T03:04:05Z"));
        assertThat(given.path("discoveredAt").asText()).isEqualTo("2020-01-02T03:04:05Z");
        JsonNode changed = TestProject.expect(
                200,
                cluster.merge(
                        project.path("freights", name(given)),
                        TestProject.json("{\"discoveredAt\":\"2021-01-01T00:00:00Z\"}")));
        assertThat(changed.path("discoveredAt").asText()).isEqualTo("2021-01-01T00:00:00Z");
    }

    @Test
    @DisplayName("409 AlreadyExists: the same Freight again without alias")
    void refusesRepeat() {
        project.warehouse("shop", API);
        String name = name(create(shopFreight("1.0.0")));
        Reply reply = cluster.post(project.path("freights"), shopFreight("1.0.0"));
        assertThat(reply.code()).isEqualTo(409);
        assertThat(reply.body().path("reason").asText()).isEqualTo("AlreadyExists");
        assertThat(reply.message()).isEqualTo("freights.kargo.akuity.io \"" + name + "\" already exists");
    }

    @Test
    @DisplayName("422, not 409: the same Freight again with its alias, or an alias of other Freight")
    void refusesAliasAgain() {
        project.warehouse("shop", API);
        create(shopFreight("1.0.0").put("alias", "taken"));
        for (String tag : new String[] {"1.0.0", "1.0.1"}) {
            assertThat(refused(shopFreight(tag).put("alias", "taken")).message())
                    .contains("alias already used by another piece of Freight in namespace");
        }
    }

    @Test
    @DisplayName("422: unknown Warehouse")
    void refusesUnknownWarehouse() {
        assertThat(refused(project.freightOf("nope", API, "1.0.0")).message())
                .endsWith("warehouse: Invalid value: \"nope\": warehouse does not exist");
    }

    @Test
    @DisplayName("422: an image no subscription names, and the one that is then missing, both named")
    void refusesForeignImage() {
        project.warehouse("shop", API);
        Reply reply = refused(project.freightOf("shop", "example/other", "1.0.0"));
        assertThat(reply.message())
                .contains("no subscription found for image repository in Warehouse \"shop\"")
                .contains("images: Invalid value: null: no artifact found for subscription \"" + API
                        + "\" of Warehouse \"shop\"");
        assertThat(reply.body().path("details").path("causes")).hasSize(2);
    }

    @Test
    @DisplayName("422: one of two subscribed images is missing, or one is there twice")
    void refusesMissingAndDoubleImage() {
        project.warehouse("users", API, UI);
        assertThat(refused(project.freightOf("users", API, "1")).message())
                .contains("no artifact found for subscription \"" + UI + "\"");
        assertThat(refused(project.freightOf("users", API, "1", UI, "1", API, "2"))
                        .message())
                .contains("multiple artifacts found for subscription \"" + API + "\"");
    }

    @Test
    @DisplayName("422: the image's repository must be written exactly as in the Warehouse")
    void comparesRepositoriesLiterally() {
        project.warehouse("shop", API);
        refused(project.freightOf("shop", "docker.io/" + API, "1.0.0"));
    }

    @Test
    @DisplayName("tags the Warehouse would not select are accepted")
    void doesNotCheckTags() {
        project.warehouseSpec(
                "shop",
                "{\"freightCreationPolicy\":\"Manual\",\"interval\":\"24h\",\"subscriptions\":[{\"image\":{\"repoURL\":\""
                        + API + "\",\"allowTagsRegexes\":[\"^v\"]}}]}");
        create(shopFreight("something-else"));
    }

    @Test
    @DisplayName("a missing digest is accepted (so never send one)")
    void acceptsMissingDigest() {
        project.warehouse("shop", API);
        ObjectNode freight = shopFreight("1.0.0");
        ((ObjectNode) freight.path("images").get(0)).remove("digest");
        create(freight);
    }

    @Test
    @DisplayName("422: artifacts and origin are immutable")
    void isImmutable() {
        project.warehouse("shop", API);
        String path = project.path("freights", name(create(shopFreight("1.0.0"))));
        for (String patch : new String[] {
            "{\"images\":[{\"repoURL\":\"" + API + "\",\"tag\":\"2\",\"digest\":\"" + DIGEST + "\"}]}",
            "{\"origin\":{\"name\":\"other\"}}"
        }) {
            Reply reply = cluster.merge(path, TestProject.json(patch));
            assertThat(reply.code()).isEqualTo(422);
            assertThat(reply.message()).contains("Freight is immutable");
        }
    }

    @Test
    @DisplayName("403: Freight that a Stage uses cannot be deleted; other Freight can")
    void protectsFreightInUse() {
        TestProject shop = TestProject.simple(cluster);
        String used = shop.freight("1.0.0");
        String unused = shop.freight("1.0.1");
        shop.promoteAndVerify("dev", used);
        Reply reply = cluster.delete(shop.path("freights", used));
        assertThat(reply.code()).isEqualTo(403);
        assertThat(reply.message()).contains("freight is in-use by stages (\"dev\")");
        TestProject.expect(200, cluster.delete(shop.path("freights", unused)));
    }

    @Test
    @DisplayName("whoever may patch freights/status can approve Freight for a Stage; the webhook asks nothing more")
    void approvalNeedsOnlyRbac() {
        TestProject shop = TestProject.simple(cluster);
        Grants.bus(cluster, shop, "promote");
        String freight = shop.freight("1.0.0");
        Reply reply = cluster.send(
                cluster.as(ContractCluster.BUS),
                "PATCH",
                shop.path("freights", freight) + "/status",
                "application/merge-patch+json",
                TestProject.json("{\"status\":{\"approvedFor\":{\"stg\":{\"approvedAt\":\"2026-01-01T00:00:00Z\"}}}}"));
        assertThat(reply.code()).isEqualTo(200);
        assertThat(shop.promote("stg", freight)).startsWith("stg.");
    }
}
