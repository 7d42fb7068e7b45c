package io.promotionbus.approval;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The commits between what runs and what would come.
 *
 * @param commits oldest first
 * @param additions lines, absent when not known for the whole range
 * @param deletions lines, absent when not known for the whole range
 * @param because why it is not complete, a slug; absent when it is
 */
public record CommitRange(
        Ends ends,
        Status status,
        List<Commit> commits,
        @Nullable Integer additions,
        @Nullable Integer deletions,
        @Nullable String because) {

    /** The reading was not done yet. */
    public static final String READING = "reading";

    public CommitRange {
        commits = List.copyOf(commits);
    }

    public static CommitRange unavailable(Ends ends, String because) {
        return new CommitRange(ends, Status.UNAVAILABLE, List.of(), null, null, because);
    }

    /** How much of the range is known; the completeness belongs to what is approved. */
    public enum Status {
        /** Every commit of the range; where nothing ran before, every commit there is. */
        COMPLETE,
        /** Some commits: there are more than are read. */
        PARTIAL,
        /** None. */
        UNAVAILABLE,
        /** What would come does not descend from what runs: its own commits are listed, what it lacks is not. */
        DIVERGED;

        public String slug() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /**
     * What the range goes from and to.
     *
     * @param repository {@code owner/name} at GitHub, absent when nobody said where the source is
     * @param base commit that runs, absent when nothing runs or its commit is unknown
     * @param head commit that would come, absent when unknown
     */
    public record Ends(
            @Nullable String repository,
            @Nullable String base,
            @Nullable String head) {

        /** Whether there is anything to ask GitHub for. */
        public boolean readable() {
            return repository != null && head != null;
        }

        /** Why there is nothing to ask for, as a slug. */
        public String unreadable() {
            return repository == null ? "no-repository" : "no-commit";
        }
    }

    /**
     * A commit.
     *
     * @param title first line of the message
     * @param authors who wrote it: author, co-authors, and for a bot's commit whoever merged it
     * @param pullRequest absent when the message names none
     */
    public record Commit(
            String sha,
            String title,
            @Nullable String url,
            List<Author> authors,
            @Nullable PullRequest pullRequest) {

        public Commit {
            authors = List.copyOf(authors);
        }
    }

    /**
     * Who wrote it.
     *
     * @param login at GitHub, absent when GitHub does not know whose address it is
     * @param email as it stands in the commit; for comparison, never shown
     * @param subject OIDC subject of the person of the realm whose verified address it is, absent when nobody's
     */
    public record Author(
            String name,
            @Nullable String login,
            @Nullable String email,
            @Nullable String subject) {

        public Author(String name, @Nullable String login, @Nullable String email) {
            this(name, login, email, null);
        }
    }

    public record PullRequest(int number, String url) {}
}
