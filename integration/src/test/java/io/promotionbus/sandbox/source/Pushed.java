package io.promotionbus.sandbox.source;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One push of the pretended company, as it is kept.
 *
 * @param number 1 for the first
 * @param image which image carries the change
 * @param commit SHA of the merge commit on {@code main}
 * @param branchCommit SHA of the commit that was merged; null when the push built an older commit again
 * @param before head of {@code main} before
 * @param pullRequest its number; 0 when the push built an older commit again
 * @param fault how the new version misbehaves
 * @param at business time
 * @param builds per image, the number of the push that built what the tag names
 */
public record Pushed(
        int number,
        String image,
        String tag,
        String commit,
        @Nullable String branchCommit,
        String before,
        int pullRequest,
        String author,
        List<String> coAuthors,
        String message,
        @Nullable String fault,
        Instant at,
        Map<String, Integer> builds) {

    /** Whether it brought a commit; building an older commit again does not. */
    public boolean merged() {
        return branchCommit != null;
    }
}
