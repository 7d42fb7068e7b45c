package io.promotionbus.approval.camel;

import static org.assertj.core.api.Assertions.assertThat;

import io.promotionbus.approval.CommitRange;
import io.promotionbus.approval.CommitRange.Author;
import io.promotionbus.approval.CommitRange.Commit;
import io.promotionbus.approval.CommitRange.Ends;
import io.promotionbus.approval.CommitRange.Status;
import io.promotionbus.approval.GitHubDouble;
import io.promotionbus.platform.camel.GitHubFixture;
import org.apache.camel.CamelContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** GitHub's comparison over real HTTP and the real route. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GitHubHistoryTest {

    private static final String BASE = "a".repeat(40);
    private static final String HEAD = "b".repeat(40);
    private static final Ends ENDS = new Ends("acme/users", BASE, HEAD);

    private final GitHubDouble github = new GitHubDouble();
    private CamelContext camel;
    private GitHubHistory history;

    @BeforeAll
    void start() throws Exception {
        camel = GitHubFixture.camel(github.url(), java.time.Clock.systemUTC());
        camel.start();
        history = new GitHubHistory(new GitHubApi(GitHubFixture.calls(camel, GitHubFixture.token("secret-token"))));
    }

    @AfterAll
    void stop() {
        camel.stop();
        github.close();
    }

    @BeforeEach
    void clear() {
        github.clear();
    }

    @Test
    void listsAuthorsAndCoAuthors() {
        github.commit(
                HEAD, "feat: x (#41)\n\nCo-authored-by: Bruno <7+bruno@users.noreply.github.com>", "ana", "ana@x.org");

        CommitRange range = history.between(ENDS);

        assertThat(range.status()).isEqualTo(Status.COMPLETE);
        assertThat(range.additions()).isEqualTo(48);
        assertThat(range.deletions()).isEqualTo(11);
        assertThat(range.commits()).singleElement().satisfies(commit -> {
            assertThat(commit.title()).isEqualTo("feat: x (#41)");
            assertThat(commit.authors())
                    .containsExactly(
                            new Author("ana", "ana", "ana@x.org"),
                            new Author("Bruno", "bruno", "7+bruno@users.noreply.github.com"));
            assertThat(commit.pullRequest())
                    .isEqualTo(new CommitRange.PullRequest(41, "https://github.com/acme/users/pull/41"));
        });
        assertThat(github.authorizations.getLast()).isEqualTo("Bearer secret-token");
    }

    @Test
    void readsPageByPageUntilAllAreThere() {
        for (int i = 0; i < 250; i++) {
            github.commit(String.format("%040x", i), "c" + i, "dev", "d@x.org");
        }
        CommitRange range = history.between(ENDS);
        assertThat(range.status()).isEqualTo(Status.COMPLETE);
        assertThat(range.commits()).hasSize(250).extracting(Commit::sha).doesNotHaveDuplicates();
        assertThat(github.calls).hasSize(3);
    }

    @Test
    void aMergeSpeaksForWhatItBrought() {
        String brought = "1".repeat(40);
        String direct = "2".repeat(40);
        github.commit(direct, "direct", "dev", "d@x.org", BASE)
                .commit(brought, "feat: y", "dev", "d@x.org", BASE)
                .commit(HEAD, "Merge pull request #42 from acme/y", "lead", "l@x.org", direct, brought);
        assertThat(history.between(ENDS).commits())
                .extracting(commit ->
                        commit.pullRequest() == null ? 0 : commit.pullRequest().number())
                .containsExactly(0, 42, 42);
    }

    @ParameterizedTest
    @CsvSource({
        "'Merge pull request #42 from acme/y\n\nfeat: y\n\nmore', feat: y",
        "Merge pull request #42 from acme/y, Merge pull request #42 from acme/y",
        "'Merge pull request #42 from acme/y\n\nCo-authored-by: A <a@x.org>', Merge pull request #42 from acme/y",
        "'feat: z\n\nMerge pull request #42 from acme/y', feat: z"
    })
    void aMergeIsCalledAsItsPullRequest(String message, String title) {
        github.commit(HEAD, message, "lead", "l@x.org");
        assertThat(history.between(ENDS).commits())
                .singleElement()
                .satisfies(commit -> assertThat(commit.title()).isEqualTo(title));
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {"lead, lead", "-, -"})
    void forABotWhoeverMergedCounts(@Nullable String mergedBy, @Nullable String expected) {
        github.commit(HEAD, "chore: bump (#7)", "dependabot[bot]", "49699333+dependabot[bot]@users.noreply.github.com");
        github.mergedBy = mergedBy;
        assertThat(history.between(ENDS).commits().getFirst().authors())
                .singleElement()
                .satisfies(author -> assertThat(author.login()).isEqualTo(expected));
    }

    @ParameterizedTest
    @CsvSource({"diverged, DIVERGED", "behind, DIVERGED", "identical, COMPLETE", "ahead, COMPLETE"})
    void saysHowTheTwoStand(String relation, Status status) {
        github.commit(HEAD, "x", "dev", "d@x.org");
        github.relation = relation;
        assertThat(history.between(ENDS).status()).isEqualTo(status);
    }

    @ParameterizedTest
    @CsvSource({
        "404, unknown-commit",
        "403, github-refused",
        "401, github-refused",
        "429, github-away",
        "503, github-away"
    })
    void isHonestAboutTrouble(int status, String because) {
        github.failWith = status;
        CommitRange range = history.between(ENDS);
        assertThat(range.status()).isEqualTo(Status.UNAVAILABLE);
        assertThat(range.because()).isEqualTo(because);
        assertThat(range.commits()).isEmpty();
    }

    @Test
    void withoutABaseKnowsEverythingThereIs() {
        for (int i = 0; i < 150; i++) {
            github.commit("%040x".formatted(i), "change " + i, "dev", "d@x.org");
        }
        github.commit(HEAD, "x", "dev", "d@x.org");
        CommitRange range = history.between(new Ends("acme/users", null, HEAD));
        assertThat(range.status()).isEqualTo(Status.COMPLETE);
        assertThat(range.because()).isNull();
        assertThat(range.commits()).hasSize(151);
        assertThat(range.commits().getFirst().title()).as("oldest first").isEqualTo("change 0");
        assertThat(range.commits().getLast().sha()).isEqualTo(HEAD);
    }

    @Test
    void withoutABaseAndWithALongHistoryKnowsAllThatTheNewestMergeBrought() {
        String brought = "1".repeat(40);
        for (int i = 0; i < 1_000; i++) {
            github.commit("%040x".formatted(i), "change " + i, "dev", "d@x.org");
        }
        github.commit(brought, "feat: y\n\nCo-authored-by: Bruno <bruno@x.org>", "ana", "ana@x.org", BASE)
                .commit(HEAD, "Merge pull request #42 from acme/y", "lead", "l@x.org", BASE, brought);
        CommitRange range = history.between(new Ends("acme/users", null, HEAD));
        assertThat(range.status()).isEqualTo(Status.PARTIAL);
        assertThat(range.because()).isEqualTo("no-base");
        assertThat(range.commits()).extracting(Commit::sha).endsWith(brought, HEAD);
        assertThat(range.commits().get(range.commits().size() - 2).authors())
                .extracting(Author::name)
                .containsExactly("ana", "Bruno");
        assertThat(github.calls).anyMatch(call -> call.contains("/compare/" + BASE + "..." + HEAD));
    }

    @Test
    void asksNothingWhenThereIsNothingToAsk() {
        assertThat(history.between(new Ends(null, BASE, HEAD)).because()).isEqualTo("no-repository");
        assertThat(history.between(new Ends("acme/users", BASE, null)).because())
                .isEqualTo("no-commit");
        assertThat(github.calls).isEmpty();
    }
}
