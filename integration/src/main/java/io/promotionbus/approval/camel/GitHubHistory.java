package io.promotionbus.approval.camel;

import com.fasterxml.jackson.databind.JsonNode;
import io.promotionbus.approval.CommitHistory;
import io.promotionbus.approval.CommitRange;
import io.promotionbus.approval.CommitRange.Commit;
import io.promotionbus.approval.CommitRange.Ends;
import io.promotionbus.approval.CommitRange.Status;
import io.promotionbus.approval.Sources;
import io.promotionbus.approval.camel.GitHubApi.NoAnswer;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * The commits between two, by GitHub's comparison, page by page until all are there.
 *
 * @see <a href="https://docs.github.com/en/rest/commits/commits#compare-two-commits">Compare two commits</a>
 */
@Component
class GitHubHistory implements CommitHistory {

    private static final Logger LOG = LoggerFactory.getLogger(GitHubHistory.class);
    private static final Pattern SHA = Pattern.compile("[0-9a-f]{40}");
    private static final int PER_PAGE = 100;
    private static final int MOST_PAGES = 20;
    private static final int MOST_PAGES_OF_HISTORY = 10;
    /** GitHub lists at most this many files; with as many the sums are not known. */
    private static final int MOST_FILES = 300;

    private final GitHubApi github;
    private final CommitReader reader;

    GitHubHistory(GitHubApi github) {
        this.github = github;
        this.reader = new CommitReader(github);
    }

    @Override
    public CommitRange between(Ends ends) {
        if (!ends.readable()) {
            return CommitRange.unavailable(ends, ends.unreadable());
        }
        String repository = checked(Objects.requireNonNull(ends.repository()));
        String head = sha(Objects.requireNonNull(ends.head()));
        try {
            return ends.base() == null
                    ? everything(ends, repository, head)
                    : compared(ends, repository, sha(ends.base()), head);
        } catch (NoAnswer trouble) {
            LOG.info("Commits of {} are unavailable: {}", repository, trouble.slug());
            return CommitRange.unavailable(ends, trouble.slug());
        }
    }

    /**
     * Nothing ran before, or nobody knows which commit did: then everything comes that the new commit is built upon, down
     * to the repository's first. Where that is more than is read, its newest change is listed and the rest stays unknown.
     *
     * @see <a href="https://docs.github.com/en/rest/commits/commits#list-commits">List commits</a>
     */
    private CommitRange everything(Ends ends, String repository, String head) throws NoAnswer {
        List<JsonNode> newestFirst = new ArrayList<>();
        for (int number = 1; number <= MOST_PAGES_OF_HISTORY; number++) {
            JsonNode page = github.get(
                    "/repos/" + repository + "/commits", "sha=" + head + "&per_page=" + PER_PAGE + "&page=" + number);
            page.forEach(newestFirst::add);
            if (page.size() < PER_PAGE) {
                List<Commit> read = reader.read(repository, newestFirst.reversed());
                return new CommitRange(ends, Status.COMPLETE, read, null, null, null);
            }
        }
        return newest(ends, repository, head);
    }

    /** For a merge everything that was merged, co-authors included. */
    private CommitRange newest(Ends ends, String repository, String head) throws NoAnswer {
        JsonNode commit = github.get("/repos/" + repository + "/commits/" + head, "");
        String before = commit.path("parents").path(0).path("sha").asText();
        List<JsonNode> brought = SHA.matcher(before).matches()
                ? all(repository, before, head, page(repository, before, head, 1))
                : List.of(commit);
        return new CommitRange(ends, Status.PARTIAL, reader.read(repository, brought), null, null, "no-base");
    }

    private CommitRange compared(Ends ends, String repository, String base, String head) throws NoAnswer {
        JsonNode first = page(repository, base, head, 1);
        int total = first.path("total_commits").asInt();
        List<Commit> read = reader.read(repository, all(repository, base, head, first));
        String relation = first.path("status").asText();
        return switch (relation) {
            case "identical" -> new CommitRange(ends, Status.COMPLETE, List.of(), 0, 0, null);
            case "ahead" ->
                new CommitRange(
                        ends,
                        read.size() >= total ? Status.COMPLETE : Status.PARTIAL,
                        read,
                        sum(first, "additions"),
                        sum(first, "deletions"),
                        read.size() >= total ? null : "too-many");
            default ->
                new CommitRange(
                        ends,
                        Status.DIVERGED,
                        read,
                        sum(first, "additions"),
                        sum(first, "deletions"),
                        relation.equals("behind") ? "behind" : "diverged");
        };
    }

    private List<JsonNode> all(String repository, String base, String head, JsonNode first) throws NoAnswer {
        List<JsonNode> commits = new ArrayList<>();
        int total = first.path("total_commits").asInt();
        JsonNode page = first;
        for (int number = 2; ; number++) {
            page.path("commits").forEach(commits::add);
            if (commits.size() >= total || page.path("commits").isEmpty() || number > MOST_PAGES) {
                return commits;
            }
            page = page(repository, base, head, number);
        }
    }

    private JsonNode page(String repository, String base, String head, int number) throws NoAnswer {
        return github.get(
                "/repos/" + repository + "/compare/" + base + "..." + head, "per_page=" + PER_PAGE + "&page=" + number);
    }

    private static @Nullable Integer sum(JsonNode first, String what) {
        JsonNode files = first.path("files");
        if (!files.isArray() || files.size() >= MOST_FILES) {
            return null;
        }
        int sum = 0;
        for (JsonNode file : files) {
            sum += file.path(what).asInt();
        }
        return sum;
    }

    private static String checked(String repository) {
        if (!Sources.isRepository(repository)) {
            throw new IllegalArgumentException("Not a repository: " + repository);
        }
        return repository;
    }

    private static String sha(String text) {
        if (!SHA.matcher(text).matches()) {
            throw new IllegalArgumentException("Not a full commit SHA: " + text);
        }
        return text;
    }
}
