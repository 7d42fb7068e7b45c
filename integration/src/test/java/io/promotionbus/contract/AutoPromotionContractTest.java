package io.promotionbus.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.promotionbus.sandbox.cluster.StepFailure;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Kargo's own promoting, and holds")
class AutoPromotionContractTest extends Contract {

    private final TestProject project = TestProject.simple(cluster);

    private void automatic(String policies) {
        ObjectNode config = TestProject.object("kargo.akuity.io/v1alpha1", "ProjectConfig", project.name());
        config.set("spec", TestProject.json("{\"promotionPolicies\":" + policies + "}"));
        TestProject.expect(201, cluster.post(project.path("projectconfigs"), config));
        wake("dev");
        wake("stg");
    }

    private void wake(String stage) {
        project.annotate(
                "stages",
                stage,
                "kargo.akuity.io/refresh",
                java.util.UUID.randomUUID().toString());
    }

    private static String on(String stage) {
        return "[{\"stageSelector\":{\"name\":\"" + stage + "\"},\"autoPromotionEnabled\":true}]";
    }

    private JsonNode promotionsTo(String freight) {
        ObjectNode found = ContractCluster.JSON.createObjectNode();
        var items = found.putArray("items");
        for (JsonNode promotion : project.list("promotions").path("items")) {
            if (promotion.path("spec").path("freight").asText().equals(freight)) {
                items.add(promotion);
            }
        }
        return items;
    }

    private JsonNode awaitPromotion(String freight) {
        return await("promoted", () -> promotionsTo(freight), items -> !items.isEmpty())
                .get(0);
    }

    private JsonNode dev() {
        return project.get("stages", "dev").path("status");
    }

    private void awaitCurrent(String freight) {
        await(
                "current",
                this::dev,
                status -> status.path("freightSummary").asText().equals(freight));
    }

    @Test
    @DisplayName("without a policy nothing is promoted by Kargo")
    void offByDefault() {
        String freight = project.freight("1.0.0");
        stays("no Promotion", () -> promotionsTo(freight), items -> items.isEmpty());
    }

    @Test
    @DisplayName("new Freight, also made by hand, is promoted to an automatic direct Stage, without create-actor")
    void promotesNewFreight() {
        automatic(on("dev"));
        JsonNode promotion = awaitPromotion(project.freight("1.0.0"));
        assertThat(promotion.path("metadata").path("annotations").has("kargo.akuity.io/create-actor"))
                .isFalse();
        assertThat(dev().path("autoPromotionEnabled").asBoolean()).isTrue();
    }

    @Test
    @DisplayName("the first policy whose selector matches decides; globs and expressions select")
    void firstPolicyWins() {
        automatic("[{\"stageSelector\":{\"name\":\"glob:d*\"},\"autoPromotionEnabled\":true},"
                + "{\"stageSelector\":{\"name\":\"dev\"},\"autoPromotionEnabled\":false},"
                + "{\"stageSelector\":{\"name\":\"regex:^stg$\"},\"autoPromotionEnabled\":true}]");
        String freight = project.freight("1.0.0");
        await(
                "in stg",
                () -> project.get("freights", freight).path("status").path("verifiedIn"),
                verified -> verified.has("dev") && verified.has("stg"));
    }

    @Test
    @DisplayName("the candidate is the newest by discoveredAt: older Freight that comes later is not promoted")
    void candidateIsNewest() {
        automatic(on("dev"));
        String newest = project.freight("1.0.1");
        awaitPromotion(newest);
        ObjectNode old =
                project.freightOf("shop", TestProject.IMAGE, "1.0.0").put("discoveredAt", "2020-01-01T00:00:00Z");
        String older = TestProject.expect(201, cluster.post(project.path("freights"), old))
                .path("metadata")
                .path("name")
                .asText();
        stays("old stays", () -> promotionsTo(older), items -> items.isEmpty());
    }

    @Test
    @DisplayName("downstream Freight is promoted once it is verified upstream")
    void promotesDownstream() {
        automatic(on("stg"));
        String freight = project.freight("1.0.0");
        project.promoteAndVerify("dev", freight);
        await(
                "in stg",
                () -> project.get("freights", freight).path("status").path("verifiedIn"),
                verified -> verified.has("stg"));
    }

