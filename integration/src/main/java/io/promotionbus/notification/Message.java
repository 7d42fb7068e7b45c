package io.promotionbus.notification;

import java.util.Map;
import java.util.UUID;

/**
 * What is to be told.
 *
 * @param template one of {@link Templates}
 * @param subjectId what it is about
 * @param occasion tells repeated messages of one template and subject apart, such as the number of a reminder; empty for
 *     messages that are sent once
 * @param model values for the template; strings, numbers, lists and maps only
 */
public record Message(
        String template, UUID subjectId, String occasion, Map<String, Object> model, Outbox.Context context) {

    public Message {
        model = Map.copyOf(model);
    }

    public static Message of(String template, UUID subjectId, Map<String, Object> model, Outbox.Context context) {
        return new Message(template, subjectId, "", model, context);
    }
}
