package io.promotionbus.support;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * Looks at one state of a page as people do: wide and narrow, light and dark. Each look leaves a picture, nothing may be
 * wider than the screen, and each width and each scheme must satisfy axe's rules for WCAG 2.2 A and AA.
 */
public final class Screens {

    public static final int DESK = 1440;
    public static final int PHONE = 390;

    private static final Path FOLDER = Path.of("target", "screenshots");

    private Screens() {}

    /** Leaves the page wide and light. The page must follow the system's colours and keep still. */
    public static void look(Page page, String name) {
        for (ColorScheme scheme : List.of(ColorScheme.DARK, ColorScheme.LIGHT)) {
            page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
            for (int width : List.of(PHONE, DESK)) {
                size(page, width);
                String picture = name + "-" + width + "-" + scheme.name().toLowerCase(Locale.ROOT);
                page.screenshot(new Page.ScreenshotOptions().setPath(FOLDER.resolve(picture + ".png")));
                if ((width == PHONE) == (scheme == ColorScheme.DARK)) {
                    // Colours depend on the scheme and sizes on the width; two of the four looks have all of both.
                    Accessibility.check(page, picture);
                }
                assertThat((int) page.evaluate("document.documentElement.scrollWidth"))
                        .as("what %s is wide", picture)
                        .isLessThanOrEqualTo((int) page.evaluate("document.documentElement.clientWidth"));
            }
        }
    }

    public static void size(Page page, int width) {
        page.setViewportSize(width, width == PHONE ? 844 : 900);
    }
}