    @Test
    @DisplayName("promoting older Freight by hand sets a hold: newer Freight is not promoted any more")
    void holdsOlderFreight() {
        automatic(on("dev"));
        String first = project.freight("1.0.0");
        awaitCurrent(first);
        String second = newer("1.0.1");
        awaitCurrent(second);
        JsonNode promotion =
                TestProject.expect(201, cluster.post(project.path("promotions"), project.promotionOf("dev", first)));
        assertThat(promotion
                        .path("metadata")
                        .path("annotations")
                        .path("kargo.akuity.io/auto-promotion-hold")
                        .asText())
                .isEqualTo("Warehouse/shop");
        JsonNode status = await(
                "held", this::dev, found -> found.path("autoPromotionHolds").has("Warehouse/shop"));
        JsonNode hold = status.path("autoPromotionHolds").path("Warehouse/shop");
        assertThat(hold.path("freightName").asText()).isEqualTo(first);
        assertThat(hold.path("promotionName"))
                .isEqualTo(promotion.path("metadata").path("name"));
        await(
                "effective",
                this::dev,
                found -> found.path("effectiveAutoPromotionHolds").has("Warehouse/shop"));
        String third = newer("1.0.2");
        stays("held", () -> promotionsTo(third), items -> items.isEmpty());
        TestProject.expect(201, cluster.post(project.path("promotions"), project.promotionOf("dev", third)));
        await(
                "lifted",
                this::dev,
                found -> !found.has("autoPromotionHolds") && !found.has("effectiveAutoPromotionHolds"));
        awaitCurrent(third);
    }

    /** Freight with a discovery time after all before: times have whole seconds. */
    private String newer(String tag) {
        int minute = Integer.parseInt(tag.substring(tag.lastIndexOf('.') + 1)) + 10;
        ObjectNode freight = project.freightOf("shop", TestProject.IMAGE, tag)
                .put("discoveredAt", "2099-01-01T00:" + minute + ":00Z");
        return TestProject.expect(201, cluster.post(project.path("freights"), freight))
                .path("metadata")
                .path("name")
                .asText();
    }

    @Test
    @DisplayName("switching auto-promotion off clears the holds")
    void switchingOffClearsHolds() {
        automatic(on("dev"));
        String first = project.freight("1.0.0");
        awaitCurrent(first);
        awaitCurrent(newer("1.0.1"));
        project.promote("dev", first);
        await("held", this::dev, found -> found.path("autoPromotionHolds").has("Warehouse/shop"));
        TestProject.expect(
                200,
                cluster.merge(
                        project.path("projectconfigs", project.name()),
                        TestProject.json("{\"spec\":{\"promotionPolicies\":[]}}")));
        wake("dev");
        await("cleared", this::dev, found -> !found.has("autoPromotionHolds"));
    }

    @Test
    @DisplayName("a candidate whose newest Promotion failed is not tried again")
    void doesNotRetryFailure() {
        levers("a step must fail once")
                .simulator()
                .faults()
                .failNextPromotion(project.name(), "dev", "note", StepFailure.ERRORED);
        automatic(on("dev"));
        String freight = project.freight("1.0.0");
        awaitPromotion(freight);
        await(
                "errored",
                this::dev,
                s -> s.path("lastPromotion")
                        .path("status")
                        .path("phase")
                        .asText()
                        .equals("Errored"));
        wake("dev");
        stays("one try", () -> promotionsTo(freight), items -> items.size() == 1);
    }

    @Test
    @DisplayName("MatchUpstream: only what the upstream Stage holds now is the candidate")
    void matchUpstream() {
        project.stage(
                "mirror",
                "[{\"origin\":{\"kind\":\"Warehouse\",\"name\":\"shop\"},\"sources\":{\"stages\":[\"dev\"],"
                        + "\"autoPromotionOptions\":{\"selectionPolicy\":\"MatchUpstream\"}}}]",
                TestProject.NOTE);
        automatic(on("mirror"));
        String first = project.freight("1.0.0");
        String second = newer("1.0.1");
        project.promoteAndVerify("dev", second);
        await(
                "mirrors",
                () -> project.get("stages", "mirror").path("status").path("freightSummary"),
                summary -> summary.asText().equals(second));
        project.promoteAndVerify("dev", first);
        await(
                "mirrors back",
                () -> project.get("stages", "mirror").path("status").path("freightSummary"),
                summary -> summary.asText().equals(first));
    }
}
