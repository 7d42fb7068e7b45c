package io.promotionbus.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.promotionbus.support.Chromium;
import io.promotionbus.support.InSandbox;
import io.promotionbus.support.SandboxClient;
import io.promotionbus.support.SandboxClient.Push;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The console without a mouse, without a session, without a network, and while everything moves. */
@InSandbox
class ConsoleResilienceIT {

    private static final Pattern APPROVE = Pattern.compile("^Aprovar para stg");
    private static final Pattern REJECT = Pattern.compile("^Rejeitar [0-9a-f]{7}");
    private static final int SCRIPT_BUDGET = 200 * 1024;
    private static final int MOST_SCRIPTS = 6;

    private final Chromium chromium = Chromium.shared();

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
            assertThat(named(visit, APPROVE)).isEnabled();
            tabTo(page, "button", APPROVE.pattern());
            assertThat(page.evaluate("parseFloat(getComputedStyle(document.activeElement).outlineWidth) > 0"))
                    .as("one sees where one is")
                    .isEqualTo(true);
            page.keyboard().press("Enter");

            assertThat(visit.main()).containsText("Aprovado por Quitéria Alencar");
            assertThat(ConsoleHands.state(sandbox, request)).isEqualTo("approved");
            visit.leftNoComplaint(sandbox);
        }
    }

    @Test
    void keepsWhatWasTypedWhenTheSessionEndsAndSendsItAfterTheNewLogin(SandboxClient sandbox) {
        String request = ConsoleScene.openRequest(sandbox, "feat: sessão curta");
        try (ConsoleVisit visit = ConsoleVisit.ofStranger(chromium, sandbox, "qa")) {
            visit.open("/approvals/" + request);
            ConsoleHands.button(visit.main(), "Rejeitar…").click();
            visit.main().getByLabel("Por que rejeitar?").fill("o texto que não se perde");
            visit.context().clearCookies();
            named(visit, REJECT).click();
            assertThat(visit.main()).containsText("Sua sessão acabou");
            assertThat(visit.main().getByLabel("Por que rejeitar?")).hasValue("o texto que não se perde");
            assertThat(ConsoleHands.state(sandbox, request)).isEqualTo("open");

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
            assertThat(ConsoleHands.state(sandbox, request)).isEqualTo("rejected");
        }
    }

    @Test
    void saysThatTheNetworkIsGoneAndSendsWhatWasTypedWhenItIsBack(SandboxClient sandbox) {
        String request = ConsoleScene.openRequest(sandbox, "feat: rede instável");
        try (ConsoleVisit visit = ConsoleVisit.of(chromium, sandbox, "qa")) {
            visit.open("/approvals/" + request);
            ConsoleHands.button(visit.main(), "Rejeitar…").click();
            visit.main().getByLabel("Por que rejeitar?").fill("sem rede");
            visit.context().setOffline(true);
            named(visit, REJECT).click();
            assertThat(visit.main()).containsText("A resposta não chegou");
            assertThat(visit.banners()).containsText("Sem atualização ao vivo");
            assertThat(visit.main().getByLabel("Por que rejeitar?")).hasValue("sem rede");

            visit.context().setOffline(false);
            assertThat(visit.banners()).not().containsText("Sem atualização ao vivo");
            named(visit, REJECT).click();
            assertThat(named(visit, REJECT)).isHidden();
            assertThat(ConsoleHands.state(sandbox, request)).isEqualTo("rejected");
        }
    }

    @Test
    void movesNothingUnderTheEyesWhilePushesArrive(SandboxClient sandbox) {
        try (ConsoleVisit visit = ConsoleVisit.of(chromium, sandbox, "viewer")) {
            visit.open("/");
            Page page = visit.page();
            assertThat(page.getByText("ao vivo").first()).isVisible();
            double loaded = visit.seen("shift");
            List<Double> scripts = scripts(page);
            double size = scripts.stream().mapToDouble(Double::doubleValue).sum();
            System.out.printf(
                    Locale.ROOT,
                    "[console] board: LCP %.0f ms, CLS %.4f when loaded, %.1f KiB of script in %d files%n",
                    visit.seen("largest"),
                    loaded,
                    size / 1024,
                    scripts.size());
            assertThat(size).isPositive().isLessThanOrEqualTo(SCRIPT_BUDGET);
            assertThat(scripts).hasSizeLessThanOrEqualTo(MOST_SCRIPTS);
            assertThat(loaded).as("moved: %s", visit.moved()).isLessThan(0.05);

            page.evaluate("window.__same = true; window.__seen.shift = 0; window.__seen.moved = []");
            for (String message : new String[] {"feat: um", "feat: dois", "feat: três"}) {
                Push push = sandbox.push(Map.of("image", "users-api", "message", message));
                assertThat(visit.main().getByText(push.tag().substring(0, 7)).first())
                        .isVisible();
            }
            assertThat(page.evaluate("window.__same")).as("not reloaded").isEqualTo(true);
            System.out.printf(
                    Locale.ROOT, "[console] board: CLS %.4f while three versions came%n", visit.seen("shift"));
            assertThat(visit.seen("shift")).as("moved: %s", visit.moved()).isLessThan(0.05);
            visit.leftNoComplaint(sandbox);
        }
    }

    /** As sent, in bytes, each script file of the page. */
    private static List<Double> scripts(Page page) {
        List<?> sizes = (List<?>) page.evaluate("performance.getEntriesByType('resource')"
                + ".filter(file => file.name.endsWith('.js')).map(file => file.encodedBodySize)");
        return sizes.stream().map(size -> ((Number) size).doubleValue()).toList();
    }

    private static Locator named(ConsoleVisit visit, Pattern name) {
        return visit.page().getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name));
    }

    /** Tab after Tab until an element of this kind and text has the focus; a request may list a hundred commits. */
    private static void tabTo(Page page, String kind, String text) {
        for (int i = 0; i < 300; i++) {
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
