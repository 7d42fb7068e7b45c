package io.promotionbus.approval;

import static org.assertj.core.api.Assertions.assertThat;

import io.promotionbus.approval.CommitRange.Author;
import io.promotionbus.approval.CommitRange.Commit;
import io.promotionbus.approval.CommitRange.Status;
import io.promotionbus.approval.FourEyes.Identity;
import io.promotionbus.approval.FourEyes.Verdict;
import io.promotionbus.policy.StagePolicy;
import java.util.List;
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
    void isOffWithoutTheSectionOrWithModeNone() {
        CommitRange own = range(Status.COMPLETE, new Author("Qa", "qa", null));
        assertThat(FourEyes.judge(null, QA, own)).isEqualTo(new Verdict.NotAuthor());
        assertThat(FourEyes.judge(new StagePolicy.FourEyes("None", "Refuse", "Wait"), QA, own))
                .isEqualTo(new Verdict.NotAuthor());
    }

    @Test
    void aCommitWithoutAuthorsIsOfUnknownAuthors() {
        assertThat(FourEyes.judge(DEFAULTS, QA, range(Status.COMPLETE))).isInstanceOf(Verdict.NeedsSecond.class);
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
