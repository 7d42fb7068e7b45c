package io.promotionbus.notification.camel;

import io.promotionbus.notification.mail.Content;
import java.util.stream.Collectors;

/**
 * A message in Slack's markup. Values come from commits and people: {@code & < >} are escaped, so that none becomes a
 * mention of everybody or a link with a false name, and control characters go, so that none makes lines of its own.
 *
 * @see <a href="https://docs.slack.dev/messaging/formatting-message-text">Formatting message text</a>
 */
final class SlackText {

    private static final int LONGEST = 3_500;

    private SlackText() {}

    static String of(Content content) {
        StringBuilder text =
                new StringBuilder(plain(content.subject())).append('\n').append(plain(content.lead()));
        for (Content.Fact fact : content.facts()) {
            text.append("\n• ").append(plain(fact.label())).append(": ").append(plain(fact.value()));
        }
        String items = content.items().stream()
                .map(item -> "\n• " + link(item.url(), item.text()))
                .collect(Collectors.joining());
        text.append(items.length() <= LONGEST ? items : items.substring(0, items.lastIndexOf('\n', LONGEST)) + "\n…");
        if (content.action() != null) {
            text.append('\n')
                    .append(link(content.action().url(), content.action().label()));
        }
        return text.toString();
    }

    /** Addresses are the bus's own. */
    private static String link(String url, String label) {
        return "<" + url + "|" + plain(label).replace("|", "¦") + ">";
    }

    private static String plain(String value) {
        return value.replaceAll("[\\p{Cntrl}\\u2028\\u2029\\u202a-\\u202e\\u2066-\\u2069]+", " ")
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .strip();
    }
}
