package io.promotionbus.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.promotionbus.support.Chromium;
import io.promotionbus.support.SandboxClient;
import io.promotionbus.support.SandboxExtension;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** The console without a mouse and without a session. */
@ExtendWith(SandboxExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConsoleResilienceIT {

    private static final Pattern APPROVE = Pattern.compile("^Aprovar para stg");
    private static final Pattern REJECT = Pattern.compile("^Rejeitar [0-9a-f]{7}");

    private Chromium chromium;

    @BeforeAll
    void prepare() {
        chromium = Chromium.start();
    }

    @AfterAll
    void tidy() {
        if (chromium != null) {
            chromium.close();
        }
    }

    @Test
    void leadsFromTheLoginToAnApprovalByKeysAlone(SandboxClient sandbox) {
        String request = ConsoleScene.openRequest(sandbox, "feat: só com o teclado");
        try (ConsoleVisit visit = ConsoleVisit.ofStranger(chromium, sandbox, "qa")) {
            Page page = visit.page();
            page.navigate(sandbox.console().toString());
            page.locator("#username").waitFor();
            page.locator("#username").focus();
            page.keyboard().type("qa");
            page.keyboard().press("Tab");
            page.keyboard().type("qa");
            page.keyboard().press("Enter");
            visit.settled();

            page.keyboard().press("Tab");
            assertThat(page.locator("*:focus")).hasText("Pular para o conteúdo");
            page.keyboard().press("Enter");
            page.keyboard().press("Tab");
            assertThat(page.locator("#main *:focus")).hasCount(1);

            page.reload();
            visit.settled();
            tabTo(page, "a", "^Aprovações");
            page.keyboard().press("Enter");
            page.waitForURL("**/approvals");
            visit.settled();
            page.keyboard().press("j");
            for (int i = 0;
                    i < 50
                            && !page.locator("a[href='/approvals/" + request + "']:focus")
                                    .isVisible();
                    i++) {
                page.keyboard().press("j");
            }
            page.keyboard().press("Enter");
            page.waitForURL("**/approvals/" + request);
            visit.settled();
            tabTo(page, "button", APPROVE.pattern());
            assertThat(page.evaluate("parseFloat(getComputedStyle(document.activeElement).outlineWidth) > 0"))
                    .as("one sees where one is")
                    .isEqualTo(true);
            page.keyboard().press("Enter");

            assertThat(visit.main()).containsText("Aprovado por Quitéria Alencar");
            assertThat(ConsoleActsIT.state(sandbox, request)).isEqualTo("approved");
            visit.leftNoComplaint(sandbox);
        }
    }

    @Test
    void keepsWhatWasTypedWhenTheSessionEndsAndSendsItAfterTheNewLogin(SandboxClient sandbox) {
        String request = ConsoleScene.openRequest(sandbox, "feat: sessão curta");
        try (ConsoleVisit visit = ConsoleVisit.ofStranger(chromium, sandbox, "qa")) {
            visit.open("/approvals/" + request);
            ConsoleActsIT.button(visit.main(), "Rejeitar…").click();
            visit.main().getByLabel("Por que rejeitar?").fill("o texto que não se perde");
            visit.context().clearCookies();
            named(visit, REJECT).click();
            assertThat(visit.main()).containsText("Sua sessão acabou");
            assertThat(visit.main().getByLabel("Por que rejeitar?")).hasValue("o texto que não se perde");
            assertThat(ConsoleActsIT.state(sandbox, request)).isEqualTo("open");

            visit.main()
                    .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Entrar de novo"))
                    .click();
            visit.page().locator("#username").waitFor();
            visit.logIn();

            visit.page().waitForURL("**/approvals/" + request);
            assertThat(visit.main().getByLabel("Por que rejeitar?")).hasValue("o texto que não se perde");
            named(visit, REJECT).click();
            assertThat(named(visit, REJECT)).isHidden();
            assertThat(visit.main()).containsText("o texto que não se perde");
            assertThat(ConsoleActsIT.state(sandbox, request)).isEqualTo("rejected");
        }
    }

    private static Locator named(ConsoleVisit visit, Pattern name) {
        return visit.page().getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name));
    }

    /** Tab after Tab until an element of this kind and text has the focus. */
    private static void tabTo(Page page, String kind, String text) {
        for (int i = 0; i < 60; i++) {
            page.keyboard().press("Tab");
            boolean there = (Boolean) page.evaluate(
                    "([kind, text]) => document.activeElement.matches(kind)"
                            + " && new RegExp(text).test(document.activeElement.textContent.trim())",
                    new Object[] {kind, text});
            if (there) {
                return;
            }
        }
        throw new AssertionError("No " + kind + " with the text " + text + " can be reached by Tab");
    }
}
