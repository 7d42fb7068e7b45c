package io.promotionbus.kargo;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The stored observations. Writing methods join the caller's transaction and lock the object's row until it ends. */
public interface ObservedObjects {

    /** Those that say nothing new: the very same version is stored. One query; takes no lock. */
    Set<ObjectRef> unchanged(Collection<Sighting.Seen> seen);

    /** Stores it unless something newer is stored already. {@code observedAt} is wall time. */
    Stored store(Sighting.Seen seen, Instant observedAt);

    /** Removes it if that very object is stored; empty when there was nothing to remove. */
    Optional<Removed> remove(Sighting.Gone gone, Instant observedAt);

    /** Uids of what is stored of the kind in the namespace and was last observed before the instant. */
    List<Known> known(Kind kind, String namespace, Instant observedBefore);

    /** Everything stored that belongs to the project, the Project itself left out. */
    List<Known> ofProject(String project);

    /** Everything stored that belongs to none of these projects, Projects and Applications left out. */
    List<Known> ofOtherProjects(Collection<String> managed);

    /** Forgets that deleted objects ever existed; only needed while late news about them may still come. */
    void forgetRemovedBefore(Instant observedBefore);

    /** What storing did. */
    sealed interface Stored {
        /** Older than, or the same as, what is stored. */
        record Stale() implements Stored {}

        /** Newer, but in nothing the bus reads. */
        record Same() implements Stored {}

        record Changed(@Nullable Object before, @Nullable String stageBefore) implements Stored {}
    }

    record Removed(String project, @Nullable String stage, Object before) {}

    record Known(ObjectRef ref, String uid) {}
}
