package io.promotionbus.support;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;

/** The machine's own Chromium, driven by Playwright. Nothing is downloaded. */
public final class Chromium implements AutoCloseable {

    private static final List<String> NAMES =
            List.of("chromium", "chromium-browser", "google-chrome-stable", "google-chrome");

    private static @Nullable Chromium shared;

    private final Playwright playwright;
    private final Browser browser;

    private Chromium(Playwright playwright, Browser browser) {
        this.playwright = playwright;
        this.browser = browser;
    }

    /** The one of this test JVM, with which it ends: starting it takes seconds, a visit of its own takes none. */
    public static synchronized Chromium shared() {
        Chromium running = shared;
        if (running == null) {
            running = start();
            shared = running;
        }
        return running;
    }

    /** Starts it; without one on the path the test is skipped loudly, and fails where {@code CI=true}. */
    public static Chromium start() {
        Optional<Path> executable = find();
        if (executable.isEmpty()) {
            String message = "There is no Chromium on the PATH, so the browser tests did not run";
            if ("true".equals(System.getenv("CI"))) {
                throw new AssertionError(message);
            }
            System.err.println("\n*** " + message + " ***\n");
            Assumptions.abort(message);
        }
        Map<String, String> environment = new HashMap<>(System.getenv());
        environment.put("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1");
        onPath("node").ifPresent(node -> environment.put("PLAYWRIGHT_NODEJS_PATH", node.toString()));
        Playwright playwright = Playwright.create(new Playwright.CreateOptions().setEnv(environment));
        Browser browser = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(executable.get())
                        .setArgs("root".equals(System.getProperty("user.name")) ? List.of("--no-sandbox") : List.of()));
        return new Chromium(playwright, browser);
    }

    public Browser browser() {
        return browser;
    }

    private static Optional<Path> find() {
        return NAMES.stream().flatMap(name -> onPath(name).stream()).findFirst();
    }

    private static Optional<Path> onPath(String program) {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .map(folder -> Path.of(folder, program))
                .filter(Files::isExecutable)
                .findFirst();
    }

    @Override
    public void close() {
        browser.close();
        playwright.close();
    }
}
