package io.promotionbus.notification;

import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Messages to people, stored in the transaction of the change they tell about. */
public interface Outbox {

    /**
     * Stores the message for the audience; who that is, is asked when it is sent. A person gets one mail per template,
     * subject and occasion, ever, however often and through however many audiences it was told.
     */
    void tell(Audience audience, Message message);

    /**
     * Takes back what was not sent yet, because it has lost its point: a request that is decided needs nobody any more.
     * What was sent stays sent.
     */
    void drop(String template, UUID subjectId);

    /**
     * Tells everybody who has the role at the time of sending. One mail per person, subject and reason, ever.
     *
     * @param template one of {@link Templates}
     * @param subjectId what it is about, such as the request's id; with {@code template} it makes the message unique
     * @param model values for the template as {@link Templates} lists them; strings, numbers, lists and maps only
     */
    default void tellRole(String role, String template, UUID subjectId, Map<String, Object> model, Context context) {
        tell(new Audience.Role(role), Message.of(template, subjectId, model, context));
    }

    /** As {@link #tellRole} for one person, by OIDC subject. */
    default void tellPerson(
            String subject, String template, UUID subjectId, Map<String, Object> model, Context context) {
        tell(new Audience.Person(subject), Message.of(template, subjectId, model, context));
    }

    /** Where the message belongs, for lineage and audit. */
    record Context(
            String project,
            @Nullable String stage,
            @Nullable String freight,
            String correlation) {}
}
