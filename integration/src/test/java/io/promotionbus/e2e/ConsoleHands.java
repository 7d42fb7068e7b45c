package io.promotionbus.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.promotionbus.support.SandboxClient;
import java.nio.file.Files;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What hands do in the console, and what the bus has of it afterwards. */
final class ConsoleHands {

    private ConsoleHands() {}

    static Locator button(Locator within, String name) {
        return within.getByRole(
                AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(name).setExact(true));
    }

    /** The button whose name fits the pattern, wherever on the page. */
    static Locator button(ConsoleVisit visit, String name) {
        return visit.page().getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(Pattern.compile(name)));
    }

    /** Gives the reason that the dialog of this title asks for, and sees it close. */
    static void fill(ConsoleVisit visit, String title, String action, String reason) {
        Locator dialog =
                visit.page().getByRole(AriaRole.DIALOG, new Page.GetByRoleOptions().setName(Pattern.compile(title)));
        dialog.getByLabel("Motivo").fill(reason);
        button(dialog, action).click();
        assertThat(dialog).isHidden();
    }

    static Locator dialog(ConsoleVisit visit) {
        return visit.page().getByRole(AriaRole.DIALOG);
    }

    static String state(SandboxClient sandbox, String request) {
        return sandbox.get("viewer", "/api/approvals/" + request)
                .body()
                .path("state")
                .asText();
    }

    static Stream<String> audited(SandboxClient sandbox, String group, String... reasons) {
        return sandbox.get("auditor", "/api/audit?limit=200&action=" + group)
                .items()
                .filter(event -> List.of(reasons).contains(event.path("reason").asText()))
                .map(event -> event.path("action").asText());
    }

    static List<String> exported(ConsoleVisit visit, String link) throws Exception {
        Download download = visit.page()
                .waitForDownload(() -> visit.page()
                        .getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(link))
                        .click());
        return Files.readAllLines(download.path());
    }
}
