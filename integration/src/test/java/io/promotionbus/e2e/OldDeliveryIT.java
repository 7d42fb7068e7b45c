package io.promotionbus.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.promotionbus.sandbox.source.Pushed;
import io.promotionbus.sandbox.source.Webhooks;
import io.promotionbus.support.InSandbox;
import io.promotionbus.support.SandboxClient;
import io.promotionbus.support.SandboxClient.Push;
import io.promotionbus.support.SandboxClient.Response;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Old news moves nothing back, and bad news shuts nothing for good. */
@InSandbox
class OldDeliveryIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Test
    void leavesDevWhereItIsWhenAWeekOldDeliveryIsRedriven(SandboxClient sandbox) {
        // The posts of the older push get lost; a newer one runs; a week later the lost ones are sent again.
        Push old = sandbox.push(Map.of("image", "users-api", "webhooks", "drop"));
        Pushed pushed = sandbox.sandbox().company().pushes().getLast();
        Push current = sandbox.push("users-api");
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(sandbox.running("dev")).isEqualTo(current.tag()));
        sandbox.advance(Duration.ofDays(7));

        for (String image : List.of("users-api", "users-ui")) {
            Response late = sandbox.raw(
                    "/webhooks/dockerhub/" + sandbox.sandbox().dockerHubToken(),
                    Map.of(),
                    new String(Webhooks.dockerHub(image, pushed), StandardCharsets.UTF_8));
            assertThat(late.status()).isEqualTo(202);
        }

        await().atMost(PATIENCE).untilAsserted(() -> {
            String freight = sandbox.freightOf(old.tag());
            assertThat(freight).isNotEmpty();
            assertThat(sandbox.get("viewer", "/api/why?project=image-promotion&stage=dev&freight=" + freight)
                            .body()
                            .path("reasons"))
                    .anySatisfy(reason ->
                            assertThat(reason.path("slug").asText()).isIn("older-than-current", "superseded"));
        });
        String freight = sandbox.freightOf(old.tag());
        await().during(Duration.ofSeconds(3)).atMost(Duration.ofSeconds(10)).untilAsserted(() -> {
            assertThat(sandbox.promotions("dev", freight)).isEmpty();
            assertThat(sandbox.running("dev")).isEqualTo(current.tag());
        });
    }

    @Test
    void letsTheFixEnterAStageThatWentBadAndHasNothingToGoBackTo(SandboxClient sandbox) {
        Push broken = sandbox.push(Map.of("image", "users-api", "fault", "unready"));
        await().atMost(PATIENCE).untilAsserted(() -> {
            String freight = sandbox.freightOf(broken.tag());
            assertThat(freight).isNotEmpty();
            assertThat(sandbox.promotions("dev", freight)).isNotEmpty();
        });

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(sandbox.health("dev")).isEqualTo("Unhealthy"));

        Push fix = sandbox.push(Map.of("image", "users-api", "message", "fix: start again"));
        // Unhealthy for longer than unhealthyFor: the lane opens, whatever became of the verification.
        assertThat(sandbox.control("POST", "clock", Map.of("advance", "PT2M")).status())
                .isEqualTo(200);

        await().atMost(PATIENCE).untilAsserted(() -> {
            assertThat(sandbox.serving("dev")).isEqualTo(fix.tag());
            assertThat(sandbox.running("dev")).isEqualTo(fix.tag());
        });
    }
}
