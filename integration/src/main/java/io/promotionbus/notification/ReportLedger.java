package io.promotionbus.notification;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What each pull request is to say and what it says. Wall time. Every write is fenced by the claim. */
public interface ReportLedger {

    /** How long a replica may take for one pull request. */
    Duration LEASE = Duration.ofMinutes(2);

    /** Claims the report for one replica, so that no two create its comment; empty while another one has it. */
    Optional<Entry> claim(String repository, int number, String claim, Instant now, Instant until);

    boolean exists(String repository, int number);

    void commentIs(Entry entry, String claim, long id);

    void commentGone(Entry entry, String claim);

    void commentTold(Entry entry, String claim, String hash);

    void statusTold(Entry entry, String claim, String context, String hash);

    void release(Entry entry, String claim);

    /**
     * A claimed report.
     *
     * @param marker what the comment is recognised by
     * @param commentTold hash of the text the comment has
     * @param statusesTold per context, hash of the status the commit has
     */
    record Entry(
            ChangeReport wanted,
            UUID marker,
            @Nullable Long commentId,
            boolean commentGone,
            @Nullable String commentTold,
            Map<String, String> statusesTold) {}
}
