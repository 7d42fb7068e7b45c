package io.promotionbus.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.promotionbus.sandbox.RunningSandbox;
import io.promotionbus.support.SandboxClient;
import io.promotionbus.support.SandboxClient.Push;
import io.promotionbus.support.SandboxExtension;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * A replica that stops in the middle of its work and goes on after its leases are over, as a frozen virtual machine does:
 * meanwhile the other one does everything, and afterwards nothing is done a second time.
 */
class PausedReplicaChaos {

    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final Duration LONGER_THAN_EVERY_LEASE = Duration.ofSeconds(25);
    private static final int DELIVERIES = 2_000;
    private static final int PAUSES = Integer.getInteger("chaos.pauses", 4);

    @Test
    void doesNothingTwiceWhenItGoesOn() throws Exception {
        Map<String, String> leases = Map.of(
                "bus.intake.lease", "10s",
                "bus.feed.lease", "10s",
                "bus.promotion.lease", "20s",
                "bus.notification.lease", "20s");
        SandboxClient sandbox = SandboxExtension.measured(Path.of("target", "sandbox-paused"), 2, leases);
        try (RunningSandbox running = sandbox.sandbox();
                DeliveryLedger ledger = new DeliveryLedger(sandbox, DELIVERIES, 4)) {
            Push last = sandbox.push("users-api");
            for (int i = 0; i < PAUSES; i++) {
                ledger.awaitSent((i + 1) * DELIVERIES / (PAUSES + 1));
                String pid = String.valueOf(running.buses().getLast().pid().orElseThrow());
                signal("STOP", pid);
                try {
                    last = sandbox.push(Map.of("image", "users-api", "posts", 3));
                    String tag = last.tag();
                    await().atMost(PATIENCE)
                            .untilAsserted(
                                    () -> assertThat(sandbox.running("dev")).isEqualTo(tag));
                    last = theOtherOneSeals(sandbox);
                    await().pollDelay(LONGER_THAN_EVERY_LEASE)
                            .atMost(PATIENCE)
                            .until(() -> running.buses().getFirst().isReady());
                } finally {
                    signal("CONT", pid);
                }
            }
            ledger.awaitAcknowledged();
            ledger.everyAcknowledgedDeliveryEndsInOneVerdict();
            DeliveryLedger.noAttemptRanTwice(sandbox);
            DeliveryLedger.nobodyWasAskedTwice(sandbox);
            DeliveryLedger.theAuditLogIsWhole(sandbox);
            String tag = last.tag();
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(sandbox.running("dev")).isEqualTo(tag));
        }
    }

    /** Whatever lock the paused one holds. */
    private static Push theOtherOneSeals(SandboxClient sandbox) {
        long sealed = seq(sandbox);
        Push push = sandbox.push("users-ui");
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(seq(sandbox)).isGreaterThan(sealed));
        return push;
    }

    private static long seq(SandboxClient sandbox) {
        return sandbox.get("auditor", "/api/audit/head").body().path("seq").asLong();
    }

    private static void signal(String name, String pid) throws IOException, InterruptedException {
        assertThat(new ProcessBuilder("kill", "-" + name, pid)
                        .inheritIO()
                        .start()
                        .waitFor())
                .isZero();
    }
}
