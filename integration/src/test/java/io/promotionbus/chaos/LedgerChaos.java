package io.promotionbus.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.promotionbus.support.InSandbox;
import io.promotionbus.support.SandboxClient;
import io.promotionbus.support.SandboxClient.Push;
import io.promotionbus.support.SandboxClient.Response;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * The same day twice: pushes, approvals and thousands of deliveries, first in peace, then while everything around is killed,
 * slow or refuses. In the end the lanes must be where they were in peace.
 */
@InSandbox
class LedgerChaos {

    private static final int DELIVERIES = Integer.getInteger("chaos.deliveries", 10_000);
    private static final int SENDERS = 8;
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    /** What goes wrong after the push of the same number: twenty deaths of the bus, five of its database, and the rest. */
    private static final List<String> DAY = List.of(
            "kill bus",
            "kubernetes 500",
            "kill bus",
            "smtp down",
            "kill bus",
            "kill postgres",
            "kill bus",
            "registry 429",
            "kill bus",
            "kubernetes 409",
            "kill bus",
            "kill bus",
            "kill postgres",
            "kubernetes 410",
            "kill bus",
            "keycloak down",
            "kill bus",
            "kill bus",
            "github 500",
            "kill bus",
            "kill postgres",
            "kill bus",
            "kubernetes down",
            "kill bus",
            "kill bus",
            "smtp down",
            "kill bus",
            "kill postgres",
            "kill bus",
            "kubernetes slow",
            "kill bus",
            "registry 429",
            "kill bus",
            "kill postgres",
            "kill bus",
            "kill bus");

    @Test
    void endsWhereACalmDayEnds(SandboxClient sandbox) throws Exception {
        // One that ends in order leaves its archive of classes behind, which the twenty starts of the storm then use.
        process(sandbox, "bus", "stop");
        process(sandbox, "bus", "start");
        sandbox.sandbox().reset();
        List<String> calm = day(sandbox, false);
        sandbox.sandbox().reset();
        assertThat(day(sandbox, true)).isEqualTo(calm);
    }

    private static List<String> day(SandboxClient sandbox, boolean stormy) throws Exception {
        List<Push> pushes = new ArrayList<>();
        long began = System.nanoTime();
        try (DeliveryLedger ledger = new DeliveryLedger(sandbox, DELIVERIES, SENDERS)) {
            for (int i = 0; i < DAY.size(); i++) {
                ledger.awaitSent((i + 1) * DELIVERIES / (DAY.size() + 1));
                pushes.add(sandbox.push(Map.of("image", i % 2 == 0 ? "users-api" : "users-ui", "posts", 3)));
                if (stormy) {
                    disturb(sandbox, DAY.get(i));
                }
                if (i % 12 == 6) {
                    approved(sandbox, pushes.getLast());
                }
            }
            ledger.awaitAcknowledged();
            pushes.add(sandbox.push("users-api"));
            arrives(sandbox, "dev", pushes.getLast());
            approved(sandbox, pushes.getLast());
            arrives(sandbox, "stg", pushes.getLast());
            ledger.everyAcknowledgedDeliveryEndsInOneVerdict();
        }
        DeliveryLedger.noAttemptRanTwice(sandbox);
        DeliveryLedger.nobodyWasAskedTwice(sandbox);
        DeliveryLedger.theAuditLogIsWhole(sandbox);
        // The lanes are still when the last version waits for a person: an earlier one may be asked for until it is
        // verified.
        List<String> lanes = new ArrayList<>();
        String last = ", " + (pushes.size() - 1) + " asking awaiting-approval";
        await().atMost(PATIENCE).untilAsserted(() -> {
            lanes.clear();
            lanes.addAll(lanes(sandbox, pushes));
            assertThat(lanes).anyMatch(lane -> lane.startsWith("prod") && lane.contains(last));
        });
        System.out.printf(
                "[chaos] %s: %d deliveries, %d pushes in %d s; %s%n",
                stormy
                        ? "stormy, bus killed %d times, PostgreSQL %d times"
                                .formatted(
                                        Collections.frequency(DAY, "kill bus"),
                                        Collections.frequency(DAY, "kill postgres"))
                        : "calm",
                DELIVERIES,
                pushes.size(),
                Duration.ofNanos(System.nanoTime() - began).toSeconds(),
                lanes);
        return lanes;
    }

    private static void disturb(SandboxClient sandbox, String what) {
        String[] words = what.split(" ");
        if (words[0].equals("kill")) {
            process(sandbox, words[1], "kill");
            process(sandbox, words[1], "start");
        } else {
            Map<String, Object> fault = words[1].matches("\\d+")
                    ? Map.of("target", words[0], "kind", "status", "status", Integer.valueOf(words[1]), "for", "PT4S")
                    : Map.of("target", words[0], "kind", words[1], "for", "PT4S");
            assertThat(sandbox.control("POST", "faults", fault).status()).isEqualTo(204);
        }
        await().atMost(PATIENCE).until(() -> sandbox.sandbox().isReady());
    }

    private static void process(SandboxClient sandbox, String name, String action) {
        assertThat(sandbox.control("POST", "processes/" + name, Map.of("action", action))
                        .status())
                .as(action + " " + name)
                .isEqualTo(200);
    }

    private static void arrives(SandboxClient sandbox, String stage, Push push) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(sandbox.running(stage)).isEqualTo(push.tag()));
    }

    /** Where nothing ran before, four eyes ask for a second person. */
    private static void approved(SandboxClient sandbox, Push push) {
        approve(sandbox, push, "qa");
        approve(sandbox, push, "qa2");
    }

    /** Until it is decided: who gets an error from a bus that is being killed looks again. */
    private static void approve(SandboxClient sandbox, Push push, String person) {
        await().atMost(PATIENCE).ignoreExceptions().until(() -> {
            JsonNode request = sandbox.get(person, "/api/approvals?stage=stg&limit=200")
                    .items()
                    .filter(one -> one.path("incoming").toString().contains(push.tag()))
                    .findFirst()
                    .orElse(null);
            if (request == null || !request.path("state").asText().equals("open")) {
                return request != null;
            }
            Response answer = sandbox.api(
                    person,
                    "POST",
                    "/api/approvals/" + request.path("id").asText() + "/decision",
                    Map.of(
                            "decision",
                            "approve",
                            "fingerprint",
                            request.path("fingerprint").asText()));
            return answer.status() == 200 || answer.problem().equals("decided");
        });
    }

    /** Each stage with what runs and what waits, versions by the number of their push. */
    private static List<String> lanes(SandboxClient sandbox, List<Push> pushes) {
        List<String> tags = pushes.stream().map(Push::tag).toList();
        List<String> lanes = new ArrayList<>();
        for (JsonNode stage : sandbox.get("viewer", "/api/board")
                .body()
                .path("projects")
                .path(0)
                .path("stages")) {
            StringBuilder lane = new StringBuilder(stage.path("name").asText())
                    .append(" runs ")
                    .append(number(stage.path("current"), tags));
            stage.path("candidates")
                    .forEach(candidate -> lane.append(", ")
                            .append(number(candidate, tags))
                            .append(' ')
                            .append(candidate.path("state").asText())
                            .append(' ')
                            .append(candidate.path("because").path("slug").asText()));
            lanes.add(lane.toString());
        }
        return lanes;
    }

    private static int number(JsonNode holder, List<String> tags) {
        return tags.indexOf(holder.path("artifacts").path(0).path("tag").asText());
    }
}
