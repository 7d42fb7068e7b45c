package io.promotionbus.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.promotionbus.chaos.DeliveryLedger;
import io.promotionbus.support.InSandbox;
import io.promotionbus.support.SandboxClient;
import io.promotionbus.support.SandboxClient.Push;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Signed deliveries while the bus is killed three times and PostgreSQL once; the chaos profile does it longer. */
@InSandbox
class KillIT {

    private static final int DELIVERIES = 240;
    private static final int PUSHES = 6;
    private static final int SENDERS = 4;
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    @Test
    void losesNothingAndDoesNothingTwiceWhileBusAndDatabaseAreKilled(SandboxClient sandbox) throws Exception {
        try (DeliveryLedger ledger = new DeliveryLedger(sandbox, DELIVERIES, SENDERS)) {
            for (int i = 0; i < PUSHES; i++) {
                ledger.awaitSent((i + 1) * DELIVERIES / (PUSHES + 1));
                sandbox.push(Map.of("image", "users-api", "posts", 3));
                switch (i) {
                    case 0, 2, 4 -> {
                        sandbox.control("POST", "processes/bus", Map.of("action", "kill"));
                        sandbox.control("POST", "processes/bus", Map.of("action", "start"));
                    }
                    case 3 -> {
                        sandbox.control("POST", "processes/postgres", Map.of("action", "kill"));
                        sandbox.control("POST", "processes/postgres", Map.of("action", "start"));
                    }
                    default -> {
                        // A push between two kills, as life has them.
                    }
                }
                await().atMost(PATIENCE).until(() -> sandbox.sandbox().isReady());
            }
            ledger.awaitAcknowledged();
            Push last = sandbox.push("users-ui");

            ledger.everyAcknowledgedDeliveryEndsInOneVerdict();
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(sandbox.running("dev")).isEqualTo(last.tag()));
            DeliveryLedger.noAttemptRanTwice(sandbox);
            DeliveryLedger.nobodyWasAskedTwice(sandbox);
            DeliveryLedger.theAuditLogIsWhole(sandbox);
        }
    }
}
