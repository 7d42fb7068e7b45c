package io.promotionbus.platform.camel;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/**
 * A request to GitHub's REST API.
 *
 * @param path begins with a slash and is made of checked parts only
 * @param query without question mark, empty for none
 */
public record GitHubCall(
        String method, String path, String query, @Nullable JsonNode body) {

    public static GitHubCall get(String path, String query) {
        return new GitHubCall("GET", path, query, null);
    }

    @Override
    public String toString() {
        return method + " " + path;
    }
}
