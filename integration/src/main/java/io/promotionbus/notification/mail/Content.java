package io.promotionbus.notification.mail;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a mail says, before it becomes text and HTML.
 *
 * @param preview the line that mail programs show beside the subject
 * @param facts label and value, in reading order
 * @param action the one link
 * @param items the lines of a summary; empty otherwise
 */
public record Content(
        Locale locale,
        String subject,
        String preview,
        String headline,
        String lead,
        List<Fact> facts,
        List<Item> items,
        @Nullable Action action,
        String footer) {

    public record Fact(String label, String value) {}

    public record Action(String label, String url) {}

    public record Item(String text, String url) {}

    /** Public for the templates. */
    public String language() {
        return locale.toLanguageTag();
    }
}
