package io.promotionbus.intake.github;

import static io.promotionbus.intake.Payloads.required;
import static io.promotionbus.intake.Payloads.shown;
import static io.promotionbus.intake.Payloads.text;

import io.promotionbus.intake.ArtifactIntake.CommitFact;
import io.promotionbus.intake.ArtifactIntake.CommitFacts;
import io.promotionbus.intake.Interpretation;
import io.promotionbus.intake.Payloads.Unreadable;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A push of a branch carries commits; tags and deleted branches do not matter, nor do branches the promotion writes. */
final class Pushes {

    private static final String HEADS = "refs/heads/";
    private static final String OWN_BRANCHES = "env/";
    private static final String NOTHING = "0".repeat(40);
    private static final Pattern SHA = Pattern.compile("[0-9a-f]{40}(?:[0-9a-f]{24})?");

    private Pushes() {}

    static Interpretation read(PushPayload push) throws Unreadable {
        String ref = text(push.ref(), "/ref");
        if (!ref.startsWith(HEADS)) {
            return new Interpretation.Ignored("Not a branch: " + ref);
        }
        String branch = ref.substring(HEADS.length());
        if (branch.startsWith(OWN_BRANCHES)) {
            return new Interpretation.Ignored("Branch " + branch + " is written by the promotion itself");
        }
        String after = sha(push.after(), "/after");
        if (Boolean.TRUE.equals(push.deleted()) || after.equals(NOTHING)) {
            return new Interpretation.Ignored("Branch " + branch + " was deleted");
        }
        String before = sha(push.before(), "/before");
        Repository repository = required(push.repository(), "/repository");
        String name = text(repository.fullName(), "/repository/full_name");
        boolean continues = !Boolean.TRUE.equals(push.forced()) && !before.equals(NOTHING);
        return new Interpretation.Commits(new CommitFacts(
                name,
                branch,
                branch.equals(repository.defaultBranch()),
                continues ? before : null,
                after,
                commits(push, after)));
    }

    private static List<CommitFact> commits(PushPayload push, String after) throws Unreadable {
        List<CommitFact> facts = new ArrayList<>();
        List<PushPayload.@Nullable Commit> commits = push.commits() == null ? List.of() : push.commits();
        for (int i = 0; i < commits.size(); i++) {
            facts.add(fact(required(commits.get(i), "/commits/" + i), "/commits/" + i));
        }
        boolean headListed = facts.stream().anyMatch(fact -> fact.sha().equals(after));
        if (!headListed
                && push.headCommit() != null
                && after.equals(push.headCommit().id())) {
            facts.add(fact(push.headCommit(), "/head_commit"));
        }
        return facts;
    }

    private static CommitFact fact(PushPayload.Commit commit, String pointer) throws Unreadable {
        PushPayload.Author author = commit.author();
        return new CommitFact(
                sha(commit.id(), pointer + "/id"),
                orEmpty(shown(commit.message(), 4_000)),
                author == null ? "" : orEmpty(shown(author.name(), 200)),
                author == null ? null : shown(author.email(), 320),
                author == null ? null : shown(author.username(), 100),
                shown(commit.timestamp(), 40));
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }

    static String sha(@Nullable String value, String pointer) throws Unreadable {
        String sha = text(value, pointer);
        if (!SHA.matcher(sha).matches()) {
            throw new Unreadable("invalid-value", "Not a commit id", pointer);
        }
        return sha;
    }
}
