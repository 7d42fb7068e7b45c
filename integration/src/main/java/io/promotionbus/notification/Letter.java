package io.promotionbus.notification;

import java.util.UUID;

/** One message for one person. The id is the same over all attempts. */
public record Letter(UUID id, Recipient recipient, Message message) {}
