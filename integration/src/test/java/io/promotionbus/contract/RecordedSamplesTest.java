package io.promotionbus.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.promotionbus.contract.ContractCluster.Reply;
import io.promotionbus.sandbox.cluster.schema.RepositoryFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Answers recorded on a real cluster, where they are at hand: {@code -Dcontract.samples=<folder>}. */
@DisplayName("The same words as recorded on a real cluster")
class RecordedSamplesTest extends Contract {

    private final TestProject project = TestProject.simple(cluster);

    private Path samples() {
        String given = System.getProperty("contract.samples", "");
        Optional<Path> found = given.isEmpty()
                ? RepositoryFiles.find("shared/data/kargo-samples")
                : Optional.of(Path.of(given)).filter(Files::exists);
        if (found.isEmpty()) {
            skip("no folder of recorded samples");
        }
        return found.orElseThrow();
    }

    private JsonNode sample(String name) throws IOException {
        return ContractCluster.JSON.readTree(samples().resolve(name).toFile());
    }

    private void compare(String name, Reply reply) throws IOException {
        JsonNode sample = sample("errors/" + name + ".json");
        assertThat(reply.code()).as(name).isEqualTo(sample.path("httpStatus").asInt());
        assertThat(neutral(reply.body())).as(name).isEqualTo(neutral(sample.path("body")));
    }

    /** Names, hashes and digests differ from run to run. */
    private static String neutral(JsonNode body) {
        return body.toPrettyString()
                .replaceAll("(dev|stg|prod)\\.[0-9a-z]{26}\\.[0-9a-f]{7}", "STAGE.ULID.HASH")
                .replaceAll("sha256:[0-9a-f]+", "sha256:DIGEST")
                .replaceAll("[0-9a-f]{40}", "FREIGHT")
                .replaceAll("promo-[a-z0-9]{5}", "promo-RANDOM")
                .replaceAll("contract-[0-9a-f]{8}|(?<=namespace \\\\\")demo", "PROJECT")
                .replaceAll("127\\.0\\.0\\.1:5000/(demo|other)/app|example/(users-api|other)", "IMAGE")
                .replaceAll("Warehouse \\\\\"(app|shop)\\\\\"", "Warehouse WAREHOUSE")
                .replaceAll("stages \\(\\\\\"(dev|stg)\\\\\"\\)", "stages STAGE")
                .replaceAll("Stage \\\\\"(dev|stg)\\\\\"", "Stage STAGE")
                .replaceAll("system:serviceaccount:demo:[a-z-]+|someone", "SUBJECT");
    }

    private Reply create(ObjectNode freight) {
        return cluster.post(project.path("freights"), freight);
    }

    private ObjectNode freight(String warehouse, String image) {
        ObjectNode freight = project.freightOf(warehouse, image, "1.0.0");
        ((ObjectNode) freight.path("images").get(0)).put("digest", "sha256:" + "0".repeat(63));
        return freight;
    }

    @Test
    @DisplayName("Freight: duplicate, other repository, unknown Warehouse, in use")
    void freightErrors() throws IOException {
        samples();
        create(project.freightOf("shop", TestProject.IMAGE, "1"));
        compare("freight-duplicate", create(project.freightOf("shop", TestProject.IMAGE, "1")));
        compare("freight-other-repo", create(freight("shop", "example/other")));
        compare("freight-unknown-warehouse", create(freight("nope", TestProject.IMAGE)));
        String used = project.freight("2");
        project.promoteAndVerify("dev", used);
        compare("freight-delete-in-use", cluster.delete(project.path("freights", used)));
    }

    @Test
    @DisplayName("Promotions: not available, neither Freight nor origin, unknown Stage")
    void promotionErrors() throws IOException {
        samples();
        String freight = project.freight("1");
        compare("freight-not-available", cluster.post(project.path("promotions"), project.promotionOf("stg", freight)));
        compare("no-freight-no-origin", cluster.post(project.path("promotions"), project.promotionOf("dev", null)));
        compare("unknown-stage", cluster.post(project.path("promotions"), project.promotionOf("nope", freight)));
    }

    @Test
    @DisplayName("Promotions: without the verb promote, without RBAC")
    void permissionErrors() throws IOException {
        samples();
        Grants.user(cluster, project, "someone", "create");
        ObjectNode promotion = project.promotionOf("dev", project.freight("1"));
        compare("no-promote-verb-create", project.post(cluster.as("someone"), "promotions", promotion));
        TestProject other = TestProject.simple(cluster);
        compare("no-create-rbac", other.post(cluster.as("someone"), "promotions", other.promotionOf("dev", "x")));
    }

    @Test
    @DisplayName("objects have the members recorded ones have")
    void members() throws IOException {
        samples();
        String freight = project.freight("1");
        project.promoteAndVerify("dev", freight);
        JsonNode stage = await(
                "ready",
                () -> project.get("stages", "dev"),
                found -> found.path("status").path("conditions").size() == 3
                        && found.path("status").path("health").has("status"));
        assertThat(members(stage)).containsAll(without(members(sample("plain/stages-prod.json")), "autoPromotion"));
        JsonNode promotion = project.list("promotions").path("items").get(0);
        assertThat(members(promotion)).containsAll(without(members(sample("plain/promotion-prod.json")), "retry"));
        assertThat(members(project.get("freights", freight)))
                .containsAll(without(members(sample("plain/freight.json")), "status"));
    }

    /** Members of the object, its metadata and its status. */
    private static Set<String> members(JsonNode object) {
        Set<String> names = new TreeSet<>();
        object.fieldNames().forEachRemaining(names::add);
        object.path("metadata").fieldNames().forEachRemaining(name -> names.add("metadata." + name));
        object.path("status").fieldNames().forEachRemaining(name -> names.add("status." + name));
        return names;
    }

    private static Set<String> without(Set<String> names, String part) {
        names.removeAll(Set.of("metadata.managedFields", "metadata.annotations", "status.metadata"));
        names.removeIf(name -> name.contains(part));
        return names;
    }
}
