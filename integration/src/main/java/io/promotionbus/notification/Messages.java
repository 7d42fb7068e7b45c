package io.promotionbus.notification;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The rows of the outbox: audiences, which become letters, which are sent. All times are wall time. Finishing is fenced
 * by the claim: it answers false when the lease was lost or the message was dropped meanwhile.
 */
public interface Messages {

    /** Stores the audience's row; a second one of the same identity is ignored. */
    void store(Audience audience, Message message, Instant now);

    /** Takes back what was not sent. */
    void drop(String template, UUID subjectId, Instant now);

    /** Claims the oldest row that is due, also one that a dead replica had claimed. */
    Optional<Claimed> claim(String claim, Instant now, Duration lease);

    /** Claims all letters of one recipient that wait for a common summary whose time has come; empty when there are none. */
    List<Claimed.ForPerson> claimSummary(String claim, int most, Instant now, Duration lease);

    /** The audience is known: stores a letter each, and the row is done. Letters of the same identity are ignored. */
    boolean audienceKnown(
            Claimed.ForAudience row, String claim, List<Recipient> recipients, @Nullable String note, Instant now);

    boolean sent(UUID id, String claim, String reference, Instant now);

    boolean retry(UUID id, String claim, String error, Instant next);

    boolean dead(UUID id, String claim, String error, Instant now);

    /** Puts a letter aside for a summary: at {@code due}, or with those of its kind that wait already. */
    boolean putAside(Claimed.ForPerson row, String claim, Instant now, Instant due);

    /** How many letters of the same recipient, template and stage were sent since. */
    int sentSince(Letter letter, Instant since);

    /** Those who got the message; empty optional while some of it is still being sent. */
    Optional<List<Recipient>> told(String template, UUID subjectId);

    /** For health and metrics. */
    Backlog backlog();

    /** A claimed row; {@code attempts} counts this one. */
    sealed interface Claimed {
        UUID id();

        int attempts();

        Instant createdAt();

        String correlation();

        record ForAudience(UUID id, int attempts, Instant createdAt, Audience audience, Message message)
                implements Claimed {
            @Override
            public String correlation() {
                return message.context().correlation();
            }
        }

        record ForPerson(UUID id, int attempts, Instant createdAt, Letter letter) implements Claimed {
            @Override
            public String correlation() {
                return letter.message().context().correlation();
            }
        }
    }

    /** {@code oldestWaiting} is absent when nothing waits; {@code lastError} is that of the newest row that has one. */
    record Backlog(
            long waiting,
            long dead,
            @Nullable Instant oldestWaiting,
            @Nullable String lastError) {}
}
