package io.promotionbus.sandbox.github;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.promotionbus.sandbox.http.Answer;
import io.promotionbus.sandbox.http.Json;
import io.promotionbus.sandbox.http.LoopbackServer;
import io.promotionbus.sandbox.http.Request;
import io.promotionbus.sandbox.source.Commits;
import io.promotionbus.sandbox.source.Commits.Commit;
import io.promotionbus.sandbox.source.Company;
import io.promotionbus.sandbox.source.Pushed;
import io.promotionbus.sandbox.source.Webhooks;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** GitHub's REST API over the pretended commits, with a log of every call. */
public final class GitHubServer implements AutoCloseable {

    private static final int MAX_PER_PAGE = 100;

    /** One call that was made. */
    public record Call(String method, String path, @Nullable JsonNode body, Instant at) {}

    private final Company company;
    private final String token;
    private final Hook hook;
    private final Hook.Post post;
    private final LoopbackServer server;
    private final List<Call> calls = new CopyOnWriteArrayList<>();
    private final Comments comments = new Comments();
    private final Statuses statuses = new Statuses();
    private final Limits limits = new Limits();

    /** @param token what a caller must show */
    public GitHubServer(Company company, String token, Hook hook, Hook.Post post) {
        this.company = company;
        this.token = token;
        this.hook = hook;
        this.post = post;
        this.server = LoopbackServer.start(0, this::handle);
    }

    public int port() {
        return server.port();
    }

    public List<Call> calls() {
        return List.copyOf(calls);
    }

    /** As the API shows them. */
    public List<Map<String, Object>> comments(int pullRequest) {
        return comments.of(pullRequest);
    }

    /** Newest first. */
    public List<Map<String, Object>> statuses(String sha) {
        return statuses.of(sha);
    }

    /** A minute later, as far as limits go. */
    public void clearLimits() {
        limits.clear();
    }

    public void clear() {
        calls.clear();
        comments.clear();
        statuses.clear();
        limits.clear();
        hook.clear();
    }

    private Answer handle(Request request) {
        calls.add(new Call(request.method(), pathAndQuery(request), json(request.body()), Instant.now()));
        String credentials = request.header("authorization");
        if (!credentials.equals("Bearer " + token) && !credentials.equals("token " + token)) {
            return Answer.json(401, Map.of("message", "Bad credentials"));
        }
        return limits.marked(limits.refusal(request).orElseGet(() -> answer(request)));
    }

    private Answer answer(Request request) {
        String path = request.path().replaceFirst("^/api/v3", "");
        String prefix = "/repos/" + Commits.REPOSITORY;
        if (path.equals(prefix)) {
            return Answer.json(200, Webhooks.repository());
        }
        if (!path.startsWith(prefix + "/")) {
            return notFound();
        }
        return repository(request, path.substring(prefix.length() + 1).split("/"));
    }

    private Answer repository(Request request, String[] path) {
        String route = request.method() + " " + path[0] + "/" + path.length;
        return switch (route) {
            case "GET commits/1" -> commits(request);
            case "GET commits/2" ->
                Commits.find(company, path[1])
                        .map(commit -> Answer.json(200, commit(commit)))
                        .orElseGet(() -> unknownCommit(path[1]));
            case "GET commits/3" ->
                switch (path[2]) {
                    case "pulls" -> Answer.json(200, pulls(path[1]));
                    case "statuses" -> Answer.json(200, page(request, statuses.of(path[1])));
                    default -> notFound();
                };
            case "GET compare/2" -> compare(request, path[1]);
            case "POST statuses/2" ->
                Commits.find(company, path[1]).isPresent()
                        ? statuses.add(path[1], json(request.body()))
                        : Answer.json(422, Map.of("message", "No commit found for SHA: " + path[1]));
            case "GET issues/3", "POST issues/3", "PATCH issues/3", "DELETE issues/3" -> issues(request, path);
            default -> hooks(request, path);
        };
    }

