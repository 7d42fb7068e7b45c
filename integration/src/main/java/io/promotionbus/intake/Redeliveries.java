package io.promotionbus.intake;

import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which hooks were looked through, and what was asked for again. */
public interface Redeliveries {

    /** Takes the look at a hook that is due, for everybody; empty when it is not. Business time. */
    Optional<Look> claim(String source, Instant now, Instant next);

    /** The look did not come to its end: the next one is due at this business time. */
    void again(String source, Instant at);

    /** Everything that the sender delivered before is settled. */
    void examined(String source, Instant until);

    /** Those of the keys that no stored delivery has and nobody asked for. */
    Set<String> missing(Collection<String> keys);

    /** Notes that the delivery is asked for now (wall time); false when somebody did so before. */
    boolean asking(String key, HookHost.Hook hook, long delivery, Instant now);

    /** The sender certainly did nothing about it. */
    void notAsked(String key);

    /** {@code examinedUntil} is the sender's time, absent for the first look. */
    record Look(@Nullable Instant examinedUntil) {}
}
