package io.promotionbus.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.promotionbus.e2e.ConsoleHands.audited;
import static io.promotionbus.e2e.ConsoleHands.button;
import static io.promotionbus.e2e.ConsoleHands.dialog;
import static io.promotionbus.e2e.ConsoleHands.exported;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.promotionbus.support.Chromium;
import io.promotionbus.support.InSandbox;
import io.promotionbus.support.SandboxClient;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What people do in the console, and what the bus has of it afterwards. */
@InSandbox
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConsoleActsIT {

    private final Chromium chromium = Chromium.shared();
    private ConsoleScene scene;

    @BeforeAll
    void prepare(SandboxClient sandbox) {
        scene = ConsoleScene.make(sandbox);
    }

    @Test
    void freezesAndEverybodySeesItAtOnceUntilItIsLifted(SandboxClient sandbox) {
        try (ConsoleVisit operator = ConsoleVisit.of(chromium, sandbox, "operator");
                ConsoleVisit viewer = ConsoleVisit.of(chromium, sandbox, "viewer")) {
            viewer.open("/figures");
            operator.open("/freezes");
            button(operator.main(), "Congelar").click();
            Locator dialog = dialog(operator);
            button(dialog, "Congelar").click();
            assertThat(dialog).containsText("Escreva o motivo.");
            operator.isAccessible("the dialog of a freeze");
            dialog.getByLabel("Projeto").selectOption("image-promotion");
            dialog.getByLabel("Estágio").selectOption("stg");
            dialog.getByLabel("Motivo").fill("troca de certificado");
            button(dialog, "Congelar").click();
            assertThat(dialog).isHidden();

            assertThat(viewer.banners()).containsText("troca de certificado");
            JsonNode freeze = sandbox.get("viewer", "/api/freezes")
                    .items()
                    .filter(one -> one.path("reason").asText().equals("troca de certificado"))
                    .findFirst()
                    .orElseThrow();
            assertThat(freeze.path("stage").asText()).isEqualTo("stg");
            assertThat(freeze.path("setBy").asText()).isEqualTo("operator");

            Locator row = operator.main()
                    .getByRole(AriaRole.LISTITEM)
                    .filter(new Locator.FilterOptions().setHasText("troca de certificado"));
            button(row, "Levantar").click();
            dialog.getByLabel("Motivo").fill("trocado");
            button(dialog, "Levantar").click();
            assertThat(dialog).isHidden();

            assertThat(viewer.banners()).not().containsText("troca de certificado");
            assertThat(audited(sandbox, "freeze", "troca de certificado", "trocado"))
                    .containsExactlyInAnyOrder("freeze.set", "freeze.lifted");
        }
    }

    @Test
    void redrivesADeadDeliveryThatWasReachedByKeys(SandboxClient sandbox) {
        String dead = ConsoleScene.deadDelivery(sandbox);
        try (ConsoleVisit visit = ConsoleVisit.of(chromium, sandbox, "operator")) {
            visit.open("/deliveries?status=dead");
            visit.page().keyboard().press("j");
            visit.page().keyboard().press("Enter");
            visit.page().waitForURL("**/deliveries/" + dead);
            visit.settled();
            assertThat(visit.main()).containsText("/ref");

            button(visit.main(), "Reprocessar").click();
            Locator dialog = dialog(visit);
            dialog.getByLabel("Motivo").fill("tentar de novo");
            button(dialog, "Reprocessar").click();
            assertThat(dialog).isHidden();

            await().atMost(ConsoleScene.PATIENCE).untilAsserted(() -> {
                assertThat(sandbox.get("auditor", "/api/audit?action=delivery.redriven&delivery=" + dead)
                                .items()
                                .map(event -> event.path("reason").asText()))
                        .containsExactly("tentar de novo");
                assertThat(sandbox.get("operator", "/api/deliveries/" + dead)
                                .body()
                                .path("status")
                                .asText())
                        .as("the body is still what it was")
                        .isEqualTo("dead");
            });
        }
    }

    @Test
    void suspendsARouteAndResumesIt(SandboxClient sandbox) {
        String route = sandbox.get("operator", "/api/routes")
                .items()
                .map(one -> one.path("id").asText())
                .filter(id -> id.startsWith("notification-"))
                .findFirst()
                .orElseThrow();
        try (ConsoleVisit visit = ConsoleVisit.of(chromium, sandbox, "operator")) {
            visit.open("/routes");
            Locator row = visit.page()
                    .getByRole(AriaRole.ROW)
                    .filter(new Locator.FilterOptions()
                            .setHas(visit.page()
                                    .getByRole(
                                            AriaRole.ROWHEADER,
                                            new Page.GetByRoleOptions()
                                                    .setName(route)
                                                    .setExact(true))));
            assertThat(row).containsText("em serviço");
            try {
                answer(visit, "Suspender " + route, "Suspender", "manutenção do SMTP");
                assertThat(row).containsText("suspensa");
                answer(visit, "Retomar " + route, "Retomar", "pronto");
                assertThat(row).containsText("em serviço");
            } finally {
                sandbox.api("operator", "POST", "/api/routes/" + route + "/resume", Map.of("reason", "fim do teste"));
            }
            assertThat(audited(sandbox, "route", "manutenção do SMTP", "pronto"))
                    .containsExactlyInAnyOrder("route.suspended", "route.resumed");
        }
    }

    @Test
    void findsInTheAuditLogAndTakesAwayWhatWasFound(SandboxClient sandbox) throws Exception {
        try (ConsoleVisit visit = ConsoleVisit.of(chromium, sandbox, "auditor")) {
            visit.open("/audit");
            Locator seal = visit.page().getByLabel("Estado dos selos");
            assertThat(seal).containsText("Verificado até o evento");
            visit.page()
                    .waitForResponse(
                            "**/api/audit/verify",
                            () -> button(seal, "Verificar agora").click());
            assertThat(seal).containsText("Verificado até o evento");

            visit.page()
                    .getByLabel("Ação", new Page.GetByLabelOptions().setExact(true))
                    .selectOption("approval");
            visit.page().getByLabel("Versão (Freight)").fill(scene.freight());
            visit.page().waitForURL("**/audit?*freight=" + scene.freight() + "*");
            Locator rows = visit.main().getByRole(AriaRole.LISTITEM);
            Locator approved = rows.filter(new Locator.FilterOptions().setHasText("testado no ambiente dev"));
            assertThat(approved).hasCount(1);
            assertThat(rows.filter(new Locator.FilterOptions().setHasText("promoção concluída")))
                    .hasCount(0);
            approved.getByRole(AriaRole.BUTTON).first().click();
            assertThat(approved).containsText("approval.approved");
            visit.isAccessible("an opened event");

            List<String> lines = exported(visit, "Exportar CSV");
            long found = sandbox.get("auditor", "/api/audit?limit=200&action=approval&freight=" + scene.freight())
                    .items()
                    .count();
            assertThat(lines).hasSize((int) found + 1).anyMatch(line -> line.contains("approval.approved"));
            assertThat(exported(visit, "Exportar NDJSON"))
                    .hasSize((int) found)
                    .allMatch(line -> line.contains(scene.freight()));
            visit.page().reload();
            assertThat(approved).hasCount(1);
        }
    }

    @Test
    void speaksBothLanguagesAndKeepsTheThemeThatWasChosen(SandboxClient sandbox) {
        try (ConsoleVisit visit = ConsoleVisit.of(chromium, sandbox, "viewer")) {
            visit.open("/");
            Page page = visit.page();
            Object light = page.evaluate("getComputedStyle(document.body).backgroundColor");
            page.getByRole(
                            AriaRole.RADIO,
                            new Page.GetByRoleOptions().setName("en").setExact(true))
                    .click();
            assertThat(page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setLevel(1)))
                    .hasText("Lines");
            page.getByRole(
                            AriaRole.RADIO,
                            new Page.GetByRoleOptions().setName(Pattern.compile("dark", Pattern.CASE_INSENSITIVE)))
                    .click();
            page.reload();

            assertThat(page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setLevel(1)))
                    .hasText("Lines");
            assertThat(page.locator("html")).hasAttribute("lang", "en");
            assertThat(page.evaluate("getComputedStyle(document.body).backgroundColor"))
                    .isNotEqualTo(light);
        }
    }

    @Test
    void keepsTheBoardsFiltersInTheAddress(SandboxClient sandbox) {
        try (ConsoleVisit visit = ConsoleVisit.of(chromium, sandbox, "po")) {
            visit.open("/");
            visit.page()
                    .getByRole(
                            AriaRole.RADIO,
                            new Page.GetByRoleOptions().setName(Pattern.compile("Precisa de mim [1-9]")))
                    .click();
            visit.page().waitForURL("**/?show=mine");
            assertThat(visit.main()).containsText("image-promotion");
            visit.main().getByLabel("Buscar projeto, imagem, versão").fill("nada assim");
            assertThat(visit.main()).containsText("Nenhuma esteira assim");
            visit.page().reload();
            assertThat(visit.main()).containsText("Nenhuma esteira assim");
            visit.isAccessible("a board without a match");
        }
    }

    private static void answer(ConsoleVisit visit, String asked, String action, String reason) {
        button(visit.main(), asked).click();
        Locator dialog = dialog(visit);
        dialog.getByLabel("Motivo").fill(reason);
        button(dialog, action).click();
        assertThat(dialog).isHidden();
    }
}
