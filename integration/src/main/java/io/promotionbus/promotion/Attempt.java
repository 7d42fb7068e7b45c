package io.promotionbus.promotion;

import io.promotionbus.promotion.Promotions.Kind;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One attempt to bring one Freight into one stage: at most one Kargo Promotion of it runs. Promotions made by others are
 * adopted as attempts of kind {@code EXTERNAL}.
 *
 * @param number 1 for the first, 2 to 4 for its retries
 * @param request the approval it stands on
 * @param actors user names for display; Kargo's actor string for external ones
 * @param base what {@link Base#text} said when it was decided
 * @param createdAt business time
 */
public record Attempt(
        UUID id,
        String freight,
        Kind kind,
        int number,
        @Nullable UUID request,
        List<String> actors,
        String base,
        Instant createdAt,
        Progress progress) {

    /** {@code Queued → Creating → Created → Ended}; an order may end from every state, an external one starts Created. */
    public sealed interface Progress {

        /** Ordered, waits for its lane. */
        record Queued() implements Progress {}

        /** Decided; Kargo is being asked. {@code problem} says what went wrong so far. */
        record Creating(@Nullable String problem, @Nullable Instant nextTry) implements Progress {}

        /** Kargo has it. {@code phase} is empty, Pending or Running. */
        record Created(
                String kargoName, String phase, @Nullable Instant startedAt) implements Progress {}

        /** It is over. {@code at} is business time. */
        record Ended(
                @Nullable String kargoName,
                Outcome outcome,
                Instant at,
                @Nullable String message) implements Progress {}
    }

    /** How an attempt ended. */
    public enum Outcome {
        SUCCEEDED,
        /** Before the step that changes the environment: may be tried again. */
        FAILED_BEFORE,
        /** In or after that step: judged by health, never tried again by itself. */
        FAILED_AFTER,
        ABORTED,
        /** Kargo or an admission policy does not let the bus. */
        DENIED,
        /** Kargo finds the Promotion itself wrong (422), such as Freight that is not available yet. */
        REFUSED,
        /** An order that was taken back before it ran. */
        CANCELLED,
        /** Somebody deleted the Promotion. */
        LOST;

        public boolean mayBeRetried() {
            return this == FAILED_BEFORE || this == REFUSED;
        }
    }

    public boolean unfinished() {
        return !(progress instanceof Progress.Ended);
    }

    /** True while a Promotion of it runs or may be about to run. */
    public boolean underWay() {
        return progress instanceof Progress.Creating || progress instanceof Progress.Created;
    }

    public boolean external() {
        return kind == Kind.EXTERNAL;
    }
}
