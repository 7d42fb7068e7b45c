package io.promotionbus.feed;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What the comparisons with registries have seen. All times are business time. */
public interface TagChecks {

    /** Those of the repositories that were never compared or are due. */
    List<String> due(Collection<String> repositories, Instant now);

    /** Takes on the comparison of one that is due; empty when another replica has it. */
    Optional<Claim> claim(String repository, Instant now, Instant next);

    /** Tries again earlier. */
    void again(String repository, Instant next);

    Set<String> known(String repository);

    /** The digest a followed tag had. */
    Optional<String> digest(String repository, String tag);

    /** Remembers tags and that the comparison was made. */
    void compared(String repository, Collection<String> tags, Instant at);

    void follow(String repository, String tag, String digest);

    /** {@code first} when nothing of the repository has been seen. */
    record Claim(boolean first) {}
}
