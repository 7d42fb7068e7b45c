package io.promotionbus.approval.camel;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Through which pull request each commit came, as far as the commits themselves say: by a merge commit's title, which
 * speaks for the commits it merged, or by the number a squash leaves at the end of the title.
 */
final class PullRequests {

    private static final Pattern MERGE = Pattern.compile("^Merge pull request #(\\d{1,9}) from ");
    private static final Pattern SQUASH = Pattern.compile("\\(#(\\d{1,9})\\)$");
    /** Beyond this the walk through the merges would cost more than the numbers are worth. */
    private static final int MOST_COMMITS = 1_000;

    private final Map<String, JsonNode> commits = new HashMap<>();
    private final Map<String, Integer> numbers = new HashMap<>();

    private PullRequests(List<JsonNode> list) {
        list.forEach(commit -> commits.put(commit.path("sha").asText(), commit));
    }

    /** @param commits oldest first; so a merge inside a merge has its own number */
    static Map<String, Integer> of(List<JsonNode> commits) {
        PullRequests pullRequests = new PullRequests(commits);
        commits.forEach(pullRequests::number);
        return pullRequests.numbers;
    }

    /** Whether this first line of a message is the one GitHub gives a merge. */
    static boolean isMerge(String line) {
        return MERGE.matcher(line).find();
    }

    private void number(JsonNode commit) {
        String title = commit.path("commit")
                .path("message")
                .asText()
                .lines()
                .findFirst()
                .orElse("")
                .strip();
        String sha = commit.path("sha").asText();
        Matcher squash = SQUASH.matcher(title);
        if (squash.find()) {
            numbers.putIfAbsent(sha, Integer.parseInt(squash.group(1)));
        }
        Matcher merge = MERGE.matcher(title);
        if (merge.find()) {
            int number = Integer.parseInt(merge.group(1));
            numbers.put(sha, number);
            if (commits.size() <= MOST_COMMITS) {
                merged(commit).forEach(brought -> numbers.putIfAbsent(brought, number));
            }
        }
    }

    /** What the later parents bring that the first does not have. */
    private Set<String> merged(JsonNode merge) {
        JsonNode parents = merge.path("parents");
        if (parents.size() < 2) {
            return Set.of();
        }
        Set<String> before = reachable(parents.path(0).path("sha").asText(), Set.of());
        Set<String> brought = new HashSet<>();
        for (int i = 1; i < parents.size(); i++) {
            brought.addAll(reachable(parents.path(i).path("sha").asText(), before));
        }
        return brought;
    }

    private Set<String> reachable(String from, Set<String> without) {
        Set<String> seen = new HashSet<>();
        Deque<String> todo = new ArrayDeque<>(List.of(from));
        while (!todo.isEmpty()) {
            String sha = todo.pop();
            JsonNode commit = commits.get(sha);
            if (commit != null && !without.contains(sha) && seen.add(sha)) {
                commit.path("parents")
                        .forEach(parent -> todo.push(parent.path("sha").asText()));
            }
        }
        return seen;
    }
}
