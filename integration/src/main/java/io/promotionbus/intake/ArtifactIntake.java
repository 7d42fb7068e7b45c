package io.promotionbus.intake;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What happens to announced artifacts and to commits; implemented by the feed. */
public interface ArtifactIntake {

    /** Asks the registry, outside any transaction. Only repositories that a Warehouse names are ever contacted. */
    Resolution resolve(DeliveryRef delivery, Announcement announcement);

    /** Takes the confirmed artifact on, in the transaction that stores the delivery's verdict. Idempotent. */
    void accept(DeliveryRef delivery, Artifact artifact);

    /** Remembers commits of the default branch for ancestry and display, in the same transaction. Idempotent. */
    void commits(DeliveryRef delivery, CommitFacts commits);

    /** Remembers that a pull request was merged, in the same transaction. Idempotent. */
    void merged(DeliveryRef delivery, MergeFact fact);

    /**
     * A merged pull request.
     *
     * @param repository {@code owner/name}
     * @param commit full SHA of what it became
     */
    record MergeFact(String repository, int number, String commit) {}

    sealed interface Resolution {
        record Resolved(Artifact artifact) implements Resolution {}

        /** No Warehouse selects it; the reason names the nearest rule that refused it. */
        record Unwanted(String reason) implements Resolution {}

        /** The registry says it does not exist (404); tried again with backoff, since a push may still be under way. */
        record Missing(String reason) implements Resolution {}

        /** 429, 5xx, timeout: try again later. */
        record Unreachable(String reason) implements Resolution {}
    }

    /**
     * Commits as GitHub announced them.
     *
     * @param repository {@code owner/name}
     * @param before the branch's head before the push, absent on creation
     * @param commits oldest first
     */
    record CommitFacts(
            String repository,
            String branch,
            boolean defaultBranch,
            @Nullable String before,
            String after,
            List<CommitFact> commits) {}

    record CommitFact(
            String sha,
            String message,
            String authorName,
            @Nullable String authorEmail,
            @Nullable String authorLogin,
            @Nullable String timestamp) {}
}
