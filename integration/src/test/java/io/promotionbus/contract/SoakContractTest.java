package io.promotionbus.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Time: soak, and what garbage collection takes")
class SoakContractTest extends Contract {

    private final ContractCluster.Levers levers = levers("the cluster's clock must be moved");
    private final TestProject project = TestProject.simple(cluster);

    private void soaking(String time) {
        project.stage(
                "soaked",
                "[{\"origin\":{\"kind\":\"Warehouse\",\"name\":\"shop\"},\"sources\":{\"stages\":[\"dev\"],"
                        + "\"requiredSoakTime\":\"" + time + "\"}}]",
                TestProject.NOTE);
    }

    private int code(String freight) {
        return cluster.post(project.path("promotions"), project.promotionOf("soaked", freight))
                .code();
    }

    @Test
    @DisplayName("Freight is available only after it has been in a verified upstream Stage for requiredSoakTime")
    void waitsForSoak() {
        soaking("10m");
        String freight = project.freight("1.0.0");
        project.promoteAndVerify("dev", freight);
        assertThat(code(freight)).isEqualTo(422);
        levers.clock().advance(Duration.ofMinutes(11));
        assertThat(code(freight)).isEqualTo(201);
    }

    @Test
    @DisplayName("time soaked before leaving counts, if it was long enough at once")
    void longestSoakCounts() {
        soaking("10m");
        String freight = project.freight("1.0.0");
        project.promoteAndVerify("dev", freight);
        levers.clock().advance(Duration.ofMinutes(11));
        project.promoteAndVerify("dev", project.freight("1.0.1"));
        JsonNode verified = await(
                "left", () -> project.get("freights", freight).path("status"), status -> !status.has("currentlyIn"));
        assertThat(verified.path("verifiedIn").path("dev").path("longestSoak").asText())
                .startsWith("11m");
        assertThat(code(freight)).isEqualTo(201);
    }

    @Test
    @DisplayName("approvedFor skips verification and soak")
    void approvalSkipsSoak() {
        soaking("24h");
        String freight = project.freight("1.0.0");
        TestProject.expect(
                200,
                cluster.merge(
                        project.path("freights", freight) + "/status",
                        TestProject.json(
                                "{\"status\":{\"approvedFor\":{\"soaked\":{\"approvedAt\":\"2026-01-01T00:00:00Z\"}}}}")));
        assertThat(code(freight)).isEqualTo(201);
    }

    @Test
    @DisplayName("garbage collection keeps 20 and what is younger than two weeks, and Freight in use")
    void collectsGarbage() {
        String first = project.freight("0.0.1");
        project.promoteAndVerify("dev", first);
        for (int i = 0; i < 25; i++) {
            var freight = project.freightOf("shop", TestProject.IMAGE, "0.1." + i)
                    .put(
                            "discoveredAt",
                            Instant.parse("2020-01-01T00:00:00Z").plusSeconds(i).toString());
            TestProject.expect(201, cluster.post(project.path("freights"), freight));
        }
        for (int i = 0; i < 24; i++) {
            project.awaitPhase(project.promote("dev", first), "Succeeded");
        }
        levers.simulator().collectGarbage();
        assertThat(project.list("promotions").path("items")).hasSize(25);
        levers.clock().advance(Duration.ofDays(15));
        levers.simulator().collectGarbage();
        assertThat(project.list("promotions").path("items")).hasSize(20);
        assertThat(project.list("freights").path("items")).hasSize(21);
        assertThat(project.get("freights", first).path("kind").asText()).isEqualTo("Freight");
    }
}
