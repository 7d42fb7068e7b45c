package io.promotionbus.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.promotionbus.e2e.ConsoleHands.audited;
import static io.promotionbus.e2e.ConsoleHands.button;
import static io.promotionbus.e2e.ConsoleHands.fill;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;
import io.promotionbus.support.Chromium;
import io.promotionbus.support.InSandbox;
import io.promotionbus.support.SandboxClient;
import io.promotionbus.support.SandboxClient.Push;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** An operator at a stage that went wrong. */
@InSandbox
class ConsoleStageIT {

    private final Chromium chromium = Chromium.shared();

    @Test
    void rollsAStageBackResumesItWhenItStoppedAndPromotesByHand(SandboxClient sandbox) {
        RollbackIT.health(sandbox, null);
        assertThat(RollbackIT.resume(sandbox, "operator").status()).isEqualTo(200);
        Push older = RollbackIT.proven(sandbox);
        Push good = RollbackIT.proven(sandbox);
        RollbackIT.proven(sandbox);
        try (ConsoleVisit visit = ConsoleVisit.of(chromium, sandbox, "operator")) {
            visit.open("/?stage=image-promotion/dev");
            Locator sheet = visit.page().getByRole(AriaRole.DIALOG);
            button(sheet, "Reverter…").click();
            fill(visit, "^Reverter dev a uma versão anterior", "Reverter…", "a cor está errada");
            assertThat(sheet).containsText("Reversão pedida.");
            await().atMost(ConsoleScene.PATIENCE)
                    .untilAsserted(() -> assertThat(sandbox.running("dev")).isEqualTo(good.tag()));
            assertThat(audited(sandbox, "rollback", "a cor está errada")).contains("rollback.started");

            RollbackIT.health(sandbox, "Unhealthy");
            assertThat(sheet).containsText("O estágio parou e espera um operador");
            visit.isAccessible("a stage that stopped");
            RollbackIT.health(sandbox, null);
            button(sheet, "Retomar…").click();
            fill(visit, "^Retomar dev", "Retomar…", "a causa foi achada");
            assertThat(sheet).not().containsText("O estágio parou e espera um operador");
            assertThat(audited(sandbox, "stage", "a causa foi achada")).contains("stage.resumed");

            visit.open("/lineage/" + sandbox.freightOf(older.tag()));
            button(visit, "^Promover: [0-9a-f]{7} → dev").click();
            fill(visit, "^Promover [0-9a-f]{7} para dev", "Promover", "comparar com a antiga");
            assertThat(visit.main()).containsText("Promoção pedida.");
            await().atMost(ConsoleScene.PATIENCE)
                    .untilAsserted(() -> assertThat(promotions(sandbox, older)).contains("manual Succeeded"));
            assertThat(audited(sandbox, "promotion", "comparar com a antiga")).contains("promotion.created");
            visit.leftNoComplaint(sandbox);
        } finally {
            RollbackIT.health(sandbox, null);
            RollbackIT.resume(sandbox, "operator");
        }
    }

    /** How each promotion of the version to dev came about, and what came of it. */
    private static Stream<String> promotions(SandboxClient sandbox, Push push) {
        return sandbox.get("viewer", "/api/promotions?stage=dev&freight=" + sandbox.freightOf(push.tag()))
                .items()
                .map(promotion -> promotion.path("requestedBy").path("kind").asText() + " "
                        + promotion.path("phase").asText());
    }
}
