package io.promotionbus.rollback;

import static org.assertj.core.api.Assertions.assertThat;

import io.promotionbus.kargo.Origin;
import io.promotionbus.kargo.Stage;
import io.promotionbus.kargo.StageHealth;
import io.promotionbus.kargo.StageHealth.Status;
import io.promotionbus.promotion.LaneRef;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SharedOutageTest {

    private static final Instant NOW = Instant.parse("2026-03-02T10:00:00Z");
    private static final Stage DEV = stage("users", "dev", "users");
    private static final Stage STG = stage("users", "stg", "users");
    private static final Stage OTHER_WAREHOUSE = stage("users", "reports", "reports");
    private static final Stage OTHER_PROJECT = stage("orders", "dev", "orders");
    private static final Stage EMPTY = stage("orders", "stg", "");
    private static final List<Stage> STAGES = List.of(DEV, STG, OTHER_WAREHOUSE, OTHER_PROJECT, EMPTY);

    private static Stage stage(String project, String name, String origin) {
        List<Stage.FreightInStage> history = origin.isEmpty()
                ? List.of()
                : List.of(new Stage.FreightInStage("h", Map.of(Origin.warehouse(origin), "f1"), List.of()));
        return new Stage(project, name, "uid", List.of(), false, null, List.of(), history, null, null, Set.of(), false);
    }

    private static StageHealth ill(Stage stage, Status status, long secondsAgo) {
        return new StageHealth(
                stage.project(),
                stage.name(),
                status,
                NOW.minusSeconds(secondsAgo),
                StageHealth.Source.Applications,
                "");
    }

    private static List<String> others(List<StageHealth> healths, LaneRef... rolledBack) {
        return SharedOutage.others(
                DEV, NOW.minusSeconds(60), NOW, Duration.ofSeconds(90), STAGES, healths, List.of(rolledBack));
    }

    @Test
    void isSeenWhenAnotherApplicationFellIllAtTheSameTime() {
        assertThat(others(List.of(ill(OTHER_PROJECT, Status.Unhealthy, 50)))).containsExactly("orders/dev");
        assertThat(others(List.of(ill(OTHER_WAREHOUSE, Status.Unhealthy, 70)))).containsExactly("users/reports");
        assertThat(others(List.of(ill(OTHER_PROJECT, Status.Progressing, 100))))
                .as("a rollout that takes too long")
                .containsExactly("orders/dev");
    }

    @Test
    void reachesTwoMinutesEitherWayAndARolloutsWholePatience() {
        assertThat(others(List.of(ill(OTHER_PROJECT, Status.Unhealthy, 180)))).containsExactly("orders/dev");
        assertThat(others(List.of(ill(OTHER_PROJECT, Status.Unhealthy, 181)))).isEmpty();
        assertThat(others(List.of(ill(OTHER_PROJECT, Status.Progressing, 90)))).containsExactly("orders/dev");
        assertThat(others(List.of(ill(OTHER_PROJECT, Status.Progressing, 89)))).isEmpty();
    }

    @Test
    void isSeenWhenAnotherApplicationWasJustRolledBack() {
        assertThat(others(List.of(), new LaneRef("orders", "dev"))).containsExactly("orders/dev");
        assertThat(others(List.of(), new LaneRef("users", "stg"))).isEmpty();
        assertThat(others(List.of(), new LaneRef("gone", "dev"))).isEmpty();
    }

    @Test
    void isNotTheSameVersionBeingBadEverywhere() {
        assertThat(others(List.of(ill(DEV, Status.Unhealthy, 60), ill(STG, Status.Unhealthy, 60))))
                .isEmpty();
    }

    @Test
    void isNotWhatIsIllSinceLongOrMerelyRollsOutOrRunsNothing() {
        assertThat(others(List.of(
                        ill(OTHER_PROJECT, Status.Unhealthy, 600),
                        ill(OTHER_WAREHOUSE, Status.Progressing, 30),
                        ill(EMPTY, Status.Unhealthy, 60))))
                .isEmpty();
        assertThat(others(List.of(ill(OTHER_PROJECT, Status.Unknown, 60), ill(OTHER_WAREHOUSE, Status.Healthy, 60))))
                .isEmpty();
    }
}
