package io.promotionbus.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.promotionbus.e2e.ConsoleHands.audited;
import static io.promotionbus.e2e.ConsoleHands.button;
import static io.promotionbus.e2e.ConsoleHands.fill;
import static io.promotionbus.e2e.ConsoleHands.state;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Locator;
import io.promotionbus.sandbox.cluster.Faults;
import io.promotionbus.sandbox.cluster.StepFailure;
import io.promotionbus.support.Chromium;
import io.promotionbus.support.InSandbox;
import io.promotionbus.support.SandboxClient;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Decisions made, refused and asked for again, with what the bus has of them afterwards. */
@InSandbox
class ConsoleDecisionsIT {

    private final Chromium chromium = Chromium.shared();

    @Test
    void sendsADoubleClickOnceAndTriesAgainWhatFailed(SandboxClient sandbox) {
        String request = ConsoleScene.openRequest(sandbox, "feat: listar usuários");
        // After the environment was changed: nothing tries that again by itself.
        faults(sandbox).failNextPromotion("image-promotion", "stg", "after-sync", StepFailure.ERRORED);
        try (ConsoleVisit visit = ConsoleVisit.of(chromium, sandbox, "qa")) {
            AtomicInteger sent = new AtomicInteger();
            visit.context().onRequest(call -> {
                if (call.url().endsWith("/decision")) {
                    sent.incrementAndGet();
                }
            });
            visit.open("/approvals/" + request);
            button(visit, "^Aprovar para stg").dblclick();
            assertThat(visit.main()).containsText("Aprovado por Quitéria Alencar");
            assertThat(sent).hasValue(1);
            assertThat(visit.main()).containsText("A promoção para stg não deu certo");
            assertThat(visit.main()).containsText("é preciso o papel operator");
        }
        try (ConsoleVisit visit = ConsoleVisit.of(chromium, sandbox, "operator")) {
            visit.open("/approvals/" + request);
            button(visit, "^Repetir: ").click();
            fill(visit, "^Repetir a promoção de [0-9a-f]{7} para stg", "Repetir", "o Argo CD voltou");
            assertThat(visit.main()).containsText("Concluída");
            visit.isAccessible("a promotion that was tried again");
            assertThat(audited(sandbox, "promotion", "o Argo CD voltou")).contains("promotion.retried");
            visit.leftNoComplaint(sandbox);
        }
    }

    @Test
    void rejectsOnlyWithAReasonAndAsksAgainOnlyWithAnother(SandboxClient sandbox) {
        String request = ConsoleScene.openRequest(sandbox, "feat: apagar usuários");
        try (ConsoleVisit visit = ConsoleVisit.of(chromium, sandbox, "qa")) {
            visit.open("/approvals/" + request);
            button(visit.main(), "Rejeitar…").click();
            Locator reason = visit.main().getByLabel("Por que rejeitar?");
            assertThat(reason).isFocused();
            Locator reject = button(visit, "^Rejeitar [0-9a-f]{7}");
            reject.click();
            assertThat(visit.main()).containsText("Escreva por quê.");
            reason.fill("a lista pula");
            reject.click();
            assertThat(reject).isHidden();
            assertThat(visit.main()).containsText("a lista pula");
            assertThat(state(sandbox, request)).isEqualTo("rejected");
        }
        try (ConsoleVisit visit = ConsoleVisit.of(chromium, sandbox, "operator")) {
            visit.open("/approvals/" + request);
            button(visit.main(), "Pedir de novo").click();
            fill(visit, "^Pedir a aprovação de novo", "Pedir de novo", "a lista foi consertada");
            visit.page().waitForURL(url -> url.contains("/approvals/") && !url.endsWith(request));
            visit.settled();
            String again = visit.page().url().replaceFirst(".*/", "");
            assertThat(visit.main()).containsText("a lista foi consertada");
            assertThat(state(sandbox, again)).isEqualTo("open");
            assertThat(state(sandbox, request)).isEqualTo("rejected");
            assertThat(audited(sandbox, "approval", "a lista foi consertada")).contains("approval.reopened");
        }
    }

    @Test
    void asksAboutAVersionThatANewerOneTookThePlaceOf(SandboxClient sandbox) {
        String older = ConsoleScene.openRequest(sandbox, "feat: exportar usuários");
        ConsoleScene.openRequest(sandbox, "feat: importar usuários");
        await().atMost(ConsoleScene.PATIENCE)
                .untilAsserted(() -> assertThat(state(sandbox, older)).isEqualTo("superseded"));
        JsonNode request = sandbox.get("viewer", "/api/approvals/" + older).body();
        try (ConsoleVisit visit = ConsoleVisit.of(chromium, sandbox, "qa")) {
            visit.open("/lineage/" + request.path("freight").asText());
            assertThat(visit.main()).not().containsText("— superseded");
            button(visit, "^Pedir aprovação: [0-9a-f]{7} → stg").click();
            fill(visit, "^Pedir aprovação de [0-9a-f]{7} para stg", "Pedir aprovação", "só esta foi testada");
            visit.page().waitForURL("**/approvals/*");
            visit.settled();
            assertThat(visit.main()).containsText("só esta foi testada");
            assertThat(audited(sandbox, "approval", "só esta foi testada")).contains("approval.requested");
        }
    }

    @Test
    void showsWhatChangedUnderTheReaderAndLetsNobodyDecideAboutWhatIsNoMore(SandboxClient sandbox) {
        String request = ConsoleScene.openRequest(sandbox, "feat: ordenar usuários");
        try (ConsoleVisit visit = ConsoleVisit.of(chromium, sandbox, "qa")) {
            visit.open("/approvals/" + request);
            Locator approve = button(visit, "^Aprovar para stg");
            assertThat(approve).isEnabled();
            String freeze = ConsoleScene.freeze(sandbox, "stg", "inventário");
            try {
                assertThat(visit.main()).containsText("O pedido mudou enquanto você lia");
                assertThat(approve).isDisabled();
                visit.isAccessible("a request that changed");
                button(visit.main(), "Ver como está agora").click();
                assertThat(approve).isEnabled();
                assertThat(visit.main()).containsText("inventário");
            } finally {
                ConsoleScene.lift(sandbox, freeze);
            }
        }
    }

    private static Faults faults(SandboxClient sandbox) {
        return sandbox.sandbox().cluster().simulator().orElseThrow().faults();
    }
}
