package io.promotionbus.approval;

import io.promotionbus.approval.CommitRange.Author;
import io.promotionbus.approval.CommitRange.Commit;
import io.promotionbus.platform.security.People;
import io.promotionbus.platform.security.People.IdentityUnavailable;
import io.promotionbus.platform.security.People.Person;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Recognises authors that GitHub does not name (co-authors, addresses no account claims) by their address in the realm.
 * An author nobody knows stays unknown, which is for the policy to judge.
 */
final class KnownAuthors {

    private static final int MOST_ADDRESSES = 100;

    private final People people;

    KnownAuthors(People people) {
        this.people = people;
    }

    /** With the identity provider away the range is not complete: it is {@code UNAVAILABLE} and read again. */
    CommitRange in(CommitRange range) {
        Map<String, Optional<Person>> known = new HashMap<>();
        try {
            List<Commit> commits = range.commits().stream()
                    .map(commit -> new Commit(
                            commit.sha(),
                            commit.title(),
                            commit.url(),
                            commit.authors().stream()
                                    .map(author -> named(author, known))
                                    .toList(),
                            commit.pullRequest()))
                    .toList();
            return new CommitRange(
                    range.ends(), range.status(), commits, range.additions(), range.deletions(), range.because());
        } catch (IdentityUnavailable away) {
            return CommitRange.unavailable(range.ends(), "identity-unavailable");
        }
    }

    private Author named(Author author, Map<String, Optional<Person>> known) {
        String email = author.email();
        if (author.login() != null || email == null || (known.size() >= MOST_ADDRESSES && !known.containsKey(email))) {
            return author;
        }
        return known.computeIfAbsent(email, people::byEmail)
                .map(person -> new Author(author.name(), person.github(), email, person.subject()))
                .orElse(author);
    }
}
