package io.promotionbus.feed;

import java.time.Instant;

/** Merged pull requests as they were heard of. */
public interface ChangeNotes {

    /**
     * Notes a merged pull request; what is known of it stands.
     *
     * @param at business time
     */
    void note(String repository, int number, String commit, Instant at);
}
