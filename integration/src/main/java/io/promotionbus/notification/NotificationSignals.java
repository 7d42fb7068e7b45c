package io.promotionbus.notification;

import io.promotionbus.platform.Signal;

/** Raised when the outbox may have work. */
public final class NotificationSignals {

    public static final Signal OUTBOX = new Signal("notification-outbox");

    private NotificationSignals() {}
}