    /** {@code issues/<number>/comments} or {@code issues/comments/<id>}. */
    private Answer issues(Request request, String[] path) {
        if (path[1].equals("comments")) {
            return switch (request.method()) {
                case "PATCH" -> comments.change(path[2], json(request.body()));
                case "DELETE" -> comments.delete(path[2]);
                case "GET" -> comments.read(path[2]);
                default -> notFound();
            };
        }
        if (!path[2].equals("comments") || !pullRequest(path[1])) {
            return notFound();
        }
        int number = Integer.parseInt(path[1]);
        return switch (request.method()) {
            case "GET" -> Answer.json(200, page(request, comments.of(number)));
            case "POST" -> comments.add(number, "promotion-bus", json(request.body()));
            default -> notFound();
        };
    }

    private Answer hooks(Request request, String[] path) {
        boolean deliveries = path.length >= 3
                && path[0].equals("hooks")
                && path[1].equals("" + Hook.ID)
                && path[2].equals("deliveries");
        if (!deliveries) {
            return notFound();
        }
        if (path.length == 3) {
            return deliveries(request);
        }
        long id = path[3].matches("\\d{1,18}") ? Long.parseLong(path[3]) : -1;
        if (path.length == 5 && path[4].equals("attempts") && request.method().equals("POST")) {
            return hook.again(id, post).isPresent() ? Answer.json(202, Map.of()) : notFound();
        }
        return hook.find(id).map(found -> Answer.json(200, found.full())).orElseGet(GitHubServer::notFound);
    }

    /** By cursor, as GitHub does: the next page begins below the last one's lowest id. */
    private Answer deliveries(Request request) {
        long below = request.parameter("cursor")
                .filter(cursor -> cursor.matches("v1_\\d{1,18}"))
                .map(cursor -> Long.parseLong(cursor.substring(3)))
                .orElse(Long.MAX_VALUE);
        List<Hook.Delivery> rest = hook.deliveries().stream()
                .filter(delivery -> delivery.id() < below)
                .toList();
        List<Hook.Delivery> page = rest.subList(0, Math.min(rest.size(), perPage(request)));
        Answer answer =
                Answer.json(200, page.stream().map(Hook.Delivery::summary).toList());
        return page.size() == rest.size()
                ? answer
                : answer.with(
                        "Link",
                        "<https://api.github.com/repositories/4242/hooks/" + Hook.ID + "/deliveries?per_page="
                                + perPage(request) + "&cursor=v1_"
                                + page.getLast().id() + ">; rel=\"next\"");
    }

    /** What a commit is built upon, newest first. */
    private Answer commits(Request request) {
        List<Commit> history = Commits.history(company);
        String head = request.parameter("sha").orElse(Commits.BRANCH);
        int position = position(history, head);
        if (position < 0) {
            return notFound();
        }
        List<Commit> newestFirst = history.subList(0, position + 1).reversed();
        return Answer.json(
                200, page(request, newestFirst).stream().map(this::commit).toList());
    }

    private Answer compare(Request request, String range) {
        String[] ends = range.split("\\.\\.\\.", 2);
        List<Commit> history = Commits.history(company);
        int base = ends.length == 2 ? position(history, ends[0]) : -1;
        int head = ends.length == 2 ? position(history, ends[1]) : -1;
        if (base < 0 || head < 0) {
            return notFound();
        }
        List<Commit> ahead = head > base ? history.subList(base + 1, head + 1) : List.of();
        int behind = Math.max(0, base - head);
        ObjectNode body = Json.MAPPER.createObjectNode();
        body.put("html_url", "https://github.com/" + Commits.REPOSITORY + "/compare/" + range);
        body.set("base_commit", commit(history.get(base)));
        body.set("merge_base_commit", commit(history.get(Math.min(base, head))));
        body.put("status", base == head ? "identical" : head > base ? "ahead" : "behind");
        body.put("ahead_by", ahead.size());
        body.put("behind_by", behind);
        body.put("total_commits", ahead.size());
        var list = body.putArray("commits");
        page(request, ahead).forEach(commit -> list.add(commit(commit)));
        var files = body.putArray("files");
        if (request.parameter("page").orElse("1").equals("1") && !ahead.isEmpty()) {
            files.addObject()
                    .put("filename", "users/change.txt")
                    .put("status", "modified")
                    .put("additions", ahead.stream().mapToInt(Commit::additions).sum())
                    .put("deletions", ahead.stream().mapToInt(Commit::deletions).sum());
        }
        Answer answer = Answer.json(200, body);
        int page = number(request, "page", 1);
        return page * perPage(request) < ahead.size()
                ? answer.with("Link", "<https://api.github.com/?page=" + (page + 1) + ">; rel=\"next\"")
                : answer;
    }

