package io.promotionbus.notification.camel;

import io.promotionbus.notification.ChangeReport;
import io.promotionbus.notification.ChangeReport.Line;
import io.promotionbus.platform.PublicUrl;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.springframework.context.MessageSource;

/**
 * A report as GitHub shows it. Values come from commits and people: nothing in them becomes markup, a mention, a reference
 * to another issue or a link.
 */
final class ReportText {

    private static final int LONGEST_DESCRIPTION = 140;
    private static final String CONTROLS = "[\\p{Cntrl}\\u2028\\u2029\\u202a-\\u202e\\u2066-\\u2069]+";
    private static final String BREAK = "\u200b";

    private final MessageSource messages;
    private final Locale locale;
    private final PublicUrl publicUrl;

    ReportText(MessageSource messages, Locale locale, PublicUrl publicUrl) {
        this.messages = messages;
        this.locale = locale;
        this.publicUrl = publicUrl;
    }

    /** What a comment of the bus about this report begins with. */
    static String marker(UUID marker) {
        return "<!-- promotion-bus:" + marker + " -->";
    }

    String comment(ChangeReport report, UUID marker) {
        StringBuilder text = new StringBuilder(marker(marker))
                .append("\n### ")
                .append(word("report.title"))
                .append("\n\n| ")
                .append(word("report.stage"))
                .append(" | ")
                .append(word("report.version"))
                .append(" | ")
                .append(word("report.state"))
                .append(" |\n|---|---|---|\n");
        for (Line line : report.lines()) {
            text.append("| ")
                    .append(plain(line.stage()))
                    .append(" | [")
                    .append(plain(line.version()))
                    .append("](")
                    .append(lineage(line))
                    .append(") | ")
                    .append(sign(line))
                    .append(' ')
                    .append(plain(line.sentence()))
                    .append(" |\n");
        }
        return text.append('\n').append(word("report.footer")).append('\n').toString();
    }

    private static String sign(Line line) {
        return switch (line.standing()) {
            case THERE -> "✅";
            case WAITING -> "⏳";
            case STUCK -> "⛔";
        };
    }

    /** GitHub's word for the status. */
    static String state(Line line) {
        return switch (line.standing()) {
            case THERE -> "success";
            case WAITING -> "pending";
            case STUCK -> "failure";
        };
    }

    static String description(Line line) {
        String text = (line.version() + ": " + line.sentence())
                .replaceAll(CONTROLS, " ")
                .strip();
        return text.length() <= LONGEST_DESCRIPTION ? text : text.substring(0, LONGEST_DESCRIPTION - 1) + "…";
    }

    String lineage(Line line) {
        return publicUrl.to("/lineage/" + line.freight()).toString();
    }

    private String word(String key) {
        return String.valueOf(messages.getMessage(key, null, key, locale));
    }

    private static String plain(String value) {
        String text = value.replaceAll(CONTROLS, " ").strip();
        for (String special : List.of("\\", "`", "*", "_", "[", "]", "<", ">", "|", "~", "!", "$")) {
            text = text.replace(special, "\\" + special);
        }
        return text.replace("&", "&amp;")
                .replace("@", "@" + BREAK)
                .replace("#", "#" + BREAK)
                .replace("://", ":" + BREAK + "//")
                .replace("www.", "www" + BREAK + ".");
    }
}
