package io.promotionbus.benchmark;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import io.promotionbus.support.Chromium;
import io.promotionbus.support.SandboxClient;
import org.jspecify.annotations.Nullable;

/** The board in a browser, each time a new one without a cache, as somebody who may look at it. */
final class BoardVisit implements AutoCloseable {

    private static final String PERSON = "viewer";
    private static final double PATIENCE = 60_000;
    private static final int SCREENS = 12;

    /** When the first project and the search stand there, what moved by itself, and the slowest answer to a key. */
    private static final String WATCH = """
            window.__seen = { usable: 0, largest: 0, shift: 0, slow: 0 };
            const see = (type, each, more) =>
              new PerformanceObserver((list) => list.getEntries().forEach(each)).observe({ type, buffered: true, ...more });
            see('layout-shift', (entry) => { if (!entry.hadRecentInput) window.__seen.shift += entry.value; });
            see('largest-contentful-paint', (entry) => { window.__seen.largest = entry.startTime; });
            see('event', (entry) => {
              if (/^key|^input/.test(entry.name)) window.__seen.slow = Math.max(window.__seen.slow, entry.duration);
            }, { durationThreshold: 16 });
            const look = () => {
              if (document.querySelector('#main h2') && document.querySelector('#main input[type=search]'))
                window.__seen.usable = performance.now();
              else requestAnimationFrame(look);
            };
            requestAnimationFrame(look);
            """;

    private final Chromium chromium;
    private final SandboxClient sandbox;
    private @Nullable BrowserContext context;
    private @Nullable String login;

    BoardVisit(Chromium chromium, SandboxClient sandbox) {
        this.chromium = chromium;
        this.sandbox = sandbox;
    }

    void open() {
        close();
        Browser.NewContextOptions options =
                new Browser.NewContextOptions().setLocale("pt-BR").setViewportSize(1440, 900);
        if (login != null) {
            options.setStorageState(login);
        }
        BrowserContext opened = chromium.browser().newContext(options);
        context = opened;
        opened.setDefaultTimeout(PATIENCE);
        opened.addInitScript(WATCH);
        Page page = opened.newPage();
        page.navigate(sandbox.console().toString());
        page.locator("#username, #main h2").first().waitFor();
        if (page.locator("#username").isVisible()) {
            page.locator("#username").fill(PERSON);
            page.locator("#password").fill(PERSON);
            page.locator("#kc-login").click();
            page.locator("#main h2").first().waitFor();
            login = opened.storageState();
        }
    }

    private Page page() {
        return java.util.Objects.requireNonNull(context, "Nothing was opened")
                .pages()
                .getFirst();
    }

    double seen(String measure) {
        return ((Number) page().evaluate("name => window.__seen[name]", measure)).doubleValue();
    }

    /** Letter by letter into the search until this project alone is left. */
    void type(String project) {
        search().pressSequentially(project, new Locator.PressSequentiallyOptions().setDelay(80));
        page().waitForCondition(() -> page().locator("#main h2").count() == 1);
    }

    void clear() {
        search().fill("");
        page().waitForCondition(() -> page().locator("#main h2").count() > 1);
    }

    void scroll() {
        page().mouse().move(720, 600);
        for (int i = 0; i < SCREENS && !atTheEnd(); i++) {
            double before = scrolled();
            page().mouse().wheel(0, 800);
            page().waitForCondition(() -> scrolled() > before);
        }
    }

    private boolean atTheEnd() {
        return (Boolean) page().evaluate("innerHeight + scrollY >= document.documentElement.scrollHeight - 1");
    }

    private double scrolled() {
        return ((Number) page().evaluate("window.scrollY")).doubleValue();
    }

    private Locator search() {
        return page().locator("#main input[type=search]");
    }

    @Override
    public void close() {
        if (context != null) {
            context.close();
            context = null;
        }
    }
}