    private int position(List<Commit> history, String ref) {
        String sha = ref.equals(Commits.BRANCH) ? company.head() : ref;
        return history.stream().map(Commit::sha).toList().indexOf(sha);
    }

    private ObjectNode commit(Commit commit) {
        ObjectNode node = Json.MAPPER.createObjectNode();
        node.put("sha", commit.sha());
        node.put("html_url", "https://github.com/" + Commits.REPOSITORY + "/commit/" + commit.sha());
        ObjectNode git = node.putObject("commit");
        git.put("message", commit.message());
        for (String role : List.of("author", "committer")) {
            git.putObject(role)
                    .put("name", Commits.nameOf(commit.author()))
                    .put("email", Commits.mailOf(commit.author()))
                    .put("date", commit.at().toString());
            node.set(role, Webhooks.user(commit.author()));
        }
        if (commit.parents().size() > 1) {
            // Who merges by the button is the author; GitHub itself commits.
            ((ObjectNode) git.path("committer")).put("name", "GitHub").put("email", "noreply@github.com");
            node.set("committer", Webhooks.user("web-flow"));
        }
        var parents = node.putArray("parents");
        commit.parents().forEach(parent -> parents.addObject().put("sha", parent));
        node.putObject("stats")
                .put("additions", commit.additions())
                .put("deletions", commit.deletions())
                .put("total", commit.additions() + commit.deletions());
        return node;
    }

    private List<ObjectNode> pulls(String sha) {
        return company.pushes().stream()
                .filter(Pushed::merged)
                .filter(push -> push.commit().equals(sha) || sha.equals(push.branchCommit()))
                .map(Webhooks::pullRequest)
                .toList();
    }

    private boolean pullRequest(String number) {
        return company.pushes().stream().anyMatch(push -> number.equals(Integer.toString(push.pullRequest())));
    }

    private static <T> List<T> page(Request request, List<T> all) {
        int size = perPage(request);
        int from = Math.min(all.size(), (number(request, "page", 1) - 1) * size);
        return new ArrayList<>(all.subList(from, Math.min(all.size(), from + size)));
    }

    private static int perPage(Request request) {
        return Math.min(MAX_PER_PAGE, number(request, "per_page", 30));
    }

    private static int number(Request request, String name, int fallback) {
        return request.parameter(name)
                .filter(text -> text.matches("[1-9]\\d{0,4}"))
                .map(Integer::parseInt)
                .orElse(fallback);
    }

    private static String pathAndQuery(Request request) {
        return request.query().isEmpty()
                ? request.path()
                : request.path() + "?"
                        + String.join(
                                "&",
                                new TreeMap<>(request.query())
                                        .entrySet().stream()
                                                .map(entry -> entry.getKey() + "=" + entry.getValue())
                                                .toList());
    }

    private static @Nullable JsonNode json(byte[] body) {
        if (body.length == 0) {
            return null;
        }
        try {
            return Json.tree(body);
        } catch (java.io.UncheckedIOException notJson) {
            return Json.MAPPER.getNodeFactory().textNode(new String(body, StandardCharsets.UTF_8));
        }
    }

    private static Answer notFound() {
        return Answer.json(404, Map.of("message", "Not Found"));
    }

    private static Answer unknownCommit(String sha) {
        return Answer.json(422, Map.of("message", "No commit found for SHA: " + sha));
    }

    @Override
    public void close() {
        server.close();
    }
}
