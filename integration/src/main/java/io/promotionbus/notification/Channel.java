package io.promotionbus.notification;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A way to reach people. Sending is at least once; the id makes repetitions recognisable to the receiver. */
public interface Channel {

    /**
     * Sends one letter.
     *
     * @throws ChannelUnavailable when it may work later
     */
    Sent send(Letter letter);

    /**
     * Sends many letters of one recipient as one summary.
     *
     * @param id stable over repetitions
     * @throws ChannelUnavailable when it may work later
     */
    Sent summarise(UUID id, List<Letter> letters);

    /** When to try again; empty for the outbox's own pace. */
    default Optional<RetrySchedule> schedule(Recipient recipient) {
        return Optional.empty();
    }

    sealed interface Sent {
        /** {@code reference} is how follow-ups name it, such as a Message-ID. */
        record Delivered(String reference) implements Sent {}

        /** It will never work for this letter, such as an address that does not exist. */
        record Refused(String because) implements Sent {}
    }

    /** The other side did not answer or asked to come again. */
    final class ChannelUnavailable extends RuntimeException {
        private final Duration atLeast;

        public ChannelUnavailable(String message, @Nullable Throwable cause) {
            this(message, cause, Duration.ZERO);
        }

        /** @param atLeast how long the other side asked to be left alone */
        public ChannelUnavailable(String message, @Nullable Throwable cause, Duration atLeast) {
            super(message, cause);
            this.atLeast = atLeast;
        }

        public Duration atLeast() {
            return atLeast;
        }
    }
}
