package io.promotionbus.notification.mail;

import io.promotionbus.notification.Letter;
import io.promotionbus.notification.Message;
import io.promotionbus.notification.Recipient;
import io.promotionbus.notification.mail.Content.Action;
import io.promotionbus.notification.mail.Content.Fact;
import io.promotionbus.notification.mail.Content.Item;
import io.promotionbus.platform.PublicUrl;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;

/**
 * Finds the words. Values come from commits and people and are shown, never interpreted: no value becomes a link, a
 * template or a header line.
 */
public final class Composer {

    private static final Locale PORTUGUESE = Locale.forLanguageTag("pt-BR");
    private static final int LONGEST_VALUE = 600;
    private static final int SHORT_VERSION = 12;

    private final MessageSource messages;
    private final PublicUrl publicUrl;
    private final ZoneId zone;

    public Composer(MessageSource messages, PublicUrl publicUrl, ZoneId zone) {
        this.messages = messages;
        this.publicUrl = publicUrl;
        this.zone = zone;
    }

    public Content one(Letter letter) {
        Locale locale = locale(letter.recipient());
        Message message = letter.message();
        String key = "mail." + message.template() + ".";
        Object[] words = words(message, locale);
        List<Fact> facts = new ArrayList<>();
        facts.add(new Fact(
                text("mail.fact.stage", locale),
                (String) words[2] + " (" + message.context().project() + ")"));
        for (String name : Wording.of(message.template()).facts()) {
            String value = name.equals("because")
                    ? because(message, locale)
                    : shown(message.model().get(name), name, locale);
            if (value != null) {
                facts.add(new Fact(label(message.template(), name, locale), value));
            }
        }
        return new Content(
                locale,
                oneLine(text(key + "subject", locale, words)),
                text(key + "preview", locale, words),
                text(key + "headline", locale, words),
                text(key + "lead", locale, words),
                facts,
                List.of(),
                new Action(text(key + "action", locale, words), link(message)),
                text(key + "footer", locale, words));
    }

    public Content summary(List<Letter> letters) {
        Letter first = letters.getFirst();
        Locale locale = locale(first.recipient());
        Object[] words = {
            letters.size(), place(first.message()), first.message().context().project()
        };
        List<Item> items = letters.stream()
                .map(Letter::message)
                .map(message -> new Item(
                        oneLine(text("mail." + message.template() + ".subject", locale, words(message, locale))),
                        link(message)))
                .toList();
        return new Content(
                locale,
                oneLine(text("mail.summary.subject", locale, words)),
                text("mail.summary.lead", locale, words),
                text("mail.summary.headline", locale, words),
                text("mail.summary.lead", locale, words),
                List.of(),
                items,
                null,
                text("mail.summary.footer", locale, words));
    }

    /** {0} images, {1} version that would come, {2} stage, {3} project, {4} version that runs. */
    private Object[] words(Message message, Locale locale) {
        String images = shown(message.model().get("images"), "images", locale);
        String to = shown(message.model().get("to"), "to", locale);
        String from = shown(message.model().get("from"), "from", locale);
        String freight = message.context().freight();
        return new Object[] {
            images == null ? message.context().project() : images,
            to == null ? (freight == null ? "?" : brief(freight)) : to,
            place(message),
            message.context().project(),
            from == null ? text("mail.nothing-yet", locale) : from
        };
    }

    private static String place(Message message) {
        String stage = message.context().stage();
        return stage == null ? message.context().project() : stage;
    }

    private String label(String template, String fact, Locale locale) {
        String general = text("mail.fact." + fact, locale);
        return Objects.requireNonNull(messages.getMessage("mail." + template + ".fact." + fact, null, general, locale));
    }

    /** In the reader's language where the cause has a name; what the cluster or a person said stays as it was said. */
    private @Nullable String because(Message message, Locale locale) {
        Object cause = message.model().get("cause");
        String known = cause == null
                ? null
                : messages.getMessage("mail." + message.template() + ".cause." + cause, null, null, locale);
        if (known == null) {
            return shown(message.model().get("because"), "because", locale);
        }
        String detail = shown(message.model().get("detail"), "detail", locale);
        return detail == null ? known : limited(known + ": " + detail);
    }

    private @Nullable String shown(@Nullable Object value, String name, Locale locale) {
        if (value == null) {
            return null;
        }
        String text = value instanceof List<?> list
                ? list.stream().map(String::valueOf).collect(Collectors.joining(", "))
                : String.valueOf(value);
        return switch (name) {
            case "to", "from", "by" -> limited(brief(text));
            case "expiresAt", "waitingSince" -> time(text, locale);
            default -> text.isBlank() ? null : limited(text);
        };
    }

    /** A tag that is a full commit SHA is shown as people quote it. */
    private static String brief(String version) {
        return version.matches("[0-9a-f]{40}") ? version.substring(0, SHORT_VERSION) : version;
    }

    private String time(String rfc3339, Locale locale) {
        try {
            return DateTimeFormatter.ofPattern(text("mail.time", locale), locale)
                    .format(Instant.parse(rfc3339).atZone(zone));
        } catch (DateTimeParseException notATime) {
            throw new IllegalArgumentException("Times in a message's model are RFC 3339: " + rfc3339, notATime);
        }
    }

    private String link(Message message) {
        Object given = message.model().get("path");
        String freight = message.context().freight();
        String path = given instanceof String own
                ? own
                : Wording.of(message.template()).path();
        String local = path.replace("{subject}", message.subjectId().toString())
                .replace("{freight}", freight == null ? "" : freight);
        if (!local.matches("/[A-Za-z0-9/_.-]*") || local.startsWith("//")) {
            throw new IllegalArgumentException("A message links to a page of the console only: " + local);
        }
        return publicUrl.to(local).toString();
    }

    private String text(String key, Locale locale, Object... words) {
        return messages.getMessage(key, words, locale);
    }

    /** Brazilian Portuguese unless the person chose another language; then English. */
    static Locale locale(Recipient recipient) {
        String chosen = recipient.locale();
        return chosen == null
                        || chosen.isBlank()
                        || chosen.toLowerCase(Locale.ROOT).startsWith("pt")
                ? PORTUGUESE
                : Locale.ENGLISH;
    }

    private static String limited(String value) {
        return value.length() <= LONGEST_VALUE ? value : value.substring(0, LONGEST_VALUE - 1) + "…";
    }

    private static String oneLine(String text) {
        return text.replaceAll("\\s+", " ").strip();
    }
}
