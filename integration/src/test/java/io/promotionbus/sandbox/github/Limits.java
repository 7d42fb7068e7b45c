package io.promotionbus.sandbox.github;

import io.promotionbus.sandbox.http.Answer;
import io.promotionbus.sandbox.http.Request;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;

/**
 * GitHub's limits: 5 000 requests an hour, shown in every answer, and 80 a minute that make content, beyond which comes 403
 * with {@code Retry-After}.
 *
 * @see <a href="https://docs.github.com/en/rest/using-the-rest-api/rate-limits-for-the-rest-api">Rate limits</a>
 */
final class Limits {

    private static final int PER_HOUR = 5_000;
    private static final int CONTENT_PER_MINUTE = 80;
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final Deque<Instant> content = new ArrayDeque<>();
    private Instant reset = Instant.now().plus(Duration.ofHours(1));
    private int used;

    /** The refusal, when the request is one too many. */
    synchronized Optional<Answer> refusal(Request request) {
        Instant now = Instant.now();
        if (now.isAfter(reset)) {
            reset = now.plus(Duration.ofHours(1));
            used = 0;
        }
        if (++used > PER_HOUR) {
            return Optional.of(Answer.json(403, Map.of("message", "API rate limit exceeded for installation.")));
        }
        if (request.method().equals("GET")) {
            return Optional.empty();
        }
        while (!content.isEmpty() && content.peekFirst().isBefore(now.minus(MINUTE))) {
            content.removeFirst();
        }
        if (content.size() >= CONTENT_PER_MINUTE) {
            long wait = Math.max(
                    1, Duration.between(now, content.getFirst().plus(MINUTE)).toSeconds() + 1);
            return Optional.of(Answer.json(
                            403,
                            Map.of(
                                    "message",
                                    "You have exceeded a secondary rate limit. Please wait a few minutes before you try"
                                            + " again."))
                    .with("Retry-After", Long.toString(wait)));
        }
        content.addLast(now);
        return Optional.empty();
    }

    synchronized Answer marked(Answer answer) {
        return answer.with("X-RateLimit-Limit", Integer.toString(PER_HOUR))
                .with("X-RateLimit-Remaining", Integer.toString(Math.max(0, PER_HOUR - used)))
                .with("X-RateLimit-Used", Integer.toString(Math.min(PER_HOUR, used)))
                .with("X-RateLimit-Reset", Long.toString(reset.getEpochSecond()))
                .with("X-RateLimit-Resource", "core");
    }

    synchronized void clear() {
        content.clear();
        used = 0;
    }
}
