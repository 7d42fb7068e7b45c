package io.promotionbus.sandbox.http;

import java.util.Map;
import java.util.Optional;

/**
 * One HTTP request.
 *
 * @param path decoded, without the query
 * @param query the last value of each parameter
 * @param target path and query as they were sent
 * @param headers names in lower case, the first value of each
 */
public record Request(
        String method,
        String path,
        Map<String, String> query,
        String target,
        Map<String, String> headers,
        byte[] body) {

    public Optional<String> parameter(String name) {
        return Optional.ofNullable(query.get(name));
    }

    public String header(String name) {
        return headers.getOrDefault(name, "");
    }

    /** The path's segments; a leading slash makes none. */
    public String[] segments() {
        return path.replaceAll("^/+", "").split("/");
    }
}
