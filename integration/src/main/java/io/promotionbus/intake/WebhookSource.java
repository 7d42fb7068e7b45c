package io.promotionbus.intake;

import java.util.Set;

/** A configured sender: how its requests are told from forged ones, and what a well-formed one carries. */
public interface WebhookSource {

    /** {@code github} or {@code dockerhub}. */
    String provider();

    /** The name in the path; {@code default} for the path without one. */
    String name();

    /** Longest body that is read, in bytes. */
    int maxBytes();

    /** Headers that are kept, under their canonical names. Repeated ones are dropped: nobody can say which one counts. */
    Set<String> headers();

    /** In constant time, over the raw bytes, before anything is parsed. */
    boolean authentic(InboundRequest request);

    /** Reads what the row needs, of an authentic request only. */
    Form form(InboundRequest request);

    /** Whether the request can be stored. */
    sealed interface Form {

        /**
         * It can.
         *
         * @param deliveryId the sender's id, absent where it has none
         * @param dedupeKey equal for what is the same delivery
         */
        record Good(String event, java.util.Optional<String> deliveryId, String dedupeKey) implements Form {}

        /** A required header is missing, repeated or too long. */
        record Bad(String field) implements Form {}
    }
}
