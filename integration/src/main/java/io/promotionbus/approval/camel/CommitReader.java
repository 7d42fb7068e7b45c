package io.promotionbus.approval.camel;

import com.fasterxml.jackson.databind.JsonNode;
import io.promotionbus.approval.CommitRange.Author;
import io.promotionbus.approval.CommitRange.Commit;
import io.promotionbus.approval.CommitRange.PullRequest;
import io.promotionbus.approval.camel.GitHubApi.NoAnswer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * GitHub's commits as ours: author and co-authors; for a bot's commit whoever merged it, because a bot writes nothing. The
 * committer is not asked: GitHub's own {@code web-flow} or whoever rebased wrote nothing either.
 */
final class CommitReader {

    private static final Logger LOG = LoggerFactory.getLogger(CommitReader.class);
    private static final Pattern CO_AUTHOR = Pattern.compile(
            "^co-authored-by:\\s*(.*?)\\s*<([^<>\\s]+)>\\s*$", Pattern.CASE_INSENSITIVE | Pattern.MULTILINE);
    private static final Pattern NOREPLY = Pattern.compile(
            "(?:\\d+\\+)?([A-Za-z0-9-]+(?:\\[bot])?)@users\\.noreply\\.github\\.com", Pattern.CASE_INSENSITIVE);
    /** What git appends to a message, which is no title. */
    private static final Pattern TRAILER = Pattern.compile("^[A-Za-z][A-Za-z-]*-by: ");

    private static final int LONGEST_TITLE = 200;

    private final GitHubApi github;

    CommitReader(GitHubApi github) {
        this.github = github;
    }

    /** @param commits oldest first, as GitHub lists them */
    List<Commit> read(String repository, List<JsonNode> commits) {
        Map<String, Integer> pullRequests = PullRequests.of(commits);
        Map<Integer, List<Author>> mergers = new HashMap<>();
        List<Commit> read = new ArrayList<>();
        for (JsonNode commit : commits) {
            String sha = commit.path("sha").asText();
            Integer number = pullRequests.get(sha);
            String url = https(commit.path("html_url").asText());
            read.add(new Commit(
                    sha, title(commit), url, authors(repository, commit, number, mergers), pullRequest(url, number)));
        }
        return read;
    }

    private List<Author> authors(
            String repository, JsonNode commit, @Nullable Integer number, Map<Integer, List<Author>> mergers) {
        List<Author> authors = new ArrayList<>();
        Author author = author(commit);
        if (bot(commit, author)) {
            authors.addAll(
                    number == null
                            ? List.of(new Author(author.name(), null, null))
                            : mergers.computeIfAbsent(number, pull -> merger(repository, pull, author)));
        } else {
            authors.add(author);
        }
        Matcher trailer =
                CO_AUTHOR.matcher(commit.path("commit").path("message").asText());
        while (trailer.find()) {
            String login = login(trailer.group(2));
            if (login == null || !login.endsWith("[bot]")) {
                authors.add(new Author(trailer.group(1), login, trailer.group(2)));
            }
        }
        return authors;
    }

    private static Author author(JsonNode commit) {
        JsonNode git = commit.path("commit").path("author");
        String email = text(git.path("email"));
        String account = text(commit.path("author").path("login"));
        String login = account == null && email != null ? login(email) : account;
        String name = text(git.path("name"));
        return new Author(name == null ? (login == null ? "?" : login) : name, login, email);
    }

    private static boolean bot(JsonNode commit, Author author) {
        String login = author.login() == null ? "" : author.login().toLowerCase(Locale.ROOT);
        return "Bot".equals(commit.path("author").path("type").asText())
                || login.endsWith("[bot]")
                || login.equals("web-flow");
    }

    /** Nobody known when GitHub does not say: then the author is unknown, never nobody. */
    private List<Author> merger(String repository, int number, Author bot) {
        try {
            JsonNode by =
                    github.get("/repos/" + repository + "/pulls/" + number, "").path("merged_by");
            String login = text(by.path("login"));
            return List.of(new Author(login == null ? bot.name() : login, login, null));
        } catch (NoAnswer trouble) {
            LOG.info("Who merged pull request {} of {} is not known: {}", number, repository, trouble.slug());
            return List.of(new Author(bot.name(), null, null));
        }
    }

    private static @Nullable String login(String email) {
        Matcher matcher = NOREPLY.matcher(email);
        return matcher.matches() ? matcher.group(1) : null;
    }

    /** A merge made by GitHub says nothing in its first line; the pull request's title follows it. */
    private static String title(JsonNode commit) {
        List<String> lines = commit.path("commit")
                .path("message")
                .asText()
                .lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .limit(2)
                .toList();
        String first = lines.isEmpty() ? "" : lines.getFirst();
        boolean told = lines.size() > 1 && !TRAILER.matcher(lines.getLast()).find();
        String title = told && PullRequests.isMerge(first) ? lines.getLast() : first;
        return title.length() <= LONGEST_TITLE ? title : title.substring(0, LONGEST_TITLE - 1) + "…";
    }

    private static @Nullable PullRequest pullRequest(@Nullable String commitUrl, @Nullable Integer number) {
        if (commitUrl == null || number == null || !commitUrl.contains("/commit/")) {
            return null;
        }
        return new PullRequest(number, commitUrl.substring(0, commitUrl.lastIndexOf("/commit/")) + "/pull/" + number);
    }

    /** Only what a page may link to. */
    private static @Nullable String https(String url) {
        return url.startsWith("https://") ? url : null;
    }

    private static @Nullable String text(JsonNode node) {
        String text = node.isTextual() ? node.asText().strip() : "";
        return text.isEmpty() ? null : text;
    }
}
