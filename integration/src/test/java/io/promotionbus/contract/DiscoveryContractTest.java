package io.promotionbus.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Discovery and the refresh protocol")
class DiscoveryContractTest extends Contract {

    private final ContractCluster.Levers levers = levers("the registry must be moved by the test");
    private final TestProject project = TestProject.create(cluster);
    private final String api = "acme/" + UUID.randomUUID().toString().substring(0, 8) + "-api";
    private final String ui = "acme/" + UUID.randomUUID().toString().substring(0, 8) + "-ui";

    @AfterEach
    void repairRegistry() {
        levers.registry().fail(null);
    }

    private void push(String repository, String tag, int second) {
        levers.registry()
                .push(
                        repository,
                        tag,
                        TestProject.digest(repository + tag),
                        Instant.parse("2026-01-01T00:00:00Z").plusSeconds(second));
    }

    private void warehouse(String image) {
        warehouse("Automatic", "", image);
    }

    private void warehouse(String policy, String criteria, String... images) {
        project.warehouseSpec(
                "shop",
                "{\"interval\":\"1h\",\"freightCreationPolicy\":\"" + policy + "\"," + criteria
                        + "\"subscriptions\":[{\"image\":" + String.join("},{\"image\":", images) + "}]}");
        settled();
    }

    private static String image(String repository, String more) {
        return "{\"repoURL\":\"" + repository + "\"" + more + "}";
    }

    private static String newestBuild(String repository) {
        return image(repository, ",\"imageSelectionStrategy\":\"NewestBuild\"");
    }

    private JsonNode settled() {
        return await(
                "discovered",
                () -> project.get("warehouses", "shop").path("status"),
                status -> status.path("conditions").findValuesAsText("type").contains("Ready")
                        && !status.path("conditions").findValuesAsText("type").contains("Reconciling"));
    }

    private JsonNode refresh() {
        String token = UUID.randomUUID().toString();
        project.annotate("warehouses", "shop", "kargo.akuity.io/refresh", token);
        return await(
                "handled",
                () -> project.get("warehouses", "shop").path("status"),
                status -> status.path("lastHandledRefresh").asText().equals(token));
    }

    private List<String> tags() {
        return project.list("freights").path("items").findValuesAsText("tag");
    }

    private static String reason(JsonNode status, String type) {
        for (JsonNode condition : status.path("conditions")) {
            if (condition.path("type").asText().equals(type)) {
                return condition.path("status").asText() + "/"
                        + condition.path("reason").asText();
            }
        }
        return "absent";
    }

    @Test
    @DisplayName("a new token starts a pass; it is echoed when the pass has ended, with the Freight already there")
    void refreshMakesFreight() {
        push(api, "1.0.0", 1);
        warehouse(image(api, ""));
        push(api, "1.1.0", 2);
        JsonNode status = refresh();
        assertThat(tags()).contains("1.1.0");
        assertThat(reason(status, "FreightCreated")).isEqualTo("True/NewFreight");
        assertThat(reason(status, "Ready")).isEqualTo("True/ArtifactsDiscovered");
        assertThat(reason(status, "Healthy")).isEqualTo("True/ReconciliationSucceeded");
        JsonNode newest = status.path("discoveredArtifacts")
                .path("images")
                .get(0)
                .path("references")
                .get(0);
        assertThat(newest.path("tag").asText()).isEqualTo("1.1.0");
        assertThat(newest.path("digest").asText()).startsWith("sha256:");
    }

    @Test
    @DisplayName("the same token again starts nothing")
    void sameTokenDoesNothing() {
        push(api, "1.0.0", 1);
        warehouse(image(api, ""));
        refresh();
        String token = project.get("warehouses", "shop")
                .path("status")
                .path("lastHandledRefresh")
                .asText();
        int before = levers.registry().listings(api);
        project.annotate("warehouses", "shop", "kargo.akuity.io/refresh", token);
        stays(
                "no listing",
                () -> project.get("warehouses", "shop"),
                x -> levers.registry().listings(api) == before);
    }

    @Test
    @DisplayName("a token that is overwritten before its pass begins is never echoed")
    void overwrittenTokenIsLost() {
        push(api, "1.0.0", 1);
        warehouse(image(api, ""));
        for (int i = 0; i < 5; i++) {
            project.annotate("warehouses", "shop", "kargo.akuity.io/refresh", "burst-" + i);
        }
        await(
                "last token",
                () -> project.get("warehouses", "shop").path("status"),
                status -> status.path("lastHandledRefresh").asText().equals("burst-4"));
    }

