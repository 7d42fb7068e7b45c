package io.promotionbus.intake.web;

import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;

/** Reads one body within its limit, the shared budget and a time limit, whatever length was announced. */
final class BodyReader {

    private static final int STEP = 64 << 10;
    /**
     * What is still read and thrown away of a body that is too large, so that its sender gets to see the answer: most send
     * everything before they look. More than the largest limit, so that a body just above it is always answered.
     */
    private static final long DRAIN = 64L << 20;

    private static final Duration TIME = Duration.ofSeconds(20);

    private final BodyBudget budget;
    private final Clock clock;
    private long taken;

    BodyReader(BodyBudget budget, Clock clock) {
        this.budget = budget;
        this.clock = clock;
    }

    Reading read(InputStream in, int maxBytes, long announced) throws IOException {
        if (announced > maxBytes) {
            drain(in);
            return new Reading.TooLarge();
        }
        Instant deadline = clock.instant().plus(TIME);
        byte[] buffer = new byte[0];
        int length = 0;
        while (true) {
            if (length == buffer.length) {
                int capacity = (int) Math.min(Math.max(STEP, 2L * buffer.length), maxBytes + 1L);
                capacity = announced >= 0 ? (int) Math.min(capacity, announced + 1) : capacity;
                if (!take(capacity - buffer.length)) {
                    return new Reading.NoRoom();
                }
                buffer = Arrays.copyOf(buffer, capacity);
            }
            int read = in.read(buffer, length, buffer.length - length);
            if (read < 0) {
                return new Reading.Complete(length == buffer.length ? buffer : Arrays.copyOf(buffer, length));
            }
            length += read;
            if (length > maxBytes) {
                drain(in);
                return new Reading.TooLarge();
            }
            if (clock.instant().isAfter(deadline)) {
                return new Reading.TooSlow();
            }
        }
    }

    /** Gives the memory back; call it once the request is over. */
    void close() {
        budget.giveBack(taken);
        taken = 0;
    }

    private boolean take(long bytes) {
        if (!budget.take(bytes)) {
            return false;
        }
        taken += bytes;
        return true;
    }

    private void drain(InputStream in) throws IOException {
        Instant deadline = clock.instant().plus(TIME);
        byte[] sink = new byte[STEP];
        long drained = 0;
        int read;
        do {
            read = in.read(sink);
            drained += read;
        } while (read >= 0 && drained < DRAIN && clock.instant().isBefore(deadline));
    }

    /** How reading ended. */
    sealed interface Reading {
        record Complete(byte[] body) implements Reading {}

        record TooLarge() implements Reading {}

        record NoRoom() implements Reading {}

        record TooSlow() implements Reading {}
    }
}
