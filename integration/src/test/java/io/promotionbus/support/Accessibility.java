package io.promotionbus.support;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Page;
import java.util.List;

/** WCAG 2.2 A and AA, as far as axe can tell. */
public final class Accessibility {

    private static final List<String> RULES =
            List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice");

    private Accessibility() {}

    /** Says of each violation what it is, where, and what would mend it. */
    public static void check(Page page, String where) {
        var violations = new AxeBuilder(page)
                // Without a second page for the results: nothing here is in a frame of another origin.
                .setLegacyMode(true)
                .withTags(RULES)
                // Messages that are passing by point at elements that may be gone; they are read aloud, not looked at.
                .exclude("[data-live-announcer]")
                .analyze()
                .getViolations();
        assertThat(violations.stream()
                        .map(violation -> violation.getId() + ": " + violation.getHelp() + " "
                                + violation.getNodes().stream()
                                        .map(node -> node.getHtml() + " " + node.getFailureSummary())
                                        .toList())
                        .toList())
                .as("axe: %s", where)
                .isEmpty();
    }
}
