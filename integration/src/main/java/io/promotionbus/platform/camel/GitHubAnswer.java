package io.promotionbus.platform.camel;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What GitHub answered.
 *
 * @param body missing when there was none or it was no JSON
 * @param nextCursor of the next page, as the {@code Link} header names it
 * @param pause how long GitHub wants to be left alone, when it limits the requests; primary and secondary limits alike
 * @see <a href="https://docs.github.com/en/rest/using-the-rest-api/rate-limits-for-the-rest-api">Rate limits</a>
 */
public record GitHubAnswer(
        int status,
        JsonNode body,
        @Nullable String nextCursor,
        @Nullable Duration pause) {

    /** However long GitHub asks to be left alone, it is not for longer. */
    public static final Duration LONGEST_PAUSE = Duration.ofHours(1);

    public boolean ok() {
        return status >= 200 && status < 300;
    }

    /** Nothing is wrong with the request: it may be sent again later. */
    public boolean later() {
        return pause != null || status == 401 || status == 429 || status >= 500;
    }

    /** GitHub's own words, for people; short, and never a credential. */
    public String message() {
        String message = body.path("message").asText("").strip();
        return message.length() <= 200 ? message : message.substring(0, 200) + "…";
    }
}
