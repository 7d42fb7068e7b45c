package io.promotionbus.notification;

import java.util.Set;
import java.util.UUID;

/** Whom a message is for. Who belongs to it is found out when it is sent, never when it is stored. */
public sealed interface Audience {

    /** Enabled people who have the role effectively, but for those of {@code except} (OIDC subjects). */
    record Role(String role, Set<String> except) implements Audience {
        public Role(String role) {
            this(role, Set.of());
        }
    }

    /** One person, by OIDC subject. */
    record Person(String subject) implements Audience {}

    /**
     * A place that is told, such as a pull request.
     *
     * @param address {@code <scheme>:<name>}; no mail address has that form
     */
    record Target(String address) implements Audience {}

    /**
     * Those who were told about something before, to tell them that it is settled.
     *
     * @param template the message they got
     * @param subjectId what that message was about
     * @param except OIDC subjects who know already, because it was they who acted
     * @param unlessInRoles people of these roles hear of it by another message
     */
    record Told(String template, UUID subjectId, Set<String> except, Set<String> unlessInRoles) implements Audience {}
}
