package io.promotionbus.sandbox.http;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/** One HTTP answer. */
public record Answer(int status, Map<String, String> headers, byte[] body) {

    public static Answer json(int status, Object value) {
        return of(status, "application/json", Json.bytes(value));
    }

    public static Answer html(int status, String page) {
        return of(status, "text/html; charset=utf-8", page.getBytes(StandardCharsets.UTF_8));
    }

    public static Answer of(int status, String contentType, byte[] body) {
        return new Answer(status, Map.of("Content-Type", contentType), body);
    }

    public static Answer empty(int status) {
        return new Answer(status, Map.of(), new byte[0]);
    }

    /** RFC 9457. */
    public static Answer problem(int status, String slug, String detail) {
        return problem(status, slug, detail, Map.of());
    }

    public static Answer problem(int status, String slug, String detail, Map<String, Object> members) {
        Map<String, Object> document = new TreeMap<>(members);
        document.put("type", "https://promotionbus.io/problems/" + slug);
        document.put("title", slug);
        document.put("status", status);
        document.put("detail", detail);
        return of(status, "application/problem+json", Json.bytes(document));
    }

    public Answer with(String header, String value) {
        Map<String, String> copy = new TreeMap<>(headers);
        copy.put(header, value);
        return new Answer(status, copy, body);
    }
}
