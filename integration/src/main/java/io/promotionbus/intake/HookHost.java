package io.promotionbus.intake;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Whoever sends webhooks and remembers what became of them. */
public interface HookHost {

    /**
     * A page of what the hook sent, newest first.
     *
     * @param cursor of the page, absent for the first
     */
    Page deliveries(Hook hook, @Nullable String cursor);

    /** Asks for a delivery to be sent again. */
    Asked again(Hook hook, long delivery);

    /**
     * A configured hook.
     *
     * @param source the name of the source that it reaches
     * @param owner {@code owner/name} of the repository, or the organisation, that it belongs to
     */
    record Hook(String source, String owner, long id) {

        @Override
        public String toString() {
            return owner + "/hooks/" + id;
        }
    }

    sealed interface Page {
        /** {@code next} is absent on the last page. */
        record Listed(List<Sent> deliveries, @Nullable String next) implements Page {}

        record Unreachable(String reason) implements Page {}
    }

    /**
     * One attempt to deliver.
     *
     * @param guid what the receiver was told as its identifier; the same for every attempt
     * @param at the sender's time
     * @param outcome in the sender's words
     */
    record Sent(long id, String guid, String event, Instant at, String outcome) {}

    sealed interface Asked {
        record Accepted() implements Asked {}

        /** Nothing was sent and nothing will be. {@code later} says whether asking again makes sense. */
        record Refused(String reason, boolean later) implements Asked {}

        /** No answer: it may be on its way. */
        record Unknown(String reason) implements Asked {}
    }
}
