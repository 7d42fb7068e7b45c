package io.promotionbus.notification;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Every letter to the channel of its recipient's address. */
public final class Channels implements Channel {

    private final Channel mail;
    private final Map<String, Channel> byScheme;

    /** @param byScheme the part of the address before the colon; anything else is mail */
    public Channels(Channel mail, Map<String, Channel> byScheme) {
        this.mail = mail;
        this.byScheme = Map.copyOf(byScheme);
    }

    @Override
    public Sent send(Letter letter) {
        return of(letter.recipient()).send(letter);
    }

    @Override
    public Sent summarise(UUID id, List<Letter> letters) {
        return of(letters.getFirst().recipient()).summarise(id, letters);
    }

    @Override
    public Optional<RetrySchedule> schedule(Recipient recipient) {
        return of(recipient).schedule(recipient);
    }

    private Channel of(Recipient recipient) {
        String address = recipient.address();
        int colon = address.indexOf(':');
        return colon < 0 || address.indexOf('@') >= 0
                ? mail
                : byScheme.getOrDefault(address.substring(0, colon), REMOVED);
    }

    /** A row may outlive the configuration it was made for. */
    private static final Channel REMOVED = new Channel() {
        @Override
        public Sent send(Letter letter) {
            return new Sent.Refused("the channel is no longer configured");
        }

        @Override
        public Sent summarise(UUID id, List<Letter> letters) {
            return new Sent.Refused("the channel is no longer configured");
        }
    };
}
