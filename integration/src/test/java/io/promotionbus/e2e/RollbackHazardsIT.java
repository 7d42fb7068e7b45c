package io.promotionbus.e2e;

import static io.promotionbus.e2e.RollbackIT.PATIENCE;
import static io.promotionbus.e2e.RollbackIT.advance;
import static io.promotionbus.e2e.RollbackIT.health;
import static io.promotionbus.e2e.RollbackIT.proven;
import static io.promotionbus.e2e.RollbackIT.turnsBad;
import static io.promotionbus.e2e.RollbackIT.why;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.promotionbus.chaos.DeliveryLedger;
import io.promotionbus.sandbox.RunningSandbox;
import io.promotionbus.sandbox.cluster.Faults;
import io.promotionbus.support.InSandbox;
import io.promotionbus.support.SandboxClient;
import io.promotionbus.support.SandboxClient.Push;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Rollback where it is hardest: after a crash, behind a gate, and with the bus killed in the middle of it. */
@InSandbox
class RollbackHazardsIT {

    @BeforeEach
    @AfterEach
    void begin(SandboxClient sandbox) {
        RollbackIT.putBack(sandbox);
    }

    @AfterAll
    static void leaveSomethingToBuildUpon(SandboxClient sandbox) {
        proven(sandbox);
    }

    @Test
    void goesBackFromWhatCrashes(SandboxClient sandbox) {
        Push good = proven(sandbox);
        Push bad = sandbox.push(Map.of("image", "users-api", "fault", "crash"));
        turnsBad(sandbox);
        advance(sandbox, "PT30S");

        await().atMost(PATIENCE).untilAsserted(() -> {
            assertThat(sandbox.running("dev")).isEqualTo(good.tag());
            assertThat(sandbox.serving("dev")).isEqualTo(good.tag());
        });
        assertThat(rollbacks(sandbox, bad)).singleElement().satisfies(started -> {
            assertThat(started.path("after").path("cause").asText()).isEqualTo("progressing");
            assertThat(started.path("reason").asText()).contains("crashed");
        });
        assertThat(why(sandbox, bad).path("state").asText()).isEqualTo("quarantined");
    }

