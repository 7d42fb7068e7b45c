package io.promotionbus.rollback;

import static org.assertj.core.api.Assertions.assertThat;

import io.promotionbus.kargo.FreightRequest;
import io.promotionbus.kargo.Origin;
import io.promotionbus.kargo.Stage;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PipelineTest {

    private static Stage stage(String name, String... upstream) {
        FreightRequest request = new FreightRequest(
                Origin.warehouse("users"), upstream.length == 0, List.of(upstream), Duration.ZERO, false);
        return new Stage(
                "shop", name, name, List.of(request), false, null, List.of(), List.of(), null, null, Set.of(), false);
    }

    @Test
    void knowsEveryWayToAStage() {
        List<Stage> stages =
                List.of(stage("dev"), stage("stg", "dev"), stage("load", "dev"), stage("prod", "stg", "load"));

        assertThat(Pipeline.upTo("dev", stages)).containsExactly("dev");
        assertThat(Pipeline.upTo("stg", stages)).containsExactlyInAnyOrder("dev", "stg");
        assertThat(Pipeline.upTo("prod", stages)).containsExactlyInAnyOrder("dev", "stg", "load", "prod");
    }

    @Test
    void endsEvenWhereStagesFeedEachOther() {
        assertThat(Pipeline.upTo("a", List.of(stage("a", "b"), stage("b", "a", "gone"))))
                .containsExactlyInAnyOrder("a", "b", "gone");
    }
}
