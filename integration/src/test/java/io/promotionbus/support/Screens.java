package io.promotionbus.support;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.AxeResults;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * Looks at one state of a page as people do: wide and narrow, light and dark. Each look leaves a picture and must satisfy
 * axe's rules for WCAG 2.2 A and AA, and nothing may be wider than the screen.
 */
public final class Screens {

    public static final int DESK = 1440;
    public static final int PHONE = 390;

    private static final Path FOLDER = Path.of("target", "screenshots");
    private static final List<String> RULES =
            List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice");

    private Screens() {}

    /** Leaves the page wide and light. The page must follow the system's colours and keep still. */
    public static void look(Page page, String name) {
        for (ColorScheme scheme : List.of(ColorScheme.DARK, ColorScheme.LIGHT)) {
            page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
            for (int width : List.of(PHONE, DESK)) {
                size(page, width);
                String picture = name + "-" + width + "-" + scheme.name().toLowerCase(Locale.ROOT);
                page.screenshot(new Page.ScreenshotOptions().setPath(FOLDER.resolve(picture + ".png")));
                accessible(page, picture);
                assertThat((int) page.evaluate("document.documentElement.scrollWidth"))
                        .as("what %s is wide", picture)
                        .isLessThanOrEqualTo((int) page.evaluate("document.documentElement.clientWidth"));
            }
        }
    }

    public static void size(Page page, int width) {
        page.setViewportSize(width, width == PHONE ? 844 : 900);
    }

    private static void accessible(Page page, String name) {
        AxeResults results = new AxeBuilder(page)
                .withTags(RULES)
                // Messages that are passing by; they are read aloud, not looked at.
                .exclude("[data-live-announcer]")
                .analyze();
        assertThat(results.getViolations().stream()
                        .flatMap(rule -> rule.getNodes().stream().map(node -> rule.getId() + ": " + node.getHtml())))
                .as(name)
                .isEmpty();
    }
}
