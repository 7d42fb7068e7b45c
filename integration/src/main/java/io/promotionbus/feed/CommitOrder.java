package io.promotionbus.feed;

import io.promotionbus.promotion.Newness.Verdict;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Which of two commits entered the default branch first. Each has one predecessor there, so going back from both at the
 * same pace finds the other after as many steps as they are apart, however long the branch is.
 */
public final class CommitOrder {

    /** How far back it is looked; more than any Freight that can still be compared is apart. */
    private static final int MAX_STEPS = 5_000;

    private final Map<String, Set<String>> repositories;
    private final Past past;

    /** What lies before a commit on the default branch of its repository. */
    @FunctionalInterface
    public interface Past {
        /** The commit right before it; {@code null} where none is known. */
        @Nullable
        String before(String repository, String sha);
    }

    /** @param repositories where each of the commits is known to be on the default branch */
    public CommitOrder(Map<String, Set<String>> repositories, Past past) {
        this.repositories = Map.copyOf(repositories);
        this.past = past;
    }

    /** What {@code one} is, seen from {@code other}; a branch that was rewritten into a circle says nothing. */
    public Verdict of(String one, String other) {
        Set<String> candidates = new TreeSet<>(repositories.getOrDefault(one, Set.of()));
        candidates.addAll(repositories.getOrDefault(other, Set.of()));
        return candidates.stream()
                .map(repository -> within(repository, one, other))
                .filter(verdict -> verdict != Verdict.UNKNOWN)
                .findFirst()
                .orElse(Verdict.UNKNOWN);
    }

    private Verdict within(String repository, String one, String other) {
        String beforeOne = one;
        String beforeOther = other;
        for (int step = 0; step < MAX_STEPS && (beforeOne != null || beforeOther != null); step++) {
            beforeOne = beforeOne == null ? null : past.before(repository, beforeOne);
            beforeOther = beforeOther == null ? null : past.before(repository, beforeOther);
            boolean newer = other.equals(beforeOne);
            boolean older = one.equals(beforeOther);
            if (newer || older) {
                return newer == older ? Verdict.UNKNOWN : newer ? Verdict.NEWER : Verdict.OLDER;
            }
        }
        return Verdict.UNKNOWN;
    }
}
