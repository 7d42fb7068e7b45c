package io.promotionbus.sandbox.github;

import com.fasterxml.jackson.databind.JsonNode;
import io.promotionbus.sandbox.http.Answer;
import io.promotionbus.sandbox.source.Webhooks;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Commit statuses: at most a thousand per commit and context, and a description of at most 140 characters. */
final class Statuses {

    private static final int MOST = 1_000;
    private static final int LONGEST_DESCRIPTION = 140;

    private record Status(
            long id, String sha, String state, String context, String description, String target, Instant at) {}

    private final List<Status> statuses = new CopyOnWriteArrayList<>();
    private final AtomicLong ids = new AtomicLong(700_000);

    Answer add(String sha, @Nullable JsonNode body) {
        if (body == null
                || !body.path("state").asText().matches("error|failure|pending|success")
                || body.path("description").asText("").length() > LONGEST_DESCRIPTION) {
            return Answer.json(422, Map.of("message", "Validation Failed"));
        }
        String context = body.path("context").asText("default");
        long there = statuses.stream()
                .filter(status -> status.sha().equals(sha) && status.context().equals(context))
                .count();
        if (there >= MOST) {
            return Answer.json(
                    422, Map.of("message", "This SHA and context has reached the maximum number of statuses."));
        }
        Status status = new Status(
                ids.incrementAndGet(),
                sha,
                body.path("state").asText(),
                context,
                body.path("description").asText(""),
                body.path("target_url").asText(""),
                Instant.now());
        statuses.add(status);
        return Answer.json(201, shown(status));
    }

    /** Newest first. */
    List<Map<String, Object>> of(String sha) {
        return statuses.reversed().stream()
                .filter(status -> status.sha().equals(sha))
                .map(Statuses::shown)
                .toList();
    }

    void clear() {
        statuses.clear();
    }

    private static Map<String, Object> shown(Status status) {
        Map<String, Object> node = new TreeMap<>();
        node.put("id", status.id());
        node.put("state", status.state());
        node.put("context", status.context());
        node.put("description", status.description());
        node.put("target_url", status.target());
        node.put("creator", Webhooks.user("promotion-bus"));
        node.put("created_at", status.at().toString());
        return node;
    }
}
