package io.promotionbus.approval;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** GitHub's comparison of two commits on loopback, as far as a test fills it. */
public final class GitHubDouble implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    public final List<String> calls = new CopyOnWriteArrayList<>();
    public final List<String> authorizations = new CopyOnWriteArrayList<>();
    public volatile String relation = "ahead";
    public volatile int failWith;
    public volatile @Nullable String mergedBy;
    private final List<ObjectNode> commits = new CopyOnWriteArrayList<>();
    private final HttpServer server;

    public GitHubDouble() {
        try {
            server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::answer);
        server.start();
    }

    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    public GitHubDouble clear() {
        commits.clear();
        calls.clear();
        relation = "ahead";
        failWith = 0;
        mergedBy = null;
        return this;
    }

    /** Adds a commit; {@code login} null = an address no account claims. */
    public GitHubDouble commit(String sha, String message, @Nullable String login, String email, String... parents) {
        ObjectNode commit = JSON.createObjectNode();
        commit.put("sha", sha).put("html_url", "https://github.com/acme/users/commit/" + sha);
        commit.putObject("commit")
                .put("message", message)
                .putObject("author")
                .put("name", login == null ? email : login)
                .put("email", email);
        if (login != null) {
            commit.putObject("author").put("login", login).put("type", login.endsWith("[bot]") ? "Bot" : "User");
        }
        commit.putObject("committer").put("login", "web-flow");
        ArrayNode list = commit.putArray("parents");
        for (String parent : parents) {
            list.addObject().put("sha", parent);
        }
        commits.add(commit);
        return this;
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        calls.add(exchange.getRequestURI().toString());
        authorizations.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
        if (failWith != 0) {
            send(exchange, failWith, JSON.createObjectNode().put("message", "no"));
        } else if (path.contains("/compare/")) {
            send(exchange, 200, compare(exchange.getRequestURI().getQuery()));
        } else if (path.contains("/pulls/")) {
            ObjectNode pull = JSON.createObjectNode();
            if (mergedBy != null) {
                pull.putObject("merged_by").put("login", mergedBy);
            }
            send(exchange, 200, pull);
        } else if (path.endsWith("/commits")) {
            send(exchange, 200, history(exchange.getRequestURI().getQuery()));
        } else if (path.contains("/commits/") && !commits.isEmpty()) {
            send(exchange, 200, commits.getLast());
        } else {
            send(exchange, 404, JSON.createObjectNode().put("message", "Not Found"));
        }
    }

    /** Newest first, as GitHub lists them. */
    private ArrayNode history(String query) {
        ArrayNode list = JSON.createArrayNode();
        commits.reversed().stream().skip((page(query) - 1) * 100L).limit(100).forEach(list::add);
        return list;
    }

    private static int page(String query) {
        return Integer.parseInt(query.replaceAll(".*\\bpage=(\\d+)$", "$1"));
    }

    private ObjectNode compare(String query) {
        int page = page(query);
        ObjectNode answer = JSON.createObjectNode().put("status", relation).put("total_commits", commits.size());
        ArrayNode list = answer.putArray("commits");
        List<ObjectNode> all = new ArrayList<>(commits);
        all.subList(Math.min(all.size(), (page - 1) * 100), Math.min(all.size(), page * 100))
                .forEach(list::add);
        answer.putArray("files").addObject().put("additions", 48).put("deletions", 11);
        return answer;
    }

    private static void send(HttpExchange exchange, int status, JsonNode body) throws IOException {
        byte[] bytes = body.toString().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
