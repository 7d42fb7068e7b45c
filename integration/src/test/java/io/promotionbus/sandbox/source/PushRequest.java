package io.promotionbus.sandbox.source;

import com.fasterxml.jackson.databind.JsonNode;
import io.promotionbus.sandbox.http.BadInput;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What shall be pushed.
 *
 * @param tag null for the new commit's SHA
 * @param webhooks {@code send}, {@code drop} or {@code late}
 * @param posts equal Docker Hub posts per image
 */
public record PushRequest(
        String image,
        @Nullable String tag,
        String author,
        List<String> coAuthors,
        @Nullable String message,
        @Nullable String fault,
        String webhooks,
        int posts) {

    private static final Set<String> FAULTS = Set.of("unready", "late", "crash", "slow");
    private static final Set<String> SENDING = Set.of("send", "drop", "late");
    private static final Set<String> MEMBERS =
            Set.of("image", "tag", "author", "coAuthors", "message", "fault", "webhooks", "posts");
    private static final int MAX_POSTS = 100;

    /** @throws BadInput naming the member that is wrong */
    public static PushRequest read(JsonNode body) {
        body.fieldNames().forEachRemaining(name -> {
            if (!MEMBERS.contains(name)) {
                throw new BadInput(name, "A push has no member " + name + "; it has " + MEMBERS);
            }
        });
        String image = text(body, "image", null);
        if (image == null || !Images.NAMES.contains(image)) {
            throw new BadInput("image", "image must be one of " + Images.NAMES);
        }
        String tag = text(body, "tag", null);
        if (tag != null && !tag.matches("\\w[\\w.-]{0,127}")) {
            throw new BadInput("tag", "tag must be a valid image tag");
        }
        String author = login(text(body, "author", "dev"), "author");
        String fault = text(body, "fault", null);
        if (fault != null && !FAULTS.contains(fault)) {
            throw new BadInput("fault", "fault must be null or one of " + FAULTS);
        }
        String webhooks = text(body, "webhooks", "send");
        if (!SENDING.contains(webhooks)) {
            throw new BadInput("webhooks", "webhooks must be one of " + SENDING);
        }
        JsonNode posts = body.path("posts");
        if (!posts.isMissingNode()
                && !posts.isNull()
                && (!posts.isInt() || posts.asInt() < 1 || posts.asInt() > MAX_POSTS)) {
            throw new BadInput("posts", "posts must be a number from 1 to " + MAX_POSTS);
        }
        return new PushRequest(
                image,
                tag,
                author,
                coAuthors(body),
                text(body, "message", null),
                fault,
                webhooks,
                posts.isInt() ? posts.asInt() : 1);
    }

    private static List<String> coAuthors(JsonNode body) {
        JsonNode given = body.path("coAuthors");
        if (!given.isMissingNode() && !given.isNull() && !given.isArray()) {
            throw new BadInput("coAuthors", "coAuthors must be a list of logins");
        }
        List<String> logins = new ArrayList<>();
        given.forEach(login -> logins.add(login(login.isTextual() ? login.asText() : null, "coAuthors")));
        return List.copyOf(logins);
    }

    private static String login(@Nullable String login, String field) {
        if (login == null || !login.matches("[A-Za-z0-9][A-Za-z0-9-]{0,38}")) {
            throw new BadInput(field, field + " must be a GitHub login");
        }
        return login;
    }

    private static @Nullable String text(JsonNode body, String field, @Nullable String fallback) {
        JsonNode value = body.path(field);
        if (value.isMissingNode() || value.isNull()) {
            return fallback;
        }
        if (!value.isTextual()) {
            throw new BadInput(field, field + " must be a string");
        }
        return value.asText();
    }
}
