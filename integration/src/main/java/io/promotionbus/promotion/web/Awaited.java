package io.promotionbus.promotion.web;

import io.promotionbus.promotion.Consent;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;

/** Who is still needed for a decision, in words: {@code qa 1, po 2} is what the quorum counts with. */
record Awaited(MessageSource messages, Locale locale) {

    /** @param missing role and number, several separated by a comma */
    String text(@Nullable String missing) {
        List<String> people = Arrays.stream(missing == null ? new String[0] : missing.split(",\\s*"))
                .filter(entry -> !entry.isBlank())
                .map(this::person)
                .toList();
        if (people.size() < 2) {
            return String.join("", people);
        }
        String first = people.stream().limit(people.size() - 1L).collect(Collectors.joining(", "));
        return say("awaited.and", first, people.getLast());
    }

    private String person(String entry) {
        if (entry.equals(Consent.Open.SECOND_PERSON)) {
            return say("awaited.second");
        }
        int space = entry.lastIndexOf(' ');
        String role = space < 0 ? entry : entry.substring(0, space);
        String number = space < 0 ? "1" : entry.substring(space + 1);
        return number.equals("1") ? role : say("awaited.many", role, number);
    }

    private String say(String key, Object... values) {
        return String.valueOf(messages.getMessage(key, values, key, locale));
    }
}
