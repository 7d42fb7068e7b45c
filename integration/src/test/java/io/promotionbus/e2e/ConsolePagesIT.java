package io.promotionbus.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.options.AriaRole;
import io.promotionbus.support.Chromium;
import io.promotionbus.support.InSandbox;
import io.promotionbus.support.SandboxClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Every page of the console as somebody who may read it: what stands there, no accessibility fault in light and dark, at
 * a desk and on a phone, no sideways scrolling, nothing that the content policy refused and nobody asked but the bus.
 */
@InSandbox
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConsolePagesIT {

    private final List<String> freezes = new ArrayList<>();
    private final Chromium chromium = Chromium.shared();
    /** One browser window a person, so that nobody logs in twice and nothing is loaded twice. */
    private final Map<String, ConsoleVisit> visits = new TreeMap<>();

    private ConsoleScene scene;

    @BeforeAll
    void prepare(SandboxClient sandbox) {
        scene = ConsoleScene.make(sandbox);
        freezes.add(ConsoleScene.freeze(sandbox, "prod", "incidente 412"));
        String lifted = ConsoleScene.freeze(sandbox, "dev", "troca do banco");
        ConsoleScene.lift(sandbox, lifted);
    }

    @AfterAll
    void tidy(SandboxClient sandbox) {
        visits.values().forEach(ConsoleVisit::close);
        freezes.forEach(freeze -> ConsoleScene.lift(sandbox, freeze));
    }

    @ParameterizedTest(name = "{0} for {1}")
    @CsvSource(textBlock = """
                    # name         | person   | path                 | heading        | content
                    board          | po       | /                    | Esteiras       | image-promotion
                    decisions      | po       | /approvals           | Aprovações     | {version}
                    decided-list   | viewer   | /approvals?tab=decided | Aprovações   | {version}
                    decision       | po       | /approvals/{toProd}  | Promover {version} para prod? | Aprovar para prod
                    decision-read  | viewer   | /approvals/{toProd}  | Promover {version} para prod? | Você não pode decidir
                    decided        | qa       | /approvals/{toStg}   | {version} para stg | testado no ambiente dev
                    audit          | auditor  | /audit               | Auditoria      | Verificado até o evento
                    lineage        | viewer   | /lineage/{freight}   | O caminho de {version} | Aprovação pedida
                    deliveries     | auditor  | /deliveries          | Entregas       | Docker Hub
                    delivery       | operator | /deliveries/{dead}   | GitHub: push   | /ref
                    routes         | operator | /routes              | Rotas          | audit-seal-events
                    freezes        | operator | /freezes             | Congelamentos  | incidente 412
                    figures        | viewer   | /figures             | Indicadores    | dev
                    forbidden      | viewer   | /audit               | Auditoria      | Sem permissão
                    missing        | viewer   | /approvals/00000000-0000-7000-8000-000000000000 | Pedido de aprovação | Não encontrado
                    """, delimiter = '|')
    void isRightForEyesAndForAssistance(
            String name, String person, String path, String heading, String content, SandboxClient sandbox) {
        ConsoleVisit visit = visits.computeIfAbsent(person, somebody -> ConsoleVisit.of(chromium, sandbox, somebody));
        visit.look(ConsoleVisit.DESK, false);
        visit.open(filled(path));

        assertThat(visit.page().getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setLevel(1)))
                .hasText(filled(heading));
        assertThat(visit.main()).containsText(filled(content));
        assertThat(visit.page()).hasTitle(filled(heading) + " · Promotion Bus");
        assertThat(visit.banners()).containsText("incidente 412");
        looked(visit, name);
        visit.leftNoComplaint(sandbox);
    }

    @Test
    void opensAStageBesideTheBoard(SandboxClient sandbox) {
        try (ConsoleVisit visit = ConsoleVisit.of(chromium, sandbox, "operator")) {
            visit.open("/?stage=image-promotion/stg");
            Locator sheet = visit.page().getByRole(AriaRole.DIALOG);
            assertThat(sheet).containsText("Últimas promoções");
            assertThat(sheet).containsText("só com aprovação");
            looked(visit, "stage");
            visit.leftNoComplaint(sandbox);
        }
    }

    @Test
    void asksWhoHasNoSessionToLogInAndShowsADoorWhereThatFailed(SandboxClient sandbox) {
        try (ConsoleVisit visit = ConsoleVisit.of(chromium, sandbox, null)) {
            Page page = visit.page();
            page.navigate(sandbox.console().resolve("/audit?q=x").toString());
            assertThat(page.locator("#username")).isVisible();
            assertThat(page.url())
                    .startsWith(sandbox.sandbox().keycloakUrl().toString())
                    .contains("code_challenge");

            page.navigate(sandbox.console().resolve("/?login=failed").toString());
            assertThat(page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Entrar")))
                    .isVisible();
            looked(visit, "signed-out");
            visit.leftNoComplaint(sandbox);
        }
    }

    @Test
    void answersAnAddressThatIsNoneWithNotFound(SandboxClient sandbox) {
        try (ConsoleVisit visit = ConsoleVisit.of(chromium, sandbox, "viewer")) {
            Response answer =
                    visit.page().navigate(sandbox.console().resolve("/nowhere").toString());
            assertThat(answer.status()).isEqualTo(404);

            // Within the console the same happens without asking the server.
            visit.open("/");
            visit.page()
                    .evaluate("history.pushState(null, '', '/nowhere'); dispatchEvent(new PopStateEvent('popstate'))");
            assertThat(visit.main()).containsText("Página não encontrada");
            looked(visit, "not-found");
            visit.page()
                    .getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Ir para as esteiras"))
                    .click();
            assertThat(visit.main()).containsText("image-promotion");
        }
    }

    private void looked(ConsoleVisit visit, String name) {
        for (int width : new int[] {ConsoleVisit.DESK, ConsoleVisit.PHONE}) {
            for (boolean dark : new boolean[] {false, true}) {
                visit.look(width, dark);
                visit.shoot(name, width, dark);
                // Colours do not depend on the width: each theme and each width is judged once.
                if ((width == ConsoleVisit.PHONE) == dark) {
                    visit.isAccessible(name + " at " + width + (dark ? ", dark" : ", light"));
                }
            }
            if (width == ConsoleVisit.PHONE) {
                visit.fitsIntoTheWidth(name);
            }
        }
    }

    private String filled(String text) {
        return text.replace("{version}", scene.version())
                .replace("{freight}", scene.freight())
                .replace("{toStg}", scene.toStg())
                .replace("{toProd}", scene.toProd())
                .replace("{dead}", scene.dead());
    }
}