    @Test
    @DisplayName("a pass that fails echoes its token too; only the conditions tell")
    void failureIsEchoed() {
        push(api, "1.0.0", 1);
        warehouse(image(api, ""));
        levers.registry().fail("the registry is away");
        JsonNode status = refresh();
        assertThat(reason(status, "Healthy")).isEqualTo("False/DiscoveryFailed");
        assertThat(reason(status, "Ready")).isEqualTo("False/DiscoveryFailure");
        levers.registry().fail(null);
        await(
                "recovers by itself",
                () -> project.get("warehouses", "shop").path("status"),
                found -> reason(found, "Healthy").equals("True/ReconciliationSucceeded"));
    }

    @Test
    @DisplayName("of several tags pushed between two passes only the newest becomes Freight")
    void onlyNewestBecomesFreight() {
        push(api, "a", 1);
        warehouse(newestBuild(api));
        push(api, "b", 2);
        push(api, "c", 3);
        refresh();
        assertThat(tags()).containsExactlyInAnyOrder("a", "c");
    }

    @Test
    @DisplayName("Freight made directly is not made again: AlreadyExists, and lastFreightID is then not its name")
    void recognisesDirectFreight() throws Exception {
        push(api, "a", 1);
        warehouse(newestBuild(api));
        push(api, "b", 2);
        var freight = project.freightOf("shop", api, "b");
        ((com.fasterxml.jackson.databind.node.ObjectNode) freight.path("images").get(0))
                .put("digest", TestProject.digest(api + "b"));
        String name = TestProject.expect(201, cluster.post(project.path("freights"), freight))
                .path("metadata")
                .path("name")
                .asText();
        JsonNode status = refresh();
        assertThat(reason(status, "FreightCreated")).isEqualTo("False/AlreadyExists");
        assertThat(tags()).containsExactlyInAnyOrder("a", "b");
        String parts = api + ":b@" + TestProject.digest(api + "b");
        byte[] hash = MessageDigest.getInstance("SHA-1").digest(("/:" + parts).getBytes(StandardCharsets.UTF_8));
        assertThat(status.path("lastFreightID").asText())
                .isEqualTo(HexFormat.of().formatHex(hash))
                .isNotEqualTo(name);
    }

    @Test
    @DisplayName("lastFreightID is right when the pass itself made the Freight")
    void lastFreightIdOfNewFreight() {
        push(api, "a", 1);
        warehouse(newestBuild(api));
        String id = settled().path("lastFreightID").asText();
        assertThat(project.get("freights", id).path("images").get(0).path("tag").asText())
                .isEqualTo("a");
    }

    @Test
    @DisplayName("criteria of equal tags: no Freight while the newest tags differ, Freight once they are equal")
    void criteria() {
        push(api, "a", 1);
        push(ui, "a", 1);
        String criteria = "\"freightCreationCriteria\":{\"expression\":\"imageFrom('" + api + "').Tag == imageFrom('"
                + ui + "').Tag\"},";
        warehouse("Automatic", criteria, newestBuild(api), newestBuild(ui));
        push(api, "b", 2);
        JsonNode status = refresh();
        assertThat(reason(status, "FreightCreationCriteriaSatisfied")).isEqualTo("False/CriteriaNotSatisfied");
        assertThat(tags()).containsOnly("a");
        push(ui, "b", 3);
        assertThat(reason(refresh(), "FreightCreationCriteriaSatisfied")).isEqualTo("True/CriteriaSatisfied");
        assertThat(tags()).contains("b");
    }

    @Test
    @DisplayName("policy Manual: discovered, but no Freight")
    void manualPolicy() {
        push(api, "a", 1);
        warehouse("Manual", "", newestBuild(api));
        assertThat(settled().path("discoveredArtifacts").path("images").get(0).path("references"))
                .hasSize(1);
        assertThat(tags()).isEmpty();
    }

    @Test
    @DisplayName("nothing to select: the Warehouse is not Ready and says which repository")
    void nothingToSelect() {
        warehouse(newestBuild(api));
        JsonNode status = settled();
        assertThat(reason(status, "Ready")).isEqualTo("False/MissingImageReferences");
        assertThat(status.path("conditions").findValuesAsText("message"))
                .contains("No references discovered for image repository \"" + api + "\"");
    }

