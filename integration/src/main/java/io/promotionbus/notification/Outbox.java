package io.promotionbus.notification;

import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Messages to people, stored in the transaction of the change they tell about. */
public interface Outbox {

    /**
     * Tells everybody who has the role at the time of sending. One mail per person, subject and reason, ever.
     *
     * @param template name of the message template, such as {@code approval-requested}
     * @param subjectId what it is about, such as the request's id; with {@code template} it makes the message unique
     * @param model values for the template; strings, numbers, lists and maps only
     */
    void tellRole(String role, String template, UUID subjectId, Map<String, Object> model, Context context);

    /** As {@link #tellRole} for one person, by OIDC subject. */
    void tellPerson(String subject, String template, UUID subjectId, Map<String, Object> model, Context context);

    /** Where the message belongs, for lineage and audit. */
    record Context(String project, @Nullable String stage, @Nullable String freight, String correlation) {}
}