    @Test
    void goesBackBehindAGateWithoutAskingAgainAndKeepsTheBadOneOutOfThereOnly(SandboxClient sandbox) {
        Push good = released(sandbox);
        Push bad = released(sandbox);
        try {
            health(sandbox, "prod", "Unhealthy");
            await().atMost(PATIENCE).until(() -> !rollbacks(sandbox, bad).isEmpty());
        } finally {
            health(sandbox, "prod", null);
        }
        await().atMost(PATIENCE).untilAsserted(() -> {
            assertThat(sandbox.running("prod")).isEqualTo(good.tag());
            assertThat(sandbox.serving("prod")).isEqualTo(good.tag());
        });

        assertThat(rollbacks(sandbox, bad))
                .singleElement()
                .satisfies(started -> assertThat(started.path("stage").asText()).isEqualTo("prod"));
        assertThat(sandbox.get("viewer", "/api/approvals?limit=200&stage=prod")
                        .items()
                        .filter(request -> request.path("freight").asText().equals(sandbox.freightOf(good.tag()))))
                .as("what was approved there once needs nobody to come back")
                .hasSize(1);
        assertThat(sandbox.running("stg"))
                .as("a stage before the one that failed")
                .isEqualTo(bad.tag());
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(sandbox.mails("po", bad.tag()).stream()
                                .map(mail -> mail.path("subject").asText()))
                        .anyMatch(subject -> subject.startsWith("Revertido")));
        assertThat(ApprovalFlowIT.why(sandbox, "prod", sandbox.freightOf(bad.tag())))
                .isEqualTo("quarantined");
        assertThat(why(sandbox, bad).path("state").asText()).isEqualTo("current");
    }

    /** In prod, and for long enough to be gone back to. */
    private static Push released(SandboxClient sandbox) {
        Push push = sandbox.push("users-api");
        sandbox.approve(sandbox.request("stg", push), "qa", "qa2");
        sandbox.approve(sandbox.request("prod", push), "po", "po2");
        await().atMost(PATIENCE)
                .until(() -> sandbox.get(
                                "auditor", "/api/audit?action=stage.verified&freight=" + sandbox.freightOf(push.tag()))
                        .items()
                        .anyMatch(event -> event.path("stage").asText().equals("prod")));
        advance(sandbox, "PT6S");
        return push;
    }

    @Test
    void bringsARollbackToItsEndInWhichTheBusWasKilled(SandboxClient sandbox) {
        Push good = proven(sandbox);
        Push bad = proven(sandbox);
        String freight = sandbox.freightOf(bad.tag());
        Faults kargo = sandbox.sandbox().cluster().simulator().orElseThrow().faults();
        kargo.freezeQueue(true);
        try {
            health(sandbox, "Unhealthy");
            // It was decided a moment ago; whether Kargo has heard of it nobody can say.
            await().atMost(PATIENCE)
                    .pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(2))
                    .until(() -> decided(sandbox, freight));
            killed(sandbox);
            await().atMost(PATIENCE).until(() -> broughtBack(sandbox, good).anyMatch("Pending"::equals));
            killed(sandbox);
            // Still ill and by now for longer than any patience: one answer is under way, there is no second.
            advance(sandbox, "PT1M");
            health(sandbox, null);
        } finally {
            kargo.freezeQueue(false);
        }

        await().atMost(PATIENCE).untilAsserted(() -> {
            assertThat(sandbox.running("dev")).isEqualTo(good.tag());
            assertThat(sandbox.serving("dev")).isEqualTo(good.tag());
            assertThat(sandbox.health("dev")).isEqualTo("Healthy");
        });
        assertThat(broughtBack(sandbox, good)
                        .filter(phase -> !Set.of("", "Pending").contains(phase)))
                .containsExactly("Succeeded");
        assertThat(rollbacks(sandbox, bad)).hasSize(1);
        DeliveryLedger.noAttemptRanTwice(sandbox);
        assertThat(sandbox.get("viewer", "/api/quarantine").items())
                .filteredOn(
                        one -> one.path("digest").asText().equals(bad.digests().get("users-api")))
                .hasSize(1);
        assertThat(why(sandbox, bad).path("state").asText()).isEqualTo("quarantined");
        assertThat(why(sandbox, good).path("state").asText()).isEqualTo("current");
    }

    private static void killed(SandboxClient sandbox) {
        sandbox.sandbox().buses().getFirst().kill();
        sandbox.sandbox().buses().getFirst().start();
        await().atMost(PATIENCE.multipliedBy(2)).until(sandbox.sandbox()::isReady);
    }

    /** Whether the rollback is in the bus's database, where it comes to be at once with all that belongs to it. */
    private static boolean decided(SandboxClient sandbox, String bad) throws SQLException {
        RunningSandbox running = sandbox.sandbox();
        try (Connection connection = running.postgres().connect(running.databaseName());
                PreparedStatement query = connection.prepareStatement("SELECT 1 FROM rollback WHERE bad = ?")) {
            query.setString(1, bad);
            return query.executeQuery().next();
        }
    }

    /** The phases of all Promotions that bring this version back to dev. */
    private static Stream<String> broughtBack(SandboxClient sandbox, Push good) {
        return sandbox.promotions("dev", sandbox.freightOf(good.tag())).stream()
                .filter(promotion -> promotion.path("annotations").has("kargo.akuity.io/rollback"))
                .map(promotion -> promotion.path("phase").asText());
    }

    /** The bus's rollbacks from this version, as the audit log has them. */
    private static List<JsonNode> rollbacks(SandboxClient sandbox, Push bad) {
        return sandbox.get("auditor", "/api/audit?action=rollback.started&freight=" + sandbox.freightOf(bad.tag()))
                .items()
                .toList();
    }
}