    @Test
    @DisplayName("SemVer: highest version in the constraint, other tags ignored; defaults are filled in")
    void semver() {
        for (String tag : List.of("1.2.0", "v1.10.0", "2.0.0", "1.2", "latest", "1.11.0-rc.1")) {
            push(api, tag, 1);
        }
        warehouse(image(api, ",\"constraint\":\">=1.0.0 <2.0.0\""));
        assertThat(references()).containsExactly("v1.10.0", "1.2.0");
        JsonNode subscription = project.get("warehouses", "shop")
                .path("spec")
                .path("subscriptions")
                .get(0)
                .path("image");
        assertThat(subscription.path("imageSelectionStrategy").asText()).isEqualTo("SemVer");
        assertThat(subscription.path("strictSemvers").asBoolean()).isTrue();
        assertThat(subscription.path("discoveryLimit").asInt()).isEqualTo(20);
    }

    private List<String> references() {
        return settled().path("discoveredArtifacts").path("images").get(0).findValuesAsText("tag");
    }

    @Test
    @DisplayName("Lexical: last in the alphabet first, allow and ignore expressions applied")
    void lexical() {
        for (String tag : List.of("2026-01", "2026-03", "2026-02", "nightly", "2026-04-bad")) {
            push(api, tag, 1);
        }
        warehouse(
                image(
                        api,
                        ",\"imageSelectionStrategy\":\"Lexical\",\"allowTagsRegexes\":[\"^2026\"],\"ignoreTagsRegexes\":[\"bad$\"]"));
        assertThat(references()).containsExactly("2026-03", "2026-02", "2026-01");
    }

    @Test
    @DisplayName("NewestBuild: by creation time, ties by tag, at most discoveryLimit")
    void newestBuild() {
        push(api, "x", 5);
        push(api, "a", 9);
        push(api, "b", 9);
        push(api, "y", 1);
        warehouse(image(api, ",\"imageSelectionStrategy\":\"NewestBuild\",\"discoveryLimit\":3"));
        assertThat(references()).containsExactly("b", "a", "x");
    }

    @Test
    @DisplayName("Digest: the one tag of the constraint; a moved tag is new Freight")
    void digest() {
        push(api, "latest", 1);
        push(api, "other", 2);
        warehouse(image(api, ",\"imageSelectionStrategy\":\"Digest\",\"constraint\":\"latest\""));
        assertThat(references()).containsExactly("latest");
        levers.registry().push(api, "latest", TestProject.digest("moved"), Instant.now());
        refresh();
        assertThat(project.list("freights").path("items")).hasSize(2);
    }

    @Test
    @DisplayName("the withdrawn allowTags makes discovery fail")
    void allowTagsFails() {
        push(api, "a", 1);
        project.warehouseSpec("shop", "{\"subscriptions\":[{\"image\":" + image(api, ",\"allowTags\":\"^a\"") + "}]}");
        await(
                "failed",
                () -> project.get("warehouses", "shop").path("status"),
                status -> reason(status, "Healthy").equals("False/DiscoveryFailed"));
    }

    @Test
    @DisplayName("without any refresh a Warehouse looks again when its interval has passed")
    void polls() {
        push(api, "a", 1);
        warehouse(newestBuild(api));
        push(api, "b", 2);
        stays("not yet", () -> project.list("freights").path("items"), items -> items.size() == 1);
        levers.clock().advance(Duration.ofMinutes(61));
        await("polled", () -> project.list("freights").path("items"), items -> items.size() == 2);
    }

    @Test
    @DisplayName("a changed spec starts a pass by itself; an invalid one is refused")
    void specChange() {
        push(api, "a", 1);
        push(api, "b", 2);
        warehouse(image(api, ",\"imageSelectionStrategy\":\"NewestBuild\",\"ignoreTagsRegexes\":[\"b\"]"));
        assertThat(tags()).containsExactly("a");
        TestProject.expect(
                200,
                cluster.merge(
                        project.path("warehouses", "shop"),
                        TestProject.json("{\"spec\":{\"subscriptions\":[{\"image\":" + newestBuild(api) + "}]}}")));
        await("found b", () -> project.list("freights").path("items"), items -> items.size() == 2);
        assertThat(cluster.merge(
                                project.path("warehouses", "shop"),
                                TestProject.json("{\"spec\":{\"subscriptions\":[{\"image\":"
                                        + image("not a repository!", "") + "}]}}"))
                        .code())
                .isEqualTo(422);
    }
}
