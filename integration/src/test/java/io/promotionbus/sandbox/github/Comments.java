package io.promotionbus.sandbox.github;

import com.fasterxml.jackson.databind.JsonNode;
import io.promotionbus.sandbox.http.Answer;
import io.promotionbus.sandbox.source.Commits;
import io.promotionbus.sandbox.source.Webhooks;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** The comments of pull requests, which are issues to GitHub. */
final class Comments {

    private record Comment(long id, int issue, String author, String body, Instant createdAt, Instant updatedAt) {

        Comment changed(String text) {
            return new Comment(id, issue, author, text, createdAt, Instant.now());
        }
    }

    private final List<Comment> comments = new CopyOnWriteArrayList<>();
    private final AtomicLong ids = new AtomicLong(500_000);

    /** @param body as it was sent */
    Answer add(int issue, String author, @Nullable JsonNode body) {
        String text = text(body);
        if (text.isBlank()) {
            return Answer.json(422, Map.of("message", "Validation Failed"));
        }
        Instant now = Instant.now();
        Comment comment = new Comment(ids.incrementAndGet(), issue, author, text, now, now);
        comments.add(comment);
        return Answer.json(201, shown(comment));
    }

    Answer change(String id, @Nullable JsonNode body) {
        Optional<Comment> found = find(id);
        if (found.isEmpty()) {
            return notFound();
        }
        String text = text(body);
        if (text.isBlank()) {
            return Answer.json(422, Map.of("message", "Validation Failed"));
        }
        Comment changed = found.get().changed(text);
        comments.replaceAll(comment -> comment.id() == changed.id() ? changed : comment);
        return Answer.json(200, shown(changed));
    }

    Answer delete(String id) {
        Optional<Comment> found = find(id);
        found.ifPresent(comments::remove);
        return found.isPresent() ? Answer.empty(204) : notFound();
    }

    Answer read(String id) {
        return find(id).map(comment -> Answer.json(200, shown(comment))).orElseGet(Comments::notFound);
    }

    /** Oldest first. */
    List<Map<String, Object>> of(int issue) {
        return comments.stream()
                .filter(comment -> comment.issue() == issue)
                .map(Comments::shown)
                .toList();
    }

    void clear() {
        comments.clear();
    }

    private Optional<Comment> find(String id) {
        return comments.stream()
                .filter(comment -> Long.toString(comment.id()).equals(id))
                .findFirst();
    }

    private static String text(@Nullable JsonNode body) {
        return body == null ? "" : body.path("body").asText();
    }

    private static Map<String, Object> shown(Comment comment) {
        Map<String, Object> node = new TreeMap<>();
        node.put("id", comment.id());
        node.put("body", comment.body());
        node.put(
                "html_url",
                "https://github.com/" + Commits.REPOSITORY + "/pull/" + comment.issue() + "#issuecomment-"
                        + comment.id());
        node.put("issue_url", "https://api.github.com/repos/" + Commits.REPOSITORY + "/issues/" + comment.issue());
        node.put("user", Webhooks.user(comment.author()));
        node.put("created_at", comment.createdAt().toString());
        node.put("updated_at", comment.updatedAt().toString());
        return node;
    }

    private static Answer notFound() {
        return Answer.json(404, Map.of("message", "Not Found"));
    }
}
