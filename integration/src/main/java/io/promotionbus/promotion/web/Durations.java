package io.promotionbus.promotion.web;

import java.time.Duration;
import java.util.Locale;
import org.springframework.context.MessageSource;

/** Durations as people say them: the two largest units. */
final class Durations {

    private static final int HOURS_BEFORE_DAYS = 72;

    private final MessageSource messages;
    private final Locale locale;

    Durations(MessageSource messages, Locale locale) {
        this.messages = messages;
        this.locale = locale;
    }

    String text(Duration duration) {
        Duration positive = duration.isNegative() ? Duration.ZERO : duration;
        if (positive.toHours() >= HOURS_BEFORE_DAYS) {
            return say("days", positive.toDays(), positive.toHoursPart());
        }
        if (positive.toHours() > 0) {
            return say("hours", positive.toHours(), positive.toMinutesPart());
        }
        if (positive.toMinutes() > 0) {
            return say("minutes", positive.toMinutes(), positive.toSecondsPart());
        }
        return say("seconds", positive.toSeconds(), 0);
    }

    private String say(String unit, long first, int second) {
        return messages.getMessage("duration." + unit, new Object[] {Long.toString(first), second}, locale);
    }
}
