package io.promotionbus.approval;

import static org.assertj.core.api.Assertions.assertThat;

import io.promotionbus.approval.CommitRange.Author;
import io.promotionbus.approval.CommitRange.Commit;
import io.promotionbus.approval.CommitRange.Status;
import io.promotionbus.approval.FourEyes.Identity;
import io.promotionbus.approval.FourEyes.Verdict;
import io.promotionbus.policy.StagePolicy;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FourEyesTest {

    private static final StagePolicy.FourEyes DEFAULTS = rule("SecondPerson", "Wait");
    private static final Identity QA = new Identity("s-qa", "qa", "qa@example.org");
    private static final String SHA = "c".repeat(40);

    /** login, email of the author | what the approver has | what follows. */
    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "dev, dev@example.org, qa, qa@example.org, NotAuthor",
                "qa,  -,               qa, -,              IsAuthor",
                "QA,  -,               qa, -,              IsAuthor",
                "-,   qa@example.org,  -,  QA@example.org, IsAuthor",
                "x,   qa@example.org,  y,  qa@example.org, IsAuthor",
                "-,   who@example.org, qa, qa@example.org, NeedsSecond",
                "dev, -,               -,  qa@example.org, NeedsSecond",
                "-,   -,               qa, qa@example.org, NeedsSecond",
            })
    void recognisesAuthors(
            @Nullable String login,
            @Nullable String email,
            @Nullable String github,
            @Nullable String verified,
            String expected) {
        CommitRange range = range(Status.COMPLETE, new Author("A", login, email));
        assertThat(FourEyes.judge(DEFAULTS, new Identity("s-me", github, verified), range)
                        .getClass()
                        .getSimpleName())
                .isEqualTo(expected);
    }

    @Test
    void aCoAuthorIsAnAuthor() {
        CommitRange range =
                range(Status.COMPLETE, new Author("Dev", "dev", null), new Author("Qa", null, "qa@example.org"));
        assertThat(FourEyes.judge(DEFAULTS, QA, range)).isEqualTo(new Verdict.IsAuthor(SHA));
    }

    @Test
    void aPersonOfTheRealmIsSomebodyElse() {
        CommitRange range = range(Status.COMPLETE, new Author("Po", null, "po@example.org", "s-po"));
        assertThat(FourEyes.judge(DEFAULTS, QA, range)).isEqualTo(new Verdict.NotAuthor());
        assertThat(FourEyes.judge(DEFAULTS, new Identity("s-po", null, null), range))
                .isEqualTo(new Verdict.IsAuthor(SHA));
    }

    @ParameterizedTest
    @CsvSource({
        "PARTIAL,     SecondPerson, Wait,         NeedsSecond",
        "PARTIAL,     Refuse,       Wait,         Refused",
        "DIVERGED,    SecondPerson, Wait,         NeedsSecond",
        "DIVERGED,    Refuse,       Wait,         Refused",
        "UNAVAILABLE, SecondPerson, Wait,         MustWait",
        "UNAVAILABLE, Refuse,       SecondPerson, NeedsSecond",
    })
    void neverTakesTheUnknownForCleared(Status status, String unknown, String unavailable, String expected) {
        CommitRange range = range(status, new Author("Dev", "dev", null));
        CommitRange shown = status == Status.UNAVAILABLE ? CommitRange.unavailable(range.ends(), "x") : range;
        assertThat(FourEyes.judge(rule(unknown, unavailable), QA, shown)
                        .getClass()
                        .getSimpleName())
                .isEqualTo(expected);
    }

    @Test
    void anAuthorStaysOneInAPartialRange() {
        assertThat(FourEyes.judge(DEFAULTS, QA, range(Status.PARTIAL, new Author("Qa", "qa", null))))
                .isInstanceOf(Verdict.IsAuthor.class);
    }

    @Test
    void isOffWithModeNone() {
        CommitRange own = range(Status.COMPLETE, new Author("Qa", "qa", null));
        assertThat(FourEyes.judge(new StagePolicy.FourEyes("None", "Refuse", "Wait"), QA, own))
                .isEqualTo(new Verdict.NotAuthor());
    }

    @Test
    void aCommitWithoutAuthorsIsOfUnknownAuthors() {
        assertThat(FourEyes.judge(DEFAULTS, QA, range(Status.COMPLETE))).isInstanceOf(Verdict.NeedsSecond.class);
    }

    /** Whatever else there is: an author is one, and what is not known clears nobody. */
    @Property(tries = 300)
    void clearsOnlyWhoIsCertainlyNobodysAuthor(
            @ForAll("authors") List<Author> authors,
            @ForAll Status status,
            @ForAll("rules") StagePolicy.FourEyes rule) {
        CommitRange range = range(status, authors.toArray(Author[]::new));
        Verdict verdict = FourEyes.judge(rule, QA, range);

        boolean mine = authors.stream()
                .anyMatch(author -> "qa".equals(author.login())
                        || "qa@example.org".equals(author.email())
                        || "s-qa".equals(author.subject()));
        boolean allKnown = !authors.isEmpty()
                && authors.stream().allMatch(author -> author.login() != null || author.subject() != null);
        assertThat(verdict instanceof Verdict.IsAuthor).isEqualTo(mine);
        assertThat(verdict instanceof Verdict.NotAuthor).isEqualTo(!mine && allKnown && status == Status.COMPLETE);
        assertThat(verdict instanceof Verdict.MustWait)
                .isEqualTo(!mine
                        && status == Status.UNAVAILABLE
                        && rule.whenUnavailable().equals("Wait"));
    }

    @Provide
    Arbitrary<List<Author>> authors() {
        return Arbitraries.of(
                        new Author("Qa", "qa", null),
                        new Author("Qa", null, "qa@example.org"),
                        new Author("Qa", null, "other@home.org", "s-qa"),
                        new Author("Dev", "dev", "dev@example.org"),
                        new Author("Po", null, "po@example.org", "s-po"),
                        new Author("?", null, "who@example.org"),
                        new Author("?", null, null))
                .list()
                .ofMaxSize(4);
    }

    @Provide
    Arbitrary<StagePolicy.FourEyes> rules() {
        return Combinators.combine(Arbitraries.of("SecondPerson", "Refuse"), Arbitraries.of("Wait", "SecondPerson"))
                .as(FourEyesTest::rule);
    }

    private static CommitRange range(Status status, Author... authors) {
        return new CommitRange(
                ApprovalBench.ends(),
                status,
                List.of(new Commit(SHA, "t", null, List.of(authors), null)),
                null,
                null,
                null);
    }

    private static StagePolicy.FourEyes rule(String unknownAuthor, String whenUnavailable) {
        return new StagePolicy.FourEyes("Authors", unknownAuthor, whenUnavailable);
    }
}
