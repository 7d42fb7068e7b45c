package io.promotionbus.approval;

import io.promotionbus.approval.FourEyes.Verdict;
import io.promotionbus.platform.security.People.Person;
import io.promotionbus.policy.StagePolicy;
import io.promotionbus.policy.StagePolicy.Requirement;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Whether somebody may decide about a request, in the order in which the reasons are given. Pure. */
public sealed interface Eligibility {

    /**
     * The person may.
     *
     * @param roles those of the required roles that the person has
     * @param needsSecond one more distinct person must agree as well
     */
    record Eligible(Set<String> roles, boolean needsSecond) implements Eligibility {}

    /**
     * The person may not.
     *
     * @param argument what the sentence needs: roles, a commit, a stage; empty when nothing
     */
    record Denied(Slug slug, String argument) implements Eligibility {}

    /** Why somebody may not decide; slugs of the JSON contract. */
    enum Slug {
        NOT_A_PERSON,
        ROLE,
        AUTHOR,
        UNKNOWN_AUTHOR,
        COMMITS_UNAVAILABLE,
        DISTINCT_FROM,
        STEP_UP;

        public String slug() {
            return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
        }
    }

    /**
     * What is known about the case.
     *
     * @param approvedElsewhere stages of {@code distinctFrom} where the person approved the same Freight
     * @param authTime when the person last logged in, absent when not known
     * @param now wall time
     */
    record Case(
            CommitRange commits,
            Set<String> approvedElsewhere,
            @Nullable Instant authTime,
            Instant now) {}

    static Eligibility of(StagePolicy.Approval policy, Optional<Person> somebody, Case known) {
        Optional<Denied> denied = whoever(policy, somebody, known);
        if (denied.isPresent()) {
            return denied.get();
        }
        StagePolicy.StepUp stepUp = policy.stepUp();
        if (stepUp != null
                && (known.authTime() == null
                        || known.authTime().plus(stepUp.maxAge()).isBefore(known.now()))) {
            return new Denied(Slug.STEP_UP, "");
        }
        return eligible(policy, somebody.orElseThrow(), known);
    }

    /** As {@link #of} without the question how fresh the login is, which only concerns whoever asks. */
    static Eligibility ofAnother(StagePolicy.Approval policy, Person person, Case known) {
        Optional<Denied> denied = whoever(policy, Optional.of(person), known);
        return denied.isPresent() ? denied.get() : eligible(policy, person, known);
    }

    private static Optional<Denied> whoever(StagePolicy.Approval policy, Optional<Person> somebody, Case known) {
        if (somebody.isEmpty() || somebody.get().serviceAccount()) {
            return Optional.of(new Denied(Slug.NOT_A_PERSON, ""));
        }
        Person person = somebody.get();
        if (!person.enabled() || required(policy, person).isEmpty()) {
            String roles =
                    policy.require().stream().map(Requirement::role).distinct().collect(Collectors.joining(", "));
            return Optional.of(new Denied(Slug.ROLE, roles));
        }
        Optional<Denied> author = switch (verdict(policy, person, known)) {
            case Verdict.IsAuthor own -> Optional.of(new Denied(Slug.AUTHOR, own.sha()));
            case Verdict.Refused refused -> Optional.of(new Denied(Slug.UNKNOWN_AUTHOR, ""));
            case Verdict.MustWait wait -> Optional.of(new Denied(Slug.COMMITS_UNAVAILABLE, ""));
            case Verdict.NeedsSecond second -> Optional.empty();
            case Verdict.NotAuthor clear -> Optional.empty();
        };
        if (author.isPresent()) {
            return author;
        }
        return known.approvedElsewhere().stream()
                .sorted()
                .findFirst()
                .map(stage -> new Denied(Slug.DISTINCT_FROM, stage));
    }

    private static Eligible eligible(StagePolicy.Approval policy, Person person, Case known) {
        return new Eligible(required(policy, person), verdict(policy, person, known) instanceof Verdict.NeedsSecond);
    }

    private static Verdict verdict(StagePolicy.Approval policy, Person person, Case known) {
        String email = person.emailVerified() ? person.email() : null;
        return FourEyes.judge(
                policy.fourEyes(), new FourEyes.Identity(person.subject(), person.github(), email), known.commits());
    }

    private static Set<String> required(StagePolicy.Approval policy, Person person) {
        return policy.require().stream()
                .map(Requirement::role)
                .filter(person.roles()::contains)
                .collect(Collectors.toUnmodifiableSet());
    }
}
