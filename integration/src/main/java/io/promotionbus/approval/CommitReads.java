package io.promotionbus.approval;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Which requests have their commits read, when, and by whom. Wall time: GitHub is asked, not business. */
public interface CommitReads {

    /** One replica's turn at a request; {@code attempts} counts this one. */
    record Claim(UUID request, int attempts) {}

    /** Has the commits read, at once or from {@code at} on. */
    void want(UUID request, Instant at);

    /** Claims one open request whose commits are due to be read. */
    Optional<Claim> claim(String claim, Instant now, Duration lease);

    /** Ends the claim; reads again at {@code next}, or no more when absent. False when the lease was lost. */
    boolean done(UUID request, String claim, @Nullable Instant next);
}
