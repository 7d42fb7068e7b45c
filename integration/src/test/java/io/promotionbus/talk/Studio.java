package io.promotionbus.talk;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import io.promotionbus.docs.Diagrams;
import io.promotionbus.support.Chromium;
import io.promotionbus.support.SandboxClient;
import io.promotionbus.support.SandboxExtension;
import java.nio.file.Path;
import java.util.List;

/**
 * {@code mvn -Pimages}: starts a sandbox of its own and makes the talk's pictures and films from it.
 * Arguments: {@code images}, {@code films}, or the names of single films. Films need ffmpeg on the path.
 */
public final class Studio {

    static final int WIDTH = 1280;
    static final int HEIGHT = 720;
    private static final double SLOWEST_PAGE = 60_000;
    /** Milliseconds for what a page asks for after it is there. */
    private static final double SETTLED = 2_000;

    private final Chromium chromium;
    private final SandboxClient sandbox;
    private final Path root;

    private Studio(Chromium chromium, SandboxClient sandbox, Path root) {
        this.chromium = chromium;
        this.sandbox = sandbox;
        this.root = root;
    }

    public static void main(String[] arguments) throws Exception {
        List<String> wanted = List.of(String.join(" ", arguments).strip().split("\\s+"));
        Diagrams.main(arguments);
        Path root = Path.of("..").toAbsolutePath().normalize();
        SandboxClient sandbox = SandboxExtension.apart(Path.of("target", "studio"));
        try (Chromium chromium = Chromium.start()) {
            Studio studio = new Studio(chromium, sandbox, root);
            if (wanted.contains("images")) {
                new Pictures(studio, root.resolve("presentation/images")).take();
            }
            new Scenes(studio, root.resolve("presentation/videos/backup"))
                    .film(name -> wanted.contains("films") || wanted.contains(name));
        } finally {
            sandbox.sandbox().close();
        }
        // Netty's and Playwright's threads would keep it.
        System.exit(0);
    }

    SandboxClient sandbox() {
        return sandbox;
    }

    Path root() {
        return root;
    }

    /** A browser of its own for one person; it closes with its context. */
    BrowserContext browser() {
        BrowserContext context = chromium.browser()
                .newContext(new Browser.NewContextOptions()
                        .setLocale("pt-BR")
                        .setTimezoneId("America/Sao_Paulo")
                        .setViewportSize(WIDTH, HEIGHT));
        context.setDefaultTimeout(SLOWEST_PAGE);
        return context;
    }

    /** Opens a page of the console as this person; the first one of a browser logs in. */
    Page open(BrowserContext browser, String person, String path) {
        Page page;
        if (browser.pages().isEmpty()) {
            page = browser.newPage();
            // Not by the page itself: its shell is there before it sends anybody to the login.
            page.navigate(sandbox.console() + "/oauth2/authorization/keycloak");
            page.locator("#username").fill(person);
            page.locator("#password").fill(person);
            page.locator("#kc-login").click();
            page.waitForURL(sandbox.console() + "/**");
        } else {
            page = browser.pages().getFirst();
        }
        page.navigate(sandbox.console() + path);
        page.locator("main h1, main h2").first().waitFor();
        page.waitForTimeout(SETTLED);
        return page;
    }
}
