package io.promotionbus.approval;

import io.promotionbus.approval.CommitRange.Author;
import io.promotionbus.approval.CommitRange.Commit;
import io.promotionbus.approval.CommitRange.Status;
import io.promotionbus.policy.StagePolicy;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Who wrote it does not approve it. Judged against the authors and co-authors of every commit between what runs and what
 * would come. What is not known is never taken for "not the author": it needs a second person, or is refused, or waits, as
 * the policy says. Pure.
 */
public final class FourEyes {

    private FourEyes() {}

    /**
     * How somebody is recognised among authors.
     *
     * @param subject OIDC subject
     * @param github login at GitHub, absent when unknown
     * @param email verified e-mail address, absent when there is none
     */
    public record Identity(
            String subject,
            @Nullable String github,
            @Nullable String email) {}

    /** What the rule says about one person. */
    public sealed interface Verdict {

        /** Wrote none of it, as far as all of it is known. */
        record NotAuthor() implements Verdict {}

        /** Wrote it. */
        record IsAuthor(String sha) implements Verdict {}

        /** May decide, and one more distinct person must. {@code because} is a slug. */
        record NeedsSecond(String because) implements Verdict {}

        /** May not decide. {@code because} is a slug. */
        record Refused(String because) implements Verdict {}

        /** Nobody may decide before the commits are known. */
        record MustWait() implements Verdict {}
    }

    public static Verdict judge(StagePolicy.FourEyes rule, Identity who, CommitRange range) {
        if (rule.off()) {
            return new Verdict.NotAuthor();
        }
        Optional<Commit> own =
                range.commits().stream().filter(commit -> wrote(who, commit)).findFirst();
        if (own.isPresent()) {
            return new Verdict.IsAuthor(own.get().sha());
        }
        if (mustWait(rule, range)) {
            return new Verdict.MustWait();
        }
        if (range.status() == Status.UNAVAILABLE) {
            return new Verdict.NeedsSecond("commits-unavailable");
        }
        Optional<String> doubt = doubt(who, range);
        if (doubt.isEmpty()) {
            return new Verdict.NotAuthor();
        }
        return rule.unknownAuthor().equals("Refuse")
                ? new Verdict.Refused(doubt.get())
                : new Verdict.NeedsSecond(doubt.get());
    }

    /** Whether nobody at all may decide before the commits are known. */
    static boolean mustWait(StagePolicy.FourEyes rule, CommitRange range) {
        return !rule.off()
                && range.status() == Status.UNAVAILABLE
                && !rule.whenUnavailable().equals("SecondPerson");
    }

    private static boolean wrote(Identity who, Commit commit) {
        return commit.authors().stream()
                .anyMatch(author -> who.subject().equals(author.subject())
                        || same(who.github(), author.login())
                        || same(who.email(), author.email()));
    }

    private static Optional<String> doubt(Identity who, CommitRange range) {
        if (range.status() != Status.COMPLETE) {
            return Optional.of("commits-" + range.status().slug());
        }
        boolean unknown = range.commits().stream()
                .anyMatch(commit -> commit.authors().isEmpty()
                        || commit.authors().stream().anyMatch(author -> cannotTell(who, author)));
        return unknown ? Optional.of("unknown-author") : Optional.empty();
    }

    /** A known person is somebody else; so is a login that is not one's own. Anything less leaves it open. */
    private static boolean cannotTell(Identity who, Author author) {
        return author.subject() == null && (author.login() == null || who.github() == null);
    }

    private static boolean same(@Nullable String one, @Nullable String other) {
        return one != null && other != null && one.toLowerCase(Locale.ROOT).equals(other.toLowerCase(Locale.ROOT));
    }
}
