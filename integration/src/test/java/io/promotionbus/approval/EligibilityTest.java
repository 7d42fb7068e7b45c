package io.promotionbus.approval;

import static org.assertj.core.api.Assertions.assertThat;

import io.promotionbus.approval.CommitRange.Author;
import io.promotionbus.approval.CommitRange.Commit;
import io.promotionbus.approval.CommitRange.Status;
import io.promotionbus.approval.Eligibility.Case;
import io.promotionbus.approval.PersonDecision.Kind;
import io.promotionbus.platform.security.People.Person;
import io.promotionbus.policy.StagePolicy;
import io.promotionbus.policy.StagePolicy.CommentRule;
import io.promotionbus.policy.StagePolicy.Requirement;
import io.promotionbus.support.KnownPeople;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The reasons in the order of the contract: the first that applies is said. */
class EligibilityTest {

    private static final Instant NOW = Instant.parse("2026-03-02T12:00:00Z");

    /** Who | enabled | service account | approved in | seconds since login, - unknown | what follows. */
    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "-,    true,  false, -,   60,  NOT_A_PERSON",
                "qa,   true,  true,  -,   60,  NOT_A_PERSON",
                "qa,   false, false, -,   60,  ROLE",
                "po,   true,  false, stg, -,   ROLE",
                "dev,  true,  false, stg, -,   AUTHOR",
                "qa,   true,  false, stg, -,   DISTINCT_FROM",
                "qa,   true,  false, -,   -,   STEP_UP",
                "qa,   true,  false, -,   301, STEP_UP",
                "qa,   true,  false, -,   300, -",
                "qa,   true,  false, -,   0,   -",
            })
    void saysTheFirstReasonThatApplies(
            @Nullable String who,
            boolean enabled,
            boolean serviceAccount,
            @Nullable String approvedIn,
            @Nullable Integer loggedIn,
            @Nullable String expected) {
        Optional<Person> person = Optional.ofNullable(who).map(name -> person(name, enabled, serviceAccount));
        Case known = new Case(
                new CommitRange(
                        ApprovalBench.ends(),
                        Status.COMPLETE,
                        List.of(new Commit("c".repeat(40), "t", null, List.of(new Author("Dev", "dev", null)), null)),
                        null,
                        null,
                        null),
                approvedIn == null ? Set.of() : Set.of(approvedIn),
                loggedIn == null ? null : NOW.minusSeconds(loggedIn),
                NOW);

        Eligibility eligibility = Eligibility.of(GATE, person, known);

        assertThat(
                        eligibility instanceof Eligibility.Denied denied
                                ? denied.slug().name()
                                : null)
                .isEqualTo(expected);
        if (expected == null) {
            assertThat(eligibility).isEqualTo(new Eligibility.Eligible(Set.of("qa"), false));
        }
    }

    @Test
    void looksAtAnothersRolesAndNotAtAnothersLogin() {
        Case known = known("dev", "dev@example.org", null);

        assertThat(Eligibility.ofAnother(GATE, person("qa", true, false), known))
                .isEqualTo(new Eligibility.Eligible(Set.of("qa"), false));
        assertThat(Eligibility.ofAnother(GATE, person("po", true, false), known))
                .isEqualTo(new Eligibility.Denied(Eligibility.Slug.ROLE, "qa"));
    }

    @Test
    void recognisesAnAuthorByAVerifiedAddressOnly() {
        Case known = known(null, "qa@example.org", NOW);
        Person qa = person("qa", true, false);
        Person unverified = new Person(
                qa.issuer(), qa.subject(), "qa", "qa", qa.email(), false, true, false, qa.roles(), qa.github(), null);

        assertThat(Eligibility.of(GATE, Optional.of(qa), known))
                .isEqualTo(new Eligibility.Denied(Eligibility.Slug.AUTHOR, "c".repeat(40)));
        assertThat(Eligibility.of(GATE, Optional.of(unverified), known))
                .as("nobody knows who the author is")
                .isEqualTo(new Eligibility.Eligible(Set.of("qa"), true));
    }

    @Test
    void namesItsReasonsAsTheContractDoes() {
        assertThat(Eligibility.Slug.NOT_A_PERSON.slug()).isEqualTo("not-a-person");
    }

    private static Case known(@Nullable String login, String email, @Nullable Instant authTime) {
        Commit commit = new Commit("c".repeat(40), "t", null, List.of(new Author("Dev", login, email)), null);
        return new Case(
                new CommitRange(ApprovalBench.ends(), Status.COMPLETE, List.of(commit), null, null, null),
                Set.of(),
                authTime,
                NOW);
    }

    @ParameterizedTest
    @CsvSource({
        "Never,    APPROVE, false",
        "Never,    REJECT,  false",
        "OnReject, APPROVE, false",
        "OnReject, REJECT,  true",
        "Always,   APPROVE, true",
        "Always,   REJECT,  true",
    })
    void asksForACommentAsThePolicySays(CommentRule rule, Kind kind, boolean required) {
        assertThat(DecideRequest.commentRequired(rule, kind)).isEqualTo(required);
    }

    private static final StagePolicy.Approval GATE = new StagePolicy.Approval(
            List.of(new Requirement("qa", 1)),
            StagePolicy.FourEyes.DEFAULT,
            List.of("stg"),
            Duration.ofHours(72),
            Duration.ofHours(24),
            null,
            CommentRule.OnReject,
            new StagePolicy.StepUp(Duration.ofMinutes(5)));

    private static Person person(String name, boolean enabled, boolean serviceAccount) {
        Set<String> roles = Set.copyOf(name.equals("dev") ? Arrays.asList("qa", "user-admin") : List.of(name));
        return new Person(
                KnownPeople.ISSUER,
                KnownPeople.subject(name),
                name,
                name,
                name + "@example.org",
                true,
                enabled,
                serviceAccount,
                roles,
                name,
                null);
    }
}
