package io.promotionbus.notification;

import java.util.List;

/** The rooms and machines that hear of messages to a role, beside the people. */
@FunctionalInterface
public interface Subscriptions {

    Subscriptions NONE = message -> List.of();

    /** Their address is {@code <scheme>:<name>}, such as {@code slack:releases}; no mail address has that form. */
    List<Recipient> to(Message message);
}
