package io.promotionbus.sandbox.source;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The commits of {@code main}: each push merges a branch of one commit through a pull request. */
public final class Commits {

    public static final String REPOSITORY = "acme/users";
    public static final String BRANCH = "main";
    /** The commit that was there before the first push. */
    public static final String ROOT = Images.hash("SHA-1", new byte[] {'r', 'o', 'o', 't'});

    private static final Map<String, String> NAMES = Map.of(
            "dev", "Denise Valadares",
            "qa", "Quitéria Alencar",
            "qa2", "Quentin Abbott",
            "po", "Priscila Ornelas",
            "po2", "Paula Oakley",
            "lead", "Leandro Magalhães",
            "operator", "Otávio Peçanha",
            "auditor", "Aurora Brandão",
            "viewer", "Vicente Werneck");

    /**
     * @param message title and trailers
     * @param author GitHub login
     * @param pullRequest 0 when it came by none
     */
    public record Commit(String sha, List<String> parents, String message, String author, Instant at, int pullRequest) {

        public String title() {
            return message.lines().findFirst().orElse("");
        }

        public int additions() {
            return 3 + Integer.parseInt(sha.substring(0, 2), 16) % 60;
        }

        public int deletions() {
            return Integer.parseInt(sha.substring(2, 4), 16) % 25;
        }
    }

    private Commits() {}

    /** A person's name; logins outside the realm are their own. */
    public static String nameOf(String login) {
        return NAMES.getOrDefault(login, login);
    }

    public static String mailOf(String login) {
        return login + "@example.org";
    }

    /** Everything reachable from the head of {@code main}, oldest first. */
    public static List<Commit> history(Company company) {
        List<Commit> commits = new ArrayList<>();
        commits.add(new Commit(ROOT, List.of(), "chore: begin", "dev", Instant.parse("2026-01-05T12:00:00Z"), 0));
        for (Pushed push : company.pushes()) {
            if (push.merged()) {
                commits.addAll(of(push));
            }
        }
        return commits;
    }

    /** The commits that a push brought, oldest first; none when it built an older commit again. */
    public static List<Commit> of(Pushed push) {
        if (push.branchCommit() == null) {
            return List.of();
        }
        StringBuilder message = new StringBuilder(push.message());
        if (!push.coAuthors().isEmpty()) {
            message.append('\n');
            push.coAuthors()
                    .forEach(login -> message.append("\nCo-authored-by: ")
                            .append(nameOf(login))
                            .append(" <")
                            .append(mailOf(login))
                            .append('>'));
        }
        String title = push.message().lines().findFirst().orElse("");
        return List.of(
                new Commit(
                        push.branchCommit(),
                        List.of(push.before()),
                        message.toString(),
                        push.author(),
                        push.at(),
                        push.pullRequest()),
                new Commit(
                        push.commit(),
                        List.of(push.before(), push.branchCommit()),
                        "Merge pull request #" + push.pullRequest() + " from acme/change-" + push.pullRequest() + "\n\n"
                                + title,
                        push.author(),
                        push.at(),
                        push.pullRequest()));
    }

    public static Optional<Commit> find(Company company, String ref) {
        String sha = ref.equals(BRANCH) ? company.head() : ref;
        return history(company).stream()
                .filter(commit -> commit.sha().equals(sha))
                .findFirst();
    }
}
