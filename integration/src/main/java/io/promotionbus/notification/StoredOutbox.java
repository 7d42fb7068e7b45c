package io.promotionbus.notification;

import io.promotionbus.platform.Signals;
import java.time.Clock;
import java.util.UUID;

/** The outbox in the database: the row commits with the change it tells about, the signal follows the commit. */
public final class StoredOutbox implements Outbox {

    private final Messages messages;
    private final Signals signals;
    private final Clock wall;

    public StoredOutbox(Messages messages, Signals signals, Clock wall) {
        this.messages = messages;
        this.signals = signals;
        this.wall = wall;
    }

    @Override
    public void tell(Audience audience, Message message) {
        messages.store(audience, message, wall.instant());
        signals.raise(NotificationSignals.OUTBOX);
    }

    @Override
    public void drop(String template, UUID subjectId) {
        messages.drop(template, subjectId, wall.instant());
    }
}
