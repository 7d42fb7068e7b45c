package io.promotionbus.promotion;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What is decided about one Freight at one stage. */
public sealed interface Decision {

    State state();

    /** Why; the first is what people read first. Empty only for {@link Promote} and {@link Ask}. */
    List<Reason> reasons();

    /** It goes now. */
    record Promote(Basis basis) implements Decision {
        @Override
        public State state() {
            return State.PROMOTING;
        }

        @Override
        public List<Reason> reasons() {
            return List.of();
        }
    }

    /** People are to be asked now. */
    record Ask() implements Decision {
        @Override
        public State state() {
            return State.ASKING;
        }

        @Override
        public List<Reason> reasons() {
            return List.of();
        }
    }

    /**
     * It may still move, but not now.
     *
     * @param state {@code ASKING}, {@code APPROVED}, {@code PROMOTING}, {@code HELD}, {@code FAILED} or
     *     {@code NOT_AVAILABLE}
     * @param request the approval request it depends on
     * @param edge the next business instant at which time alone may change this; absent when only an event can
     */
    record Hold(
            State state,
            List<Reason> reasons,
            @Nullable UUID request,
            @Nullable Instant edge) implements Decision {

        static Hold because(State state, Reason reason) {
            return new Hold(state, List.of(reason), null, reason.until());
        }

        Hold of(@Nullable UUID request) {
            return new Hold(state, reasons, request, edge);
        }
    }

    /** It does not move by itself any more. */
    record Ended(
            State state, List<Reason> reasons, @Nullable UUID request) implements Decision {

        static Ended because(State state, Reason reason) {
            return new Ended(state, List.of(reason), null);
        }

        Ended of(@Nullable UUID request) {
            return new Ended(state, reasons, request);
        }
    }

    /** What a Promotion stands on. */
    sealed interface Basis {
        /** The policy says so. */
        record Automatic() implements Basis {}

        /** People said so; {@code actors} are user names. */
        record Approved(UUID request, Instant approvedAt, List<String> actors) implements Basis {}

        /** A person or a rollback ordered it and it waited for its turn. */
        record Ordered(Attempt attempt) implements Basis {}

        /** The last one failed before it changed anything. */
        record Retry(Attempt failed) implements Basis {}
    }
}
