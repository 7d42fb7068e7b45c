package io.promotionbus.intake.github;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The members of GitHub's {@code push} that are needed.
 *
 * @param before 40 zeros when the branch is new
 * @param after 40 zeros when it was deleted
 * @see <a href="https://docs.github.com/en/webhooks/webhook-events-and-payloads#push">push</a>
 */
record PushPayload(
        @Nullable String ref,
        @Nullable String before,
        @Nullable String after,
        @Nullable Boolean deleted,
        @Nullable Boolean forced,
        @Nullable Repository repository,
        @Nullable List<@Nullable Commit> commits,
        @Nullable Commit headCommit) {

    record Commit(
            @Nullable String id,
            @Nullable String message,
            @Nullable String timestamp,
            @Nullable Author author) {}

    record Author(
            @Nullable String name,
            @Nullable String email,
            @Nullable String username) {}
}
