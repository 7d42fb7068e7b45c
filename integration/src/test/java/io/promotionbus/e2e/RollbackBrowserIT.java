package io.promotionbus.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import io.promotionbus.sandbox.SandboxOptions.Port;
import io.promotionbus.support.Chromium;
import io.promotionbus.support.SandboxClient;
import io.promotionbus.support.SandboxClient.Push;
import io.promotionbus.support.SandboxExtension;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/**
 * A version that turns bad, as the people at the screens see it: the users of dev by the badge on their page, the operator by
 * mail and console, with the real users API behind it.
 */
class RollbackBrowserIT {

    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final String SILENT = "sem resposta";

    private final SandboxClient sandbox = SandboxExtension.sharedWithUsersApi();

    @Test
    void turnsBadGoesBackStaysAwayAndLetsTheFixIn() {
        RollbackIT.putBack(sandbox);
        Push good = RollbackIT.proven(sandbox);
        try (Chromium chromium = Chromium.start();
                BrowserContext browser = BrowserFlowIT.context(chromium, BrowserFlowIT.DESK)) {
            Page users = openUsers(browser);
            shows(users, good);

            Push bad = sandbox.push(
                    Map.of("image", "users-api", "fault", "late", "message", "feat: relatório de usuários"));
            shows(users, bad);
            BrowserFlowIT.shoot(users, "rollback-users-bad", BrowserFlowIT.DESK);
            assertThat(users.getByText(SILENT).first()).isVisible(within(PATIENCE));
            BrowserFlowIT.shoot(users, "rollback-users-silent", BrowserFlowIT.DESK);
            RollbackIT.turnsBad(sandbox);
            try (ConsoleVisit operator = ConsoleVisit.of(chromium, sandbox, "operator")) {
                operator.open("/");
                assertThat(operator.main()).containsText(shortly(bad));
                look(operator, "rollback-board-ill");
            }

            RollbackIT.advance(sandbox, "PT30S");
            shows(users, good);
            assertThat(users.getByText(SILENT)).hasCount(0);
            BrowserFlowIT.shoot(users, "rollback-users-back", BrowserFlowIT.DESK);

            tells(chromium, bad, good);
            Push again = sandbox.push("users-ui");
            staysAway(chromium, bad, again);

            Push fix = sandbox.push(Map.of("image", "users-api", "message", "fix: relatório de usuários"));
            shows(users, fix);
            BrowserFlowIT.shoot(users, "rollback-users-fixed", BrowserFlowIT.DESK);
        }
    }

    private Page openUsers(BrowserContext browser) {
        Page page = browser.newPage();
        page.navigate(sandbox.sandbox().url(Port.USERS_DEV).toString());
        BrowserFlowIT.logIn(page, "viewer");
        return page;
    }

    /** The badge that is always in sight. */
    private static void shows(Page users, Push push) {
        assertThat(users.getByText("Ambiente dev, versão " + shortly(push), new Page.GetByTextOptions().setExact(true)))
                .isAttached(new LocatorAssertions.IsAttachedOptions().setTimeout(PATIENCE.toMillis()));
    }

    /** Why it went back: in the mail, on the page that its link opens, and in the audit log. */
    private void tells(Chromium chromium, Push bad, Push good) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(sandbox.running("dev")).isEqualTo(good.tag()));
        JsonNode mail = await().atMost(PATIENCE)
                .until(
                        () -> sandbox.mails("operator", bad.tag()).stream()
                                .filter(one -> one.path("subject").asText().startsWith("Revertido"))
                                .findFirst(),
                        Optional::isPresent)
                .orElseThrow();
        assertThat(mail.toString())
                .contains(bad.tag().substring(0, 7), good.tag().substring(0, 7), "ou o que entrou caiu");
        URI link = URI.create(mail.path("links").path(0).asText());
        String freight = sandbox.freightOf(bad.tag());
        at(chromium, "operator", link.getPath(), "rollback-lineage", page -> {
            assertThat(page.main()).containsText("Reversão");
            assertThat(page.main()).containsText("Quarentena");
            assertThat(page.main()).containsText("o que foi implantado caiu");
        });
        at(chromium, "auditor", "/audit?action=rollback&freight=" + freight, "rollback-audit", page -> {
            assertThat(page.main()).containsText("reversão iniciada");
            assertThat(page.main()).containsText("o que foi implantado caiu");
        });
        at(chromium, "viewer", "/", "rollback-board-back", page -> {
            assertThat(page.main()).containsText(shortly(good));
            assertThat(page.main()).containsText("reversão automática");
        });
    }

    /** The same digest under another tag. */
    private void staysAway(Chromium chromium, Push bad, Push again) {
        String digest = bad.digests().get("users-api");
        assertThat(again.digests().get("users-api")).isEqualTo(digest);
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(
                                RollbackIT.why(sandbox, again).path("state").asText())
                        .isEqualTo("quarantined"));
        at(chromium, "viewer", "/lineage/" + sandbox.freightOf(again.tag()), "rollback-again", page -> {
            assertThat(page.main()).containsText(shortly(again));
            assertThat(page.main()).containsText("em quarentena, por promotion-bus");
        });
        at(
                chromium,
                "operator",
                "/freezes",
                "rollback-quarantine",
                page -> assertThat(page.main()).containsText(digest.substring("sha256:".length(), 19)));
    }

    private void at(Chromium chromium, String person, String path, String name, Consumer<ConsoleVisit> seen) {
        try (ConsoleVisit visit = ConsoleVisit.of(chromium, sandbox, person)) {
            visit.open(path);
            seen.accept(visit);
            look(visit, name);
            visit.leftNoComplaint(sandbox);
        }
    }

    private static void look(ConsoleVisit visit, String name) {
        for (int width : new int[] {ConsoleVisit.PHONE, ConsoleVisit.DESK}) {
            visit.look(width, false);
            visit.shoot(name, width, false);
            visit.fitsIntoTheWidth(name);
        }
        visit.isAccessible(name);
    }

    private static LocatorAssertions.IsVisibleOptions within(Duration patience) {
        return new LocatorAssertions.IsVisibleOptions().setTimeout(patience.toMillis());
    }

    private static String shortly(Push push) {
        return push.tag().substring(0, 7);
    }
}
