package io.promotionbus.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ScreenshotAnimations;
import io.promotionbus.support.Accessibility;
import io.promotionbus.support.Chromium;
import io.promotionbus.support.SandboxClient;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * One person with the console open. Everything the browser complains about and every host it talks to is kept, so that a
 * test can say at the end that there was nothing of the kind.
 */
final class ConsoleVisit implements AutoCloseable {

    static final int DESK = 1440;
    static final int PHONE = 390;

    private static final double SLOWEST_PAGE = 30_000;
    private static final Path SCREENSHOTS = Path.of("target", "screenshots");

    /** Counts layout shifts that no hand caused, and when the largest content appeared, from the first moment on. */
    private static final String WATCH = """
            window.__seen = { shift: 0, moved: [], largest: 0 };
            new PerformanceObserver((list) => {
              for (const entry of list.getEntries()) {
                if (entry.hadRecentInput) continue;
                window.__seen.shift += entry.value;
                for (const { node } of entry.sources) window.__seen.moved.push(node ? node.className || node.nodeName : '');
              }
            }).observe({ type: 'layout-shift', buffered: true });
            new PerformanceObserver((list) => {
              for (const entry of list.getEntries()) window.__seen.largest = entry.startTime;
            }).observe({ type: 'largest-contentful-paint', buffered: true });
            """;

    /** Logins that still hold, as cookies, by address and person. */
    private static final Map<String, String> LOGINS = new ConcurrentHashMap<>();

    private final URI console;
    private final @Nullable String person;
    private final BrowserContext context;
    private final Page page;
    private final List<String> complaints = new ArrayList<>();
    private final Set<String> hosts = new TreeSet<>();

    private ConsoleVisit(URI console, @Nullable String person, BrowserContext context) {
        this.console = console;
        this.person = person;
        this.context = context;
        context.setDefaultTimeout(SLOWEST_PAGE);
        PlaywrightAssertions.setDefaultAssertionTimeout(SLOWEST_PAGE);
        context.addInitScript(WATCH);
        context.onRequest(request -> {
            if (request.url().startsWith("http")) {
                hosts.add(URI.create(request.url()).getAuthority());
            }
        });
        page = context.newPage();
        page.onConsoleMessage(message -> {
            // A refused call is told by the page itself; what it says to nobody is the complaint.
            if (message.type().equals("error") && !message.text().startsWith("Failed to load resource") && isOurs()) {
                complaints.add(page.url() + ": " + message.text());
            }
        });
        page.onPageError(error -> complaints.add(page.url() + ": " + error));
    }

    /** At a desk, in the language and zone of São Paulo. */
    static ConsoleVisit of(Chromium chromium, SandboxClient sandbox, @Nullable String person) {
        return start(chromium, sandbox, person, person == null ? null : LOGINS.get(sandbox.console() + person));
    }

    /** With a browser that knows no login of this person yet. */
    static ConsoleVisit ofStranger(Chromium chromium, SandboxClient sandbox, String person) {
        return start(chromium, sandbox, person, null);
    }

    private static ConsoleVisit start(
            Chromium chromium, SandboxClient sandbox, @Nullable String person, @Nullable String kept) {
        Browser.NewContextOptions options = new Browser.NewContextOptions()
                .setLocale("pt-BR")
                .setTimezoneId("America/Sao_Paulo")
                .setColorScheme(ColorScheme.LIGHT)
                .setViewportSize(DESK, height(DESK));
        if (kept != null) {
            options.setStorageState(kept);
        }
        return new ConsoleVisit(sandbox.console(), person, chromium.browser().newContext(options));
    }

    Page page() {
        return page;
    }

    BrowserContext context() {
        return context;
    }

    /** The page's own part, without navigation and banners. */
    Locator main() {
        return page.locator("#main");
    }

    Locator banners() {
        return page.getByLabel("Avisos", new Page.GetByLabelOptions().setExact(true));
    }

    /** Goes there by address, through the login if need be, and waits until everything asked for is drawn. */
    ConsoleVisit open(String path) {
        page.navigate(console.resolve(path).toString());
        page.locator("#username, #main h1").first().waitFor();
        if (page.locator("#username").isVisible()) {
            logIn();
        }
        settled();
        return this;
    }

    /** Fills in Keycloak's form. */
    void logIn() {
        String name = java.util.Objects.requireNonNull(person, "Nobody is there to log in");
        page.locator("#username").fill(name);
        page.locator("#password").fill(name);
        page.locator("#kc-login").click();
        assertThat(page.locator("#main h1")).isVisible();
        LOGINS.put(console + name, context.storageState());
    }

    ConsoleVisit settled() {
        assertThat(page.locator("#main h1")).isVisible();
        assertThat(page.getByText("Carregando…")).hasCount(0);
        return this;
    }

    /** Number of a measure of the page, {@code shift} or {@code largest}. */
    double seen(String measure) {
        return ((Number) page.evaluate("name => window.__seen[name]", measure)).doubleValue();
    }

    Object moved() {
        return page.evaluate("window.__seen.moved");
    }

    void look(int width, boolean dark) {
        page.setViewportSize(width, height(width));
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(dark ? ColorScheme.DARK : ColorScheme.LIGHT));
    }

    void shoot(String name, int width, boolean dark) {
        page.screenshot(new Page.ScreenshotOptions()
                .setPath(SCREENSHOTS.resolve(name + "-" + width + (dark ? "-dark" : "") + ".png"))
                .setAnimations(ScreenshotAnimations.DISABLED)
                .setFullPage(true));
    }

    void isAccessible(String where) {
        Accessibility.check(page, where);
    }

    void fitsIntoTheWidth(String where) {
        assertThat((Integer) page.evaluate("document.documentElement.scrollWidth - innerWidth"))
                .as("%s scrolls sideways", where)
                .isLessThanOrEqualTo(0);
    }

    /** Nothing was refused by the content policy, nothing failed, and nobody but the bus and Keycloak was asked. */
    void leftNoComplaint(SandboxClient sandbox) {
        assertThat(complaints).isEmpty();
        assertThat(hosts)
                .isSubsetOf(
                        console.getAuthority(), sandbox.sandbox().keycloakUrl().getAuthority());
    }

    private boolean isOurs() {
        return page.url().startsWith(console.toString());
    }

    private static int height(int width) {
        return width == PHONE ? 844 : 900;
    }

    @Override
    public void close() {
        context.close();
    }
}
