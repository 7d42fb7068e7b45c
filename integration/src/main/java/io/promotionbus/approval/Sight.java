package io.promotionbus.approval;

import io.promotionbus.kargo.Freight;
import io.promotionbus.kargo.Image;
import io.promotionbus.policy.Freeze;
import io.promotionbus.promotion.GateView;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/**
 * What an approver sees, as data: what a decision is bound to. It holds no times and no durations, so it stays equal as
 * long as nothing happens.
 *
 * @param parts what can differ, by name: {@code candidate}, {@code current}, {@code policy}, {@code commits},
 *     {@code freezes}, {@code quarantines}; strings, numbers, lists and maps only
 */
public record Sight(Map<String, Object> parts) {

    /** What is compared again before the Promotion; the rest is a hold of its own or evidence kept with the decision. */
    private static final List<String> BASE = List.of("candidate", "current", "policy", "quarantines");

    public static Sight of(GateView view, CommitRange commits) {
        Map<String, Object> parts = new TreeMap<>();
        parts.put("candidate", candidate(view));
        parts.put("current", current(view));
        parts.put("policy", policy(view));
        parts.put("commits", commits(commits));
        parts.put(
                "freezes",
                view.freezes().stream()
                        .map(Freeze::id)
                        .map(UUID::toString)
                        .sorted()
                        .toList());
        parts.put(
                "quarantines",
                view.quarantines().stream().map(UUID::toString).sorted().toList());
        return new Sight(parts);
    }

    /** SHA-256 over the canonical JSON (RFC 8785), such as {@code sha256:9f86…}. */
    public String fingerprint() {
        return Canonical.sha256(parts);
    }

    /** As {@link #fingerprint}, over what is compared again before the Promotion. */
    public String base() {
        Map<String, Object> base = new TreeMap<>(parts);
        base.keySet().retainAll(BASE);
        return Canonical.sha256(base);
    }

    /** Names of the parts that are not equal. */
    public List<String> differences(Sight other) {
        return parts.keySet().stream()
                .filter(part ->
                        !Canonical.text(orEmpty(parts, part)).equals(Canonical.text(orEmpty(other.parts, part))))
                .toList();
    }

    /** As {@link #differences}, of the parts that are compared again before the Promotion. */
    public List<String> baseDifferences(Sight other) {
        return differences(other).stream().filter(BASE::contains).toList();
    }

    private static Object orEmpty(Map<String, Object> parts, String part) {
        return parts.getOrDefault(part, "");
    }

    private static Map<String, Object> candidate(GateView view) {
        Freight incoming = view.incoming();
        return Map.of(
                "project",
                view.project(),
                "stage",
                view.stage(),
                "freight",
                incoming.name(),
                "digests",
                incoming.images().stream()
                        .sorted(Comparator.comparing(Image::repoUrl).thenComparing(Image::digest))
                        .map(image -> image.repoUrl() + "@" + image.digest())
                        .toList());
    }

    private static Map<String, Object> current(GateView view) {
        Map<String, Object> current = new TreeMap<>();
        view.current().forEach((origin, freight) -> current.put(origin.toString(), freight));
        return current;
    }

    private static Map<String, Object> policy(GateView view) {
        return view.policy()
                .<Map<String, Object>>map(policy -> Map.of("uid", policy.uid(), "generation", policy.generation()))
                .orElse(Map.of());
    }

    private static Map<String, Object> commits(CommitRange range) {
        Map<String, Object> commits = new LinkedHashMap<>();
        commits.put("status", range.status().slug());
        commits.put(
                "list",
                range.commits().stream()
                        .map(commit -> Map.of(
                                "sha",
                                commit.sha(),
                                "authors",
                                commit.authors().stream().map(Sight::author).toList()))
                        .toList());
        return commits;
    }

    private static String author(CommitRange.Author author) {
        return author.name() + "|" + (author.login() == null ? "" : author.login()) + "|"
                + (author.email() == null ? "" : author.email());
    }
}
