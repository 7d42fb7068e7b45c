package io.promotionbus.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.promotionbus.support.Chromium;
import io.promotionbus.support.InSandbox;
import io.promotionbus.support.SandboxClient;
import io.promotionbus.support.SandboxClient.Push;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The console as people use it: a link from a mail, Keycloak's login, one decision, and the whole way afterwards. */
@InSandbox
class BrowserFlowIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final double SLOWEST_PAGE = 30_000;
    private static final Path SCREENSHOTS = Path.of("target", "screenshots");
    static final int DESK = 1440;
    static final int PHONE = 390;

    @Test
    void leadsFromAMailToProductionAndShowsTheWholeWay(SandboxClient sandbox) {
        Chromium chromium = Chromium.shared();
        sandbox.release();
        Push push = sandbox.push(
                Map.of("image", "users-api", "message", "feat: atualizar usuário", "coAuthors", new String[] {"lead"}));
        String toStg = ApprovalFlowIT.requestInMail(sandbox, "qa", push);

        decideAs(chromium, sandbox, "qa", toStg, "stg", DESK);
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(sandbox.serving("stg")).isEqualTo(push.tag()));
        String toProd = ApprovalFlowIT.requestInMail(sandbox, "po", push);
        decideAs(chromium, sandbox, "po", toProd, "prod", PHONE);
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(sandbox.serving("prod")).isEqualTo(push.tag()));

        lookAround(chromium, sandbox, push);
    }

    private static void decideAs(
            Chromium chromium, SandboxClient sandbox, String person, String request, String stage, int width) {
        try (BrowserContext context = context(chromium, width)) {
            Page page = context.newPage();
            page.navigate(sandbox.console() + "/approvals/" + request);
            logIn(page, person);
            Locator approve = page.getByRole(
                    AriaRole.BUTTON,
                    new Page.GetByRoleOptions()
                            .setName(Pattern.compile("^Aprovar para " + stage, Pattern.CASE_INSENSITIVE)));
            assertThat(approve).isVisible();
            shoot(page, "decision-" + stage, width);
            assertThat(sandbox.get("viewer", "/api/approvals/" + request)
                            .body()
                            .path("state")
                            .asText())
                    .as("looking decides nothing")
                    .isEqualTo("open");

            approve.click();
            assertThat(approve).isHidden();
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(sandbox.get("viewer", "/api/approvals/" + request)
                                    .body()
                                    .path("state")
                                    .asText())
                            .isEqualTo("approved"));
            shoot(page, "decided-" + stage, width);
        }
    }

    private static void lookAround(Chromium chromium, SandboxClient sandbox, Push push) {
        String freight = sandbox.freightOf(push.tag());
        String version = push.tag().substring(0, 7);
        for (int width : new int[] {DESK, PHONE}) {
            try (BrowserContext context = context(chromium, width)) {
                Page page = context.newPage();
                page.navigate(sandbox.console() + "/");
                logIn(page, "auditor");
                assertThat(page.getByText(version).first()).isVisible();
                shoot(page, "board", width);
                page.navigate(sandbox.console() + "/lineage/" + freight);
                assertThat(page.locator("main")).containsText(version);
                shoot(page, "lineage", width);
                page.navigate(sandbox.console() + "/audit?action=approval.approved&freight=" + freight);
                assertThat(page.locator("main")).containsText("qa");
                shoot(page, "audit", width);
                page.navigate(sandbox.console() + "/deliveries");
                assertThat(page.locator("main")).containsText("users-api");
                shoot(page, "deliveries", width);
            }
        }
    }

    static BrowserContext context(Chromium chromium, int width) {
        BrowserContext context = chromium.browser()
                .newContext(new Browser.NewContextOptions()
                        .setLocale("pt-BR")
                        .setTimezoneId("America/Sao_Paulo")
                        .setViewportSize(width, width == PHONE ? 844 : 900));
        context.setDefaultTimeout(SLOWEST_PAGE);
        com.microsoft.playwright.assertions.PlaywrightAssertions.setDefaultAssertionTimeout(SLOWEST_PAGE);
        return context;
    }

    static void logIn(Page page, String person) {
        page.locator("#username").fill(person);
        page.locator("#password").fill(person);
        page.locator("#kc-login").click();
    }

    static void shoot(Page page, String name, int width) {
        page.screenshot(new Page.ScreenshotOptions()
                .setPath(SCREENSHOTS.resolve(name + "-" + width + ".png"))
                .setFullPage(width == DESK));
    }
}
