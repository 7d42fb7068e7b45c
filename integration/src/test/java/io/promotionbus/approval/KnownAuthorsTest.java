package io.promotionbus.approval;

import static org.assertj.core.api.Assertions.assertThat;

import io.promotionbus.approval.CommitRange.Author;
import io.promotionbus.approval.CommitRange.Commit;
import io.promotionbus.approval.CommitRange.PullRequest;
import io.promotionbus.approval.CommitRange.Status;
import io.promotionbus.platform.security.People;
import io.promotionbus.support.KnownPeople;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class KnownAuthorsTest {

    private final KnownPeople realm = new KnownPeople().with("po", "po");
    private final List<String> asked = new ArrayList<>();
    private final KnownAuthors authors = new KnownAuthors(new People() {
        @Override
        public Optional<Person> bySubject(String subject) {
            return realm.bySubject(subject);
        }

        @Override
        public Optional<Person> byEmail(String email) {
            asked.add(email);
            return realm.byEmail(email);
        }

        @Override
        public List<Person> withRole(String role) {
            return realm.withRole(role);
        }
    });

    @Test
    void recognisesAnAddressOfTheRealmAndKeepsTheRest() {
        CommitRange range = new CommitRange(
                ApprovalBench.ends(),
                Status.PARTIAL,
                List.of(new Commit(
                        "c".repeat(40),
                        "feat: x",
                        "https://github.com/acme/users/commit/c",
                        List.of(new Author("Po", null, "po@example.org")),
                        new PullRequest(7, "https://github.com/acme/users/pull/7"))),
                3,
                1,
                "too-many");

        CommitRange known = authors.in(range);

        assertThat(known.commits().getFirst().authors())
                .containsExactly(new Author("Po", "po", "po@example.org", "sub-po"));
        assertThat(known)
                .usingRecursiveComparison()
                .ignoringFields("commits.authors")
                .isEqualTo(range);
    }

    @Test
    void leavesWhomGitHubNamesAndWhomNobodyKnows() {
        List<Author> before = List.of(
                new Author("Dev", "dev", "po@example.org"),
                new Author("?", null, null),
                new Author("?", null, "who@example.org"));

        assertThat(named(before)).isEqualTo(before);
        assertThat(asked).containsExactly("who@example.org");
    }

    @Test
    void asksOncePerAddress() {
        named(List.of(new Author("A", null, "who@example.org"), new Author("B", null, "who@example.org")));

        assertThat(asked).containsExactly("who@example.org");
    }

    @Test
    void asksForAtMostAHundredAddressesAndStillUsesWhatItKnows() {
        Stream<Author> strangers =
                IntStream.range(1, 100).mapToObj(number -> new Author("?", null, "who" + number + "@example.org"));
        Author po = new Author("Po", null, "po@example.org");
        Author oneTooMany = new Author("?", null, "late@example.org");

        List<Author> known = named(Stream.of(Stream.of(po), strangers, Stream.of(oneTooMany, po))
                .flatMap(s -> s)
                .toList());

        assertThat(asked).hasSize(100).doesNotContain("late@example.org");
        assertThat(known.getLast().subject()).isEqualTo("sub-po");
    }

    @Test
    void isUnavailableWhileTheIdentityProviderIsAway() {
        realm.away(true);

        assertThat(authors.in(range(List.of(new Author("Po", null, "po@example.org")))))
                .isEqualTo(CommitRange.unavailable(ApprovalBench.ends(), "identity-unavailable"));
    }

    private List<Author> named(List<Author> before) {
        return authors.in(range(before)).commits().getFirst().authors();
    }

    private static CommitRange range(List<Author> authors) {
        return new CommitRange(
                ApprovalBench.ends(),
                Status.COMPLETE,
                List.of(new Commit("c".repeat(40), "t", null, authors, null)),
                null,
                null,
                null);
    }
}
